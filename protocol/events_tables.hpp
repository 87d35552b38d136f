#pragma once
// What has happened at tables: who sits where, help, and what all tables were told. Part of protocol/events.hpp, whose
// rules hold here.

#include <boost/describe.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/personal.hpp"
#include "protocol/vocabulary.hpp"

namespace protocol {

// This seat wants to sit with that one; none: with nobody in particular any more.
struct SeatTogether {
  static constexpr std::string_view type = "seat_together";
  SeatId seat;
  std::optional<SeatId> with;
  std::optional<SeatId> by;  // none: the person self
};
BOOST_DESCRIBE_STRUCT(SeatTogether, (), (seat, with, by))

// Nobody has moved yet.
struct TablesProposed {
  static constexpr std::string_view type = "tables_proposed";
  std::vector<TableSeat> seats;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(TablesProposed, (), (seats, by))

// These people sit there from now on. A number above limits::table_number_max is a group for this phase alone.
struct PeopleSeated {
  static constexpr std::string_view type = "people_seated";
  std::vector<TableSeat> seats;
  std::optional<SeatId> by;  // none: the room itself, as the phase says
  Millis at = 0;
};
BOOST_DESCRIBE_STRUCT(PeopleSeated, (), (seats, by, at))

struct HelpCalled {
  static constexpr std::string_view type = "help_called";
  TableNumber table;
  SeatId seat;
  Millis at = 0;
};
BOOST_DESCRIBE_STRUCT(HelpCalled, (), (table, seat, at))
struct HelpAnswered {
  static constexpr std::string_view type = "help_answered";
  TableNumber table;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(HelpAnswered, (), (table, by))
struct HelpEnded {
  static constexpr std::string_view type = "help_ended";
  TableNumber table;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(HelpEnded, (), (table, by))

struct TablesTold {
  static constexpr std::string_view type = "tables_told";
  PersonalText text;  // owner: who told it
  SeatId by;
  Millis at = 0;
};
BOOST_DESCRIBE_STRUCT(TablesTold, (), (text, by, at))

}  // namespace protocol
