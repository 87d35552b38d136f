#pragma once
// Load on rooms of one server: raw WebSocket members on epoll who post, and count, order and time what everybody
// receives. Speaks to Plekberaad (members edit their own card) and to the two bare publishers beside it (they post the
// same 200 bytes as they are). For the bench programs; loopback, bounded in time. One thread.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

enum class Speaks { plekberaad, ws, nchan };

struct Place {
  Speaks speaks = Speaks::plekberaad;
  unsigned short port = 0;
  std::vector<std::string> rooms;   // names, as they stand in the path
  std::vector<std::string> tokens;  // member by member, room by room; Plekberaad's only
  int members = 0;                  // in each room
  bool raises_hands = false;        // Plekberaad's only: hands go up and down, while the first member of a room speaks
};

struct Work {
  int in_flight = 0;  // per room; 0: by rate
  double per_second = 0;
  double warm_seconds = 1;
  double seconds = 3;
};

struct Figures {
  std::int64_t deliveries = 0;  // in the measured time; every copy counts
  std::int64_t messages = 0;    // that reached their last member in it
  std::int64_t reads = 0;
  double server_cpu_seconds = 0;
  double own_cpu_share = 0;  // near 1: this program is the limit
  double lag_ms_max = 0;     // by rate: how late a post left at worst
  double seconds = 0;
  std::vector<double> last_member_ms;  // command to last receiver, sorted
  // over the whole run: all zero, or the run does not count
  std::int64_t lost = 0;
  std::int64_t repeated = 0;
  std::int64_t out_of_order = 0;  // per sender and receiver, and the server's own counter
  std::int64_t astray = 0;        // seen in another room
  std::int64_t told_apart = 0;    // members of a room that saw another order than the rest
  double at(double share) const {
    if (last_member_ms.empty()) return 0;
    return last_member_ms[static_cast<std::size_t>(share * static_cast<double>(last_member_ms.size() - 1))];
  }
};

class RoomLoad {
 public:
  explicit RoomLoad(Place place);
  ~RoomLoad();
  RoomLoad(RoomLoad const&) = delete;
  RoomLoad& operator=(RoomLoad const&) = delete;

  // Everybody who has no line gets one; returns the seconds until all are ready. With `missed` they resume (Plekberaad
  // only) as if they had not seen that many of the last updates, and are ready when they have them.
  double connect(int missed = 0);
  void cut_all();  // RST, like phones in a tunnel
  Figures run(Work const& work, std::vector<int> const& server_pids);
  void wait(double seconds);                // reads what comes
  int resumed() const { return resumed_; }  // of the last connect()
  int snapshots() const { return snapshots_; }

 private:
  enum class State { none, connecting, upgrading, greeting, ready };
  struct Member {
    int socket = -1;
    State state = State::none;
    int room = 0;
    std::string rest;  // an incomplete frame
    std::string outbox;
    std::int64_t n = -1;        // of the newest update
    std::int64_t wants_n = -1;  // ready from here
    bool has_own = false;
    std::uint32_t seq = 0;
    int receivers = 0;          // of the message under way
    std::int64_t asked_at = 0;  // 0: none under way
    std::uint64_t order = 0;    // a hash of all that was seen, in its order
  };
  void start_connecting(std::size_t index);
  void writable(std::size_t index);
  void readable(std::size_t index);
  std::string_view take_upgrade(std::size_t index, std::string_view bytes);
  void take_frame(std::size_t index, std::string_view text);
  void take_greeting(Member& member, std::string_view text);
  void take_post(std::size_t index, std::string_view text, std::size_t found);
  void count(std::size_t reader, std::size_t sender, std::uint32_t seq);
  void greet(std::size_t index);
  void give_floor_to_first();
  bool may_post(std::size_t index) const;
  bool post_in(int room, std::int64_t asked_at);
  void post(std::size_t index, std::int64_t asked_at);
  void send_out(Member& member);
  void pump(std::int64_t wait_ns);
  void load(Work const& work, std::int64_t begin, std::int64_t until);
  void drain();
  void judge(Figures& figures) const;

  Place place_;
  std::vector<Member> members_;
  std::vector<std::uint32_t> seen_;  // [receiver][sender within the room]: newest seq
  std::vector<int> turn_;            // of each room
  std::vector<int> free_rooms_;      // a message was completed: place for the next
  std::size_t ready_ = 0;
  std::string epoch_of_;             // scratch
  std::vector<std::string> epochs_;  // of each room
  int missed_ = 0;
  int resumed_ = 0;
  int snapshots_ = 0;
  int epoll_ = -1;
  bool counts_ = false;
  std::int64_t posted_ = 0;  // scheduled by rate
  std::int64_t sent_ = 0;
  std::int64_t arrived_ = 0;
  Figures figures_;
};

std::int64_t now_ns();

}  // namespace bench
