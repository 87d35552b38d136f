#pragma once
// A whole evening after evening in one thread: people, network, server, disk and time, moved by the steps of a plan.
// Ends at the first complaint. `tell` is given the story in readable lines.

#include <array>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/simulation/history.hpp"
#include "tests/simulation/plan.hpp"
#include "tests/simulation/player.hpp"
#include "tests/simulation/process.hpp"
#include "tests/simulation/read_once.hpp"

namespace sim {

struct Tally {
  std::size_t commands = 0;  // asked by people, repeats not counted
  std::size_t faults = 0;
  std::size_t steps = 0;
  std::size_t lives = 0;     // of the server
  std::size_t resets = 0;    // readers too slow, or in the middle of a log that went
  std::size_t compared = 0;  // pages held against the server in quiet times
  History::Counts told;
  Micros time = 0;
  std::array<std::size_t, sim::commands> asked{};
  std::array<std::array<std::size_t, sim::faults>, sim::commands> met{};  // a command on its way, and what struck it
  std::array<std::size_t, sim::faults> struck{};                          // that found something to strike
  std::size_t done() const;                                               // commands that made an event
  void add(Tally const& other);
};

struct Result {
  Tally tally;
  std::vector<std::string> complaints;  // of the first moment that broke a promise; none: good
};

class World {
 public:
  using Tell = std::function<void(std::string const&)>;
  World(Plan const& plan, Tell tell);
  ~World();

  Result run();

  // --- for players ------------------------------------------------------------------------------------------------
  Agenda agenda;
  History history{agenda};
  ReadOnce readings;
  Tally tally;
  void note_asked(Player& player, protocol::Ask const& ask);
  void note_answer(Player& player, protocol::Ask const& ask, rehearsal::Answer const& answer);
  std::weak_ptr<Process> process() const { return process_; }
  void keep(std::shared_ptr<Link> const& link) { links_.push_back(link); }
  void tell(Player const& player, std::string const& what) const;
  bool tells() const { return static_cast<bool>(tell_); }

 private:
  struct Room {
    RoomNumber number = 0;
    protocol::RoomCode code;
    bool is_open = false;
  };

  // world.cpp: steps
  void carry_out(Step const& step);
  bool is_over(Step const& step) const;
  void open_evening(int evening);
  void come(Player& player);
  void lose_line_at_the_door(Player& player);
  void go(Player& player);
  void ask(Player& player, Step const& step);
  void look_back(Player& player, Step const& step);
  void enter_staff(Player& player);
  void ask_office(Player& player, protocol::Command const& command, room::Actor actor, protocol::CommandId const& id,
                  std::function<void(engine::OutsideAnswer const&)> then);
  void staff_answer(Player& player, engine::OutsideAnswer const& answer);
  Player* tablet_of(int evening);  // null: none is at work
  void use_ticket(Player& player, protocol::Ticket const& ticket);
  Player& player_of(Step const& step);
  Player& extra(int evening, Part part);
  void say(std::string const& what) const;

  // erasing.cpp: what the office and the clock of what is kept do
  void erase_somebody(Step const& step);
  void erase_evening(int evening);
  void check_erased();

  // calm.cpp: quiet times, and what must be so then
  void grow_quiet();
  void wait_for_rest();
  void check_quiet();
  void check_player(Player const& player, room::Presence presence);
  room::Presence presence_of(int evening) const;
  void check_everything_again();
  void each_player(std::function<void(Player&)> const& visit) const;

  // faults.cpp
  void fault(Step const& step);
  // Commands that are on their way when something strikes, by index.
  using Met = std::vector<std::size_t>;
  bool strike(Step const& step, Player& player, Met& met);
  bool storm(Player& player, Chance& chance, Met& met);
  bool at_server(Fault fault, Chance& chance);
  bool on_disk(Fault fault, bool Disk::*what, Micros heals_after);
  void disk_strikes(Fault fault);
  static void gather(Player const& player, Met& met);
  void gather_everybody(Met& met) const;
  void note_struck(Fault fault, Met const& met);
  bool crash(bool is_torn, Micros away);  // false: there was no server
  void start_process();
  void look_at_rooms();

  Plan const& plan_;
  Tell tell_;
  Chance chance_;
  Disk disk_;
  std::shared_ptr<Process> process_;
  std::vector<Room> rooms_;                                  // by evening
  std::vector<std::vector<std::unique_ptr<Player>>> casts_;  // by evening
  std::vector<std::unique_ptr<Player>> extras_;
  std::vector<std::weak_ptr<Link>> links_;
  protocol::Millis wall_offset_ = 0;
  Micros shift_ = 0;  // steps come later by the quiet times so far
  Micros next_look_ = 0;
  std::set<Fault> in_wait_;  // of the disk: no write or sync has met them yet
};

}  // namespace sim
