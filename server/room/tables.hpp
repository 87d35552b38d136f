#pragma once
// Tables: who is shown to which, proposals, groups for one phase, changing tables; help, and what all tables are told.
// What they take to the whole room are cards of their own (write_line). Called by decide.cpp and by the parts with
// which people come and go. Pure.

#include "server/room/asking.hpp"

namespace room::tables {

Decision seat(Asking& asking, SeatAtTable const& ask);
Decision sit_together(Asking& asking, SitTogether const& ask);
Decision compose(Asking& asking, ComposeTables const& ask);
Decision apply(Asking& asking, ApplyTables const& ask);
Decision rotate(Asking& asking, RotateTables const& ask);
Decision call_for_help(Asking& asking);
Decision answer_help(Asking& asking, AnswerHelp const& ask);
Decision end_help(Asking& asking, EndHelp const& ask);
Decision message(Asking& asking, MessageTables const& ask);
Decision write_line(Asking& asking, WriteLine const& ask);

// Who is put together when this phase begins; nothing when people sit where they sat down.
std::vector<Event> grouped(Asking& asking, Phase const& phase);

// Where somebody who comes late, on this side, fits best: the table or group with the fewest people, in a phase that
// keeps the sides apart one with people of the same side where there is one. None: the talk is not at tables, or nobody
// sits at one. `but`: not there.
Where fitting_table(Room const& room, Side side, Where const& but = {});

// Where somebody sits who comes in now and says no table: as the phase says. Of tables, not of groups.
Where table_for_late(Room const& room, Side side);

// While people are in pairs or fours: somebody who has no group yet is put into one.
std::vector<Event> group_for_late(Asking& asking, SeatId const& seat, Side side, Role role);

// While people are in pairs or fours and this person goes: who would be left alone joins others.
std::vector<Event> not_left_alone(Asking& asking, SeatId const& leaving);

// Lines of this table in the running phase.
int lines_of(Room const& room, TableNumber const& table);
bool may_write_lines(Room const& room, Seat const& seat, Where const& table);

// How many tables there are to go on to.
bool can_rotate(Room const& room);

}  // namespace room::tables
