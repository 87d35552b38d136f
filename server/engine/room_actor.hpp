#pragma once
// The shell around one room: takes commands in order, asks the pure core, hands events to the journal, tells members.
// One gate: whatever was decided on state that is not on disk yet (pushes, refusals, snapshots, answers over HTTP)
// waits in `held_` or in a view's log until its group is durable. All calls on the room's thread.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "protocol/json.hpp"
#include "server/engine/bucket.hpp"
#include "server/engine/clock.hpp"
#include "server/engine/counts.hpp"
#include "server/engine/credentials.hpp"
#include "server/engine/outlet.hpp"
#include "server/engine/view_log.hpp"
#include "server/journal/journal.hpp"
#include "server/room/decide.hpp"
#include "server/room/view.hpp"

namespace moderation {
class Policy;
}

namespace engine {

class RoomActor;

// A push as a ready frame.
std::string frame_of(protocol::Push const& push);

using MemberId = std::uint64_t;

// What a room needs from the thread it lives on.
class Shell {
 public:
  virtual ~Shell() = default;
  virtual std::uint64_t next_group() const = 0;  // the group that goes to the journal next
  virtual void dirty(RoomActor& room) = 0;       // has events or bytes; look at it at the end of the round
  virtual void wake_at(RoomActor& room, protocol::Millis at) = 0;  // the earliest call wins until it rings
  virtual void reload(RoomActor& room) = 0;                        // read the journal again, then call reloaded()
  virtual bool notebook_is_full() const = 0;                       // as the journal knows
};

// What all rooms share.
struct Surroundings {
  Clock const& clock;
  Credentials const& credentials;
  std::function<std::string()> library;                // its name; may change
  std::function<std::array<std::uint64_t, 4>()> seed;  // randomness for the dice
  bool relaxed = false;                                // load tests on loopback: no rate limits
  std::shared_ptr<Counts> counts = std::make_shared<Counts>();
  // Somebody from this address takes a seat: 0, or the time to wait because too many did. Any thread.
  std::function<protocol::Millis(std::string const& address, protocol::Millis now)> wait_to_join = {};
  std::shared_ptr<moderation::Policy const> policy = {};  // the rules for texts; null: none
};

// Who is on a line, as the handshake found out.
struct Visitor {
  std::map<std::string, std::string> device_cookies;  // room code -> "device.mac"
  std::string address = {};                           // what limits are counted by
};

// The answer to a command that came over HTTP, given when durable.
struct Entered {
  protocol::SeatId seat;
  std::string token;
  std::string device_cookie;
};
struct Invited {
  std::string secret;
  std::string pin;
  protocol::Millis expires_at = 0;
};
struct JustDone {};
using OutsideAnswer = std::variant<JustDone, Entered, Invited, room::Denied, protocol::RetryReason>;

class RoomActor {
 public:
  RoomActor(journal::RoomNumber number, room::Room state, Surroundings const& surroundings, Shell& shell);
  ~RoomActor();  // lines that are left learn that the room is gone
  RoomActor(RoomActor const&) = delete;
  RoomActor& operator=(RoomActor const&) = delete;

  // --- members --------------------------------------------------------------------------------------------------
  MemberId enter(Outlet& outlet, Visitor visitor);
  void leave(MemberId member);
  void hello(MemberId member, protocol::Hello const& hello);
  void ask(MemberId member, protocol::Ask const& ask);
  void typing(MemberId member, bool is_typing);
  void look_back(MemberId member, protocol::TurnId const& before);
  void bad_message(MemberId member, protocol::BadInput const& bad);

  // --- outside the room's lines -----------------------------------------------------------------------------------
  void ask_from_outside(room::Actor actor, protocol::Command const& command, protocol::CommandId const& id,
                        std::function<void(OutsideAnswer)> answer);
  // First events of a new room; `then` when they are durable.
  void open(protocol::RoomCode code, std::vector<protocol::Event> const& events, std::function<void(bool)> then);
  // Calls back when everything decided so far is durable (harvest, summary).
  void when_durable(std::function<void(bool is_kept)> then);
  room::Room const& state() const { return room_; }
  journal::RoomNumber number() const { return number_; }

  // --- the thread's round ---------------------------------------------------------------------------------------
  std::optional<journal::Batch> take_batch();  // new events since the last round
  void committed(std::uint64_t group, journal::Outcome outcome);
  void flush();
  void wake(protocol::Millis now);
  void reloaded(room::Room state);
  // Erases the evening when its time is over; `then` when that is durable: was it erased?
  void erase_when_due(protocol::Millis keep_ms, std::function<void(bool)> then);
  void stop();  // orderly end: 1012 to everybody, after what is durable
  bool is_idle() const { return members_.empty() && held_.empty() && !has_undurable(); }
  std::size_t people() const { return members_.size(); }

