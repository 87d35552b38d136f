#pragma once
// What may be asked about tables: who sits where, help for a table, and what a table takes to the whole room. Part of
// protocol/commands.hpp, whose rules hold here.

#include <boost/describe.hpp>
#include <optional>
#include <string_view>

#include "protocol/vocabulary.hpp"

namespace protocol {

// Who leads or helps shows somebody to a table, also who has no phone. While people are in pairs or fours: to another
// group.
struct SeatAtTable {
  static constexpr std::string_view type = "seat_at_table";
  SeatId seat;
  TableNumber table;
};
BOOST_DESCRIBE_STRUCT(SeatAtTable, (), (seat, table))

// Somebody wants to sit with this person when tables are made; `with` absent: with nobody in particular. It holds once
// both have said so; who may do that for both says it for both at once: the staff, a helper of two without a phone.
struct SitTogether {
  static constexpr std::string_view type = "sit_together";
  std::optional<SeatId> with;
  std::optional<SeatId> on_behalf_of;
};
BOOST_DESCRIBE_STRUCT(SitTogether, (), (with, on_behalf_of))

// Staff ask for a proposal of who sits where: so many tables, or tables of about so many people. Shown to the staff
// alone; nobody moves before ApplyTables.
struct ComposeTables {
  static constexpr std::string_view type = "compose_tables";
  std::optional<Whole<1, limits::table_number_max>> tables;
  std::optional<Whole<2, limits::tables_size_max>> size;  // none, and no `tables`: six
  SideMix sides = SideMix::apart;
};
BOOST_DESCRIBE_STRUCT(ComposeTables, (), (tables, size, sides))

// Everybody goes to the table of the proposal. Guarded: `revision` is that of the proposal which the asker saw
// (SeatingThing).
struct ApplyTables {
  static constexpr std::string_view type = "apply_tables";
  Whole<0, limits::whole_number_max> revision;
};
BOOST_DESCRIBE_STRUCT(ApplyTables, (), (revision))

// Everybody but the hosts goes on to another table, where possible to people they did not sit with before. Guarded:
// `round` is how often people changed tables, as the asker saw it (RoomThing), so that a double tap moves nobody twice.
struct RotateTables {
  static constexpr std::string_view type = "rotate_tables";
  Whole<0, limits::whole_number_max> round;
};
BOOST_DESCRIBE_STRUCT(RotateTables, (), (round))

// Anybody at a table asks the staff to come.
struct CallForHelp {
  static constexpr std::string_view type = "call_for_help";
};
BOOST_DESCRIBE_STRUCT(CallForHelp, (), ())

// "Ik kom eraan": one of the staff goes there.
struct AnswerHelp {
  static constexpr std::string_view type = "answer_help";
  TableNumber table;
};
BOOST_DESCRIBE_STRUCT(AnswerHelp, (), (table))

// The table has been helped, or needs no help any more: the staff say so, or that table itself.
struct EndHelp {
  static constexpr std::string_view type = "end_help";
  TableNumber table;
};
BOOST_DESCRIBE_STRUCT(EndHelp, (), (table))

// Staff tell all tables something; it stands there until the phase ends or something else is told.
struct MessageTables {
  static constexpr std::string_view type = "message_tables";
  ToldText text;
};
BOOST_DESCRIBE_STRUCT(MessageTables, (), (text))

// A table writes down a line for the whole room. Other tables see it once all are together again.
struct WriteLine {
  static constexpr std::string_view type = "write_line";
  LineText text;
  std::optional<SeatId> on_behalf_of;
};
BOOST_DESCRIBE_STRUCT(WriteLine, (), (text, on_behalf_of))

}  // namespace protocol
