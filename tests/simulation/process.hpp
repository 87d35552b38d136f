#pragma once
// One life of the server without a kernel: the real rooms of a thread, the real directory and credentials, a journal on
// the simulated disk. What reaches it waits in an inbox; a turn takes all of it and ends the round, as the reactor
// does. To destroy it is kill -9: nobody is told anything. One thread.

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "server/engine/directory.hpp"
#include "server/engine/rooms.hpp"
#include "tests/simulation/disk.hpp"

namespace sim {

// Wall time is read once, at birth; from then on the steady clock carries it (engine/clock.hpp).
class ProcessClock : public engine::Clock {
 public:
  ProcessClock(Agenda const& agenda, protocol::Millis wall_at_birth)
      : agenda_(agenda), wall_at_birth_(wall_at_birth), born_(agenda.now()) {}
  protocol::Millis now() const override { return wall_at_birth_ + (agenda_.now() - born_) / ms; }

 private:
  Agenda const& agenda_;
  protocol::Millis wall_at_birth_;
  Micros born_;
};

class Guest;
class Link;

class Process : public engine::Loop, public std::enable_shared_from_this<Process> {
 public:
  Process(Agenda& agenda, Disk& disk, Chance chance, DiskWatch& watch, protocol::Millis wall,
          std::function<void()> fatal);
  ~Process() override;

  // Loop
  void later(std::function<void()> work) override;  // in one of the next turns
  void ring_at(RoomNumber room, protocol::Millis at) override;
  void ring_no_more(RoomNumber room) override { rings_.erase(room); }

  std::array<std::uint64_t, 4> seed();  // for the room's dice
  void start();                         // once it is shared
  void stand_still_until(Micros when) { standing_still_until_ = std::max(standing_still_until_, when); }
  void wake_up();      // stands still no longer
  void say_goodbye();  // SIGTERM
  void take_line(std::shared_ptr<Link> link, std::string const& target, std::string const& cookie);
  void let_go(Guest const& guest);

  Agenda& agenda;
  ProcessClock clock;
  std::shared_ptr<DiskJournal> journal;
  engine::Credentials credentials;
  engine::Directory directory;
  engine::Surroundings surroundings;
  bool is_stopping = false;  // takes no new lines

 private:
  std::map<Guest const*, std::shared_ptr<Guest>> guests_;  // outlive the rooms that they are members of

 public:
  engine::Rooms rooms;

 private:
  void turn();
  void schedule_turn();
  void sweep();

  Chance chance_;
  std::vector<std::function<void()>> inbox_;
  std::map<RoomNumber, std::uint64_t> rings_;  // the call that counts
  std::uint64_t rings_asked_ = 0;
  Chance dice_{chance_.roll()};
  bool is_turn_coming_ = false;
  Micros standing_still_until_ = 0;
};

}  // namespace sim