 private:
  enum class Kind { silent, lobby, seated, screen };
  struct Member {
    Outlet* outlet = nullptr;
    Visitor visitor;
    Kind kind = Kind::silent;
    room::Eyes eyes = protocol::View::participant;
    std::optional<room::Eyes> follows;  // whose log it reads now
    protocol::SeatId seat;              // seated
    int generation = 0;
    protocol::DeviceId device;  // staff
    int bad_messages = 0;
    int too_fast = 0;  // refusals for it, less what got through
    bool is_closing = false;
    std::string last_words;                          // before its close: what closes it was done
    bool is_live = false;                            // has caught up; before that nothing live
    std::unique_ptr<protocol::Hello> waiting_hello;  // came while the room was being read again
    Bucket bucket{protocol::limits::commands_per_second, protocol::limits::commands_burst};  // at the door
    Bucket asides{protocol::limits::commands_per_second, protocol::limits::commands_burst};
  };
  // Something that waits for its group: a private word to a member, or an answer elsewhere. `id`: the command that is
  // answered by it (or by the log), so that it can be told to try again when the group cannot be kept.
  struct Held {
    std::uint64_t group = 0;
    MemberId member = 0;  // 0: none
    std::optional<protocol::CommandId> id;
    std::function<void(Member&)> tell;
    std::function<void(bool is_kept)> then;
    bool is_close = false;  // the member waits to be closed; not, when nothing was kept
  };
  struct Journey;  // one command on its way through (room_actor.cpp)

  // room_actor.cpp: the way of one command
  void apply(std::vector<protocol::Event> const& events, std::optional<protocol::Cause> cause,
             std::optional<protocol::CommandId> const& shown_cause);
  void look_before(Journey& journey, std::vector<protocol::ThingKey> const& keys,
                   std::vector<protocol::SeatId> const& seats) const;
  void forget_what_was_told(protocol::Event const& event);
  void count(protocol::Event const& event) const;
  void publish(Journey& journey, std::optional<protocol::CommandId> const& cause);
  void publish_own_cards(Journey const& journey);
  room::Context context_for(room::Actor actor) const;
  std::optional<room::Denied> gate(protocol::Command const& command, room::Context& context) const;
  std::optional<room::Denied> judge(protocol::Command const& command, room::Context& context) const;
  bool has_undurable() const { return durable_group_ < last_group_; }
  void presence_changed(room::Presence before);
  void do_what_is_due();
  void arm();
  void could_not_keep();

  // room_actor_answers.cpp: what goes back
  void hold(Held held);
  void push(MemberId member, protocol::Push const& push, std::optional<protocol::CommandId> id = {});
  void refuse(MemberId member, protocol::CommandId const& id, room::Denied const& denied);
  std::optional<room::Denied> refused_before(protocol::SeatId const& seat, protocol::CommandId const& id) const;
  bool is_full();
  std::optional<protocol::Retry> not_now(protocol::CommandId const& id, protocol::Command const& command,
                                         protocol::SeatId const& asker);
  bool is_too_fast(Member& member);
  void say_again(MemberId member, protocol::Retry const& retry);
  std::string print_for(protocol::Command const& command, protocol::SeatId const& asker,
                        std::optional<protocol::SeatId> const& about) const;
  std::string print_of_new(protocol::Command const& command, protocol::SeatId const& asker,
                           protocol::Event const& first) const;
  std::optional<room::Repeat> repeat(protocol::SeatId const& asker, protocol::CommandId const& id,
                                     protocol::Command const& command) const;
  void ask_at_the_door(MemberId member, protocol::Ask const& ask);
  void ask_in_seat(MemberId member, protocol::Ask const& ask);
  void answer_done(MemberId member, protocol::Cause const& cause, std::vector<protocol::Event> const& events);
  protocol::Ticket ticket_of(protocol::CommandId const& id, protocol::TicketId const& ticket,
                             protocol::TicketPurpose purpose, protocol::Millis expires_at) const;
  void seat_member(MemberId member, protocol::SeatId const& seat, protocol::CommandId const& id);
  OutsideAnswer outside_answer(std::vector<protocol::Event> const& events) const;
  Entered entered(protocol::SeatId const& seat, std::optional<protocol::DeviceId> const& device) const;

