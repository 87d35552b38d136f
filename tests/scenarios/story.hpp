#pragma once
// One story while it is told: the evening, and the names under which the table knows people.

#include <functional>
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
  room::Where at_table;                   // whose floor and talk is looked at; none: of the whole room
  std::optional<TicketId> tablet_ticket;  // the newest

  explicit Story(std::string const& phase, room::NewRoomPlan const& plan = evening::usual_plan())
      : evening(phase, true, plan) {}
  SeatId seat(std::string const& name) const;
  std::string name(SeatId const& seat) const;
  CardId card(std::string const& text) const;
  ThemeId theme(std::string const& title) const;
  TurnId last_turn_of(std::string const& name) const;
  FloorThing floor() const { return evening.floor(at_table); }
  room::Eyes eyes(View view) const { return {view, view == View::participant ? at_table : std::nullopt}; }
};

// What came of one row: none = done, else the wire name of the refusal. Throws on a verb that nobody knows.
std::optional<std::string> act(Story& story, std::string const& who, std::string const& does);

// One expectation ("wachtrij: Bob, Cem", at a table "tafel 2 wachtrij: Bob"): what came instead, or none when it is so.
std::optional<std::string> differs(Story const& story, std::string const& expected);

// What one kind of expectation looks at, with the words before its colon.
using Said = std::vector<std::string>;
using Look = std::function<std::string(Story const&, Said const&)>;

// Of tables: who sits where, what is proposed, help, and lines for the whole room.
std::map<std::string, Look> table_looks();

// Of talks of a form of their own.
std::map<std::string, Look> form_looks();

// Of themes, and of boards that are frozen.
std::map<std::string, Look> theme_looks();

std::string joined(std::vector<std::string> const& parts);
std::vector<std::string> split(std::string const& text, std::string const& by);

Whole<0, limits::whole_number_max> revision_of(Story const& story, ThemeId const& theme);
Whole<0, limits::whole_number_max> edition_of(Story const& story, CardId const& card);
// `seen`: in which theme the asker saw the card, "" in none; else where it is now.
PutInTheme put_in_theme(Story const& story, std::string const& card, std::optional<ThemeId> theme,
                        std::optional<std::string> seen = {});

}  // namespace story
