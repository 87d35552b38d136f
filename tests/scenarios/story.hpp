#pragma once
// One story while it is told: the evening, and the names under which the table knows people.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/unit/room/evening.hpp"

namespace story {

using namespace protocol;

struct Story {
  evening::Evening evening;
  std::map<std::string, SeatId> people;
  std::map<std::string, Command> last_asked;  // for "tikt nog eens"
  std::map<SeatId, TicketId> claims;

  explicit Story(std::string const& phase) : evening(phase) {}
  SeatId seat(std::string const& name) const;
  std::string name(SeatId const& seat) const;
  CardId card(std::string const& text) const;
  TurnId last_turn_of(std::string const& name) const;
};

// What came of one row: none = done, else the wire name of the refusal. Throws on a verb that nobody knows.
std::optional<std::string> act(Story& story, std::string const& who, std::string const& does);

// One expectation ("wachtrij: Bob, Cem"): what came instead, or none when it is so.
std::optional<std::string> differs(Story const& story, std::string const& expected);

std::vector<std::string> split(std::string const& text, std::string const& by);

}  // namespace story