  struct CachedSnapshot {
    std::int64_t n = -1;
    protocol::Millis at = 0;
    std::string library;  // its name stands in it
    std::size_t bytes = 0;
    Pages pages;
    bool is_shared() const { return bytes > protocol::limits::snapshot_alone_bytes_max; }
  };

  // room_actor_members.cpp: coming and going
  void hello_of_screen(MemberId id, protocol::Hello const& hello);
  void hello_with_token(MemberId id, protocol::Hello const& hello);
  void hello_without_token(MemberId id, protocol::Hello const& hello);
  bool may_hold_staff_seat(Member const& member, room::Seat const& seat, protocol::DeviceId& device) const;
  protocol::Lobby lobby() const;
  std::string shown_at_the_door() const;
  void stand_at_the_door(MemberId id);
  void become(Member& member, Kind kind);
  void set_closing(MemberId id, Member& member, bool is_closing);
  void tell_lobby();
  void close_member(MemberId id, protocol::CloseCode code);
  void close_who_lost_power(protocol::Event const& event);
  void find_place_again(MemberId id);
  void drop_line(protocol::SeatId const& seat, MemberId id);
  void seat_lost(protocol::SeatId const& seat);
  void seat_here(protocol::SeatId const& seat);
  void look_at_screens();
  void end_graces(protocol::Millis now);
  void send_presence(protocol::Millis now);

  // room_actor_snapshots.cpp: catching up
  void catch_up(MemberId id, std::optional<std::string> const& epoch, std::optional<std::int64_t> n);
  std::string own_cards_whole(protocol::SeatId const& seat) const;
  CachedSnapshot const& snapshot_of(room::Eyes const& eyes);
  std::vector<std::string> pages_of(std::vector<protocol::Thing> things, std::string const& epoch, protocol::View view,
                                    CachedSnapshot const& of) const;
  void look_from(protocol::SeatId const& seat);
  void drop_unread_tables();

  struct LogOfView {
    ViewLog log;
    std::string epoch;
    CachedSnapshot snapshot;
  };
  LogOfView& log_of(room::Eyes const& eyes);

  journal::RoomNumber number_;
  room::Room room_;
  Surroundings const& surroundings_;
  Shell& shell_;
  std::string epoch_;
  std::map<room::Eyes, LogOfView> logs_;  // those that somebody has read since the room was loaded
  std::map<MemberId, Member> members_;
  // The same members packed close: a flush of cold lines is paid by the cache line.
  struct Line {
    MemberId member = 0;
    Outlet* outlet = nullptr;
    bool is_closing = false;
  };
  std::vector<Line> lines_;
  std::size_t at_the_door_ = 0;  // members of kind lobby
  std::size_t screens_ = 0;      // of kind screen
  bool has_bytes_ = false;       // something may leave that no commit will flush
  std::unordered_multimap<protocol::SeatId, MemberId> lines_of_;
  std::unordered_map<protocol::SeatId, Bucket> allowances_;  // of commands; a new line brings no new one
  MemberId next_member_ = 1;
  std::vector<protocol::Record> batch_;
  std::optional<protocol::RoomCode> new_code_;  // until the first batch has taken it
  std::uint64_t last_group_ = 0;                // newest group with events of this room
  std::uint64_t durable_group_ = 0;
  std::deque<Held> held_;
  struct SaidNo {
    room::Denied denied;
    std::uint64_t group = 0;  // decided on what this group holds
  };
  static constexpr std::size_t refusals_kept = 512;   // of the whole room, the newest
  std::unordered_map<std::string, SaidNo> refusals_;  // by seat and command id
  std::deque<std::string> refusals_in_order_;
  room::Presence presence_;
  std::map<protocol::SeatId, protocol::Millis> lost_at_;  // lines lost, still within their grace
  std::optional<protocol::Millis> screen_lost_at_;        // of the last hall screen
  std::set<protocol::SeatId> awaited_;                    // not seen since the room was read; not shown as here
  bool presence_is_new_ = false;
  protocol::Millis presence_sent_at_ = 0;
  bool is_reloading_ = false;
  bool has_told_of_ahead_ = false;  // once is enough
  static constexpr protocol::Millis full_ms = 3'000;
  protocol::Millis full_until_ = 0;  // the notebook was full; nothing that does not protect people before this
  std::uint64_t lost_up_to_ = 0;     // groups that could not be kept; their outcome is known
  std::optional<std::string> last_lobby_;
  protocol::Millis armed_for_ = 0;
  // room::due(), as long as nothing has happened that may change it
  struct Due {
    std::optional<protocol::Millis> at;
  };
  std::optional<Due> due_;
};

}  // namespace engine
