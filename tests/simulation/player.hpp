#pragma once
// One person of the simulated world: the rehearsal's own Person, the world it lives in, and how its network is. Owned
// by the World. One thread.

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "clients/rehearsal/person.hpp"
#include "tests/simulation/history.hpp"
#include "tests/simulation/link.hpp"
#include "tests/simulation/plan.hpp"

namespace sim {

class World;

class Player : public rehearsal::Outside {
 public:
  Player(World& world, int evening, Part part, std::uint64_t chance);

  // Outside
  std::unique_ptr<rehearsal::Line> open_line(rehearsal::Line::Where where, rehearsal::Line::Calls calls) override;
  void after(std::chrono::microseconds delay, rehearsal::Life life, std::function<void()> task) override;
  bool run_until(std::function<bool()> const& is_done, std::chrono::milliseconds limit) override;
  std::uint32_t roll() override { return static_cast<std::uint32_t>(chance.roll() >> 32); }
  Read read(std::string_view text) override;

  void sit_down(rehearsal::Door door, rehearsal::Who who);  // with a new phone
  void ask(protocol::Command const& command);
  void ask_again(protocol::Ask const& ask);
  bool is_staff() const { return part == Part::leader || part == Part::remote_host; }
  bool is_turned_away() const { return person && person->is_refused_entry(); }
  bool is_out() const { return !person || person->is_refused_entry(); }

  World& world;
  int evening;
  Part part;
  Chance chance;
  std::string name;
  Weather weather;
  Listener listener;
  std::unique_ptr<rehearsal::Person> person;
  std::optional<rehearsal::Door> door;  // how it went in last
  std::weak_ptr<Link> link;
  std::deque<protocol::Ask> answered;  // for asking again, hours later
  bool wants_in = false;
  bool is_extra = false;                     // a second device, or a phone that claimed a seat
  std::optional<protocol::CommandId> entry;  // of a staff seat, asked over HTTP and not answered yet
  std::optional<std::string> entry_ticket;
  bool loses_next_answer = false;
};

}  // namespace sim
