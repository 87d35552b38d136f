#pragma once
// Load on real rooms: raw WebSocket members on epoll who edit their own card and count what everybody receives.
// For bench_fanout only; loopback, bounded in time. One thread.

#include <cstdint>
#include <string>
#include <vector>

namespace bench {

struct Place {
  unsigned short port = 0;
  std::vector<std::string> rooms;
  std::vector<std::string> tokens;                            // member by member, room by room
  int members = 0;
};

struct Work {
  int in_flight = 0;                                          // per room; 0: by rate
  double per_second = 0;
  double seconds = 5;
};

struct Figures {
  std::int64_t deliveries = 0;
  std::int64_t messages = 0;                                  // that reached their last member
  std::int64_t disorders = 0;                                 // update counters that did not rise by one
  double seconds = 0;
  std::vector<double> last_member_ms;                         // command to last receiver, sorted
  double at(double share) const {
    return last_member_ms.empty() ? 0 : last_member_ms[static_cast<std::size_t>(share * (last_member_ms.size() - 1))];
  }
};

class RoomLoad {
 public:
  // Connects and greets everybody; throws std::runtime_error with a sentence when a member cannot come in.
  explicit RoomLoad(Place place);
  ~RoomLoad();
  RoomLoad(RoomLoad const&) = delete;
  Figures run(Work const& work);

 private:
  struct Member {
    int socket = -1;
    int room = 0;
    std::string inbox;
    std::string outbox;
    std::int64_t n = -1;                                      // of the newest update
    int seq = 0;
    int receivers = 0;                                        // of the message under way
    std::int64_t asked_at = 0;                                // 0: none under way
  };
  void connect_one(std::size_t index);
  void post(std::size_t index, std::int64_t now);
  void pump(int timeout_ms, Figures& figures);
  void read_from(std::size_t index, Figures& figures);
  void take_frame(Member& reader, std::string_view text, Figures& figures);
  void send_out(Member& member);

  Place place_;
  std::vector<Member> members_;
  int epoll_ = -1;
  std::vector<int> waiting_rooms_;                            // a message was completed: room for the next
  bool counts_ = false;
};

std::int64_t now_ns();

}  // namespace bench
