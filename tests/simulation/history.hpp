#pragma once
// What is known from outside the code under test: every record the moment it was on disk for good, every command that
// somebody asked, everything that somebody was told. Each promise of the house is held against it at once, so that the
// first complaint names the moment. Nothing here is read by the server. One thread.

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

#include "clients/rehearsal/person.hpp"
#include "server/room/room.hpp"
#include "tests/simulation/disk.hpp"
#include "tests/simulation/past.hpp"

namespace sim {

// One phone that listens.
struct Listener {
  RoomNumber room = 0;
  protocol::View view = protocol::View::participant;
  Micros line_began = 0;     // hello was said on the present line
  bool has_room = false;     // a snapshot or "resumed" came on it
  std::int64_t reached = 0;  // the newest record that what it has heard holds for certain
  std::uint64_t print = 0;   // of the bytes of the push that comes next
  // By view, in the order of seeing: a role that changes and changes back finds its old view's log again.
  std::map<protocol::View, std::vector<std::string>> epochs;
  std::unordered_set<std::string> doubled;  // ids it sent more than once
  std::optional<protocol::SeatId> seat;     // of who hears
  std::optional<Micros> looked_at;          // looked back then, and heard no answer since
};

class History : public DiskWatch {
 public:
  explicit History(Agenda const& agenda) : agenda_(agenda) {}

  // DiskWatch
  void durable(RoomNumber room, std::vector<protocol::Record> const& records) override;
  std::int64_t newest(RoomNumber room) const override;
  void complain(std::string what) override;

  void asked(protocol::CommandId const& id, protocol::Command const& command);
  void answered(Listener const& listener, std::optional<protocol::SeatId> const& seat, protocol::CommandId const& id,
                rehearsal::Answer const& answer);
  void entered(RoomNumber room, protocol::SeatId const& seat);  // somebody was told over HTTP
  void invited(RoomNumber room, std::string const& secret);
  void heard(Listener& listener, rehearsal::Person const& person, protocol::Push const& push);
  // A live room whose newest event is on disk equals the fold of what is on disk.
  void compare_live(RoomNumber room, room::Room const& state);
  // In a quiet time: what a page shows is how it is now, not how it was.
  void settled(Listener const& listener, rehearsal::Person const& person);
  // When an event was last made durable, in any room.
  Micros written_at() const { return written_at_; }

  Past const& past(RoomNumber room) { return pasts_[room]; }
  std::vector<std::string> const& complaints() const { return complaints_; }

  struct Counts {
    std::size_t records = 0;
    std::size_t comparisons = 0;
    std::size_t updates = 0;
    std::size_t snapshots = 0;
    std::size_t resumes = 0;
    std::size_t earlier_turns = 0;
    std::array<std::size_t, std::variant_size_v<protocol::Command>> done{};  // commands that made an event, by index
    std::size_t erased = 0;                                                  // seats of which nothing may be left
    std::uint64_t story = 0;  // a print of all bytes that anybody was told, and of when: equal for equal stories
  };
  Counts const& counts() const { return counts_; }

 private:
  struct Reference {  // the fold of pushes to some n
    rehearsal::Store store;
    std::map<std::int64_t, protocol::Update> later;
  };
  struct Told {                                              // one view of one life of a room
    std::unordered_map<std::int64_t, std::uint64_t> prints;  // of the update with this n
    std::map<std::int64_t, std::int64_t> reached;            // by this n: the newest record that is in it for certain
    std::optional<Reference> reference;
  };

  void check_cause(Past& past, protocol::Record const& record);
  void check_erased(Past const& past, std::vector<protocol::SeatId> const& seats);
  void check_things(Past const& past, Listener const& listener, std::vector<protocol::Thing> const& things);
  void check_table(Past const& past, Listener const& listener, protocol::TableNumber table);
  void check(Past const& past, Listener const& listener, protocol::CardThing const& card);
  void check(Past const& past, Listener const& listener, protocol::TurnThing const& turn);
  void check(Past const& past, Listener const& listener, protocol::FloorThing const& floor);
  void check(Past const& past, Listener const& listener, protocol::SeatThing const& seat);
  void check(Past const& past, Listener const& listener, protocol::RoomThing const& room);
  void check(Past const& past, Listener const& listener, protocol::ProposalThing const& proposal);
  void check(Past const& past, Listener const& listener, protocol::ThemeThing const& theme);
  void check(Past const& past, Listener const& listener, protocol::BallotThing const& ballot);
  void blame(std::string what);  // "": nobody
  void see_reached(Listener& listener, protocol::Push const& push);
  template <class Other>
  void check(Past const&, Listener const&, Other const&) {}
  void check_own(rehearsal::Person const& person, protocol::SeatId const& seat);
  void check_own_cards(Past const& past, Listener const& listener, rehearsal::Person const& person,
                       protocol::OwnCards const& cards);
  void check_presence(Past const& past, Listener const& listener, protocol::Presence const& presence);
  void check_earlier(Past const& past, Listener& listener, protocol::EarlierTurns const& earlier);
  void check_done(Past const& past, rehearsal::Person const& person, protocol::CommandId const& id);
  void see_epoch(Listener& listener, std::string const& epoch);
  void see_update(Listener const& listener, rehearsal::Person const& person, protocol::Update const& update);
  void see_snapshot(Listener const& listener, rehearsal::Person const& person);
  Told& told(Listener const& listener, std::string const& epoch);

  Agenda const& agenda_;
  Micros written_at_ = 0;
  std::map<RoomNumber, Past> pasts_;
  std::unordered_map<std::string, protocol::Command> commands_;
  // Of each room and view the newest few lives; older ones are shown to nobody any more.
  std::map<std::pair<RoomNumber, protocol::View>, std::deque<std::pair<std::string, Told>>> told_;
  std::vector<std::string> complaints_;
  Counts counts_;
};

}  // namespace sim
