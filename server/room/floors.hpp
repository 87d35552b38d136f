#pragma once
// Which floor it is about: that of the whole room, or in a phase that is held at tables the one of a table. Every rule
// of the floor works on one of them, whichever it is. Pure, any thread.

#include <vector>

#include "server/room/room.hpp"

namespace room {

// Is the running phase held at tables?
bool is_at_tables(Room const& room);

// Are people in pairs or fours for the running phase?
bool is_grouped(Room const& room);
bool is_grouped(PhasePlan const& plan);

// At which table this person takes part, or in which pair or four. Staff and observers sit at none, and while people
// are in groups a device neither.
Where table_of(Room const& room, Seat const& seat);

// Is a part of this evening held at tables?
bool has_tables(Room const& room);

// Whose talk this person sees beside that of the whole room. None in a room whose script has no phase at tables: there
// everybody who takes part sees the same.
Where table_seen_from(Room const& room, Seat const& seat);

// Null: nobody has sat down at that table, or the phase is not held at tables.
Floor const* find_floor(Room const& room, Where const& where);

// Where this person can take part now. Null: the phase is held at tables, and this person sits at none.
Floor const* floor_of(Room const& room, Seat const& seat);
Floor const* floor_of(Room const& room, SeatId const& seat);

// Where this turn is the one that runs. Null: it has gone by, or waits for a short question, or never was.
Floor const* floor_where_runs(Room const& room, TurnId const& turn);

// Where people can speak now: in the whole room, or at each table.
std::vector<Floor const*> floors_now(Room const& room);

// Is this where people speak in the running phase? The floor of the whole room stands still while the talk is at
// tables.
bool is_in_use(Room const& room, Floor const& floor);

// The floors that may be different after this event, also such as begin or end with it. Ask before evolve().
std::vector<Where> floors_touched(Room const& room, Event const& event);

// Every floor there is, also the one of the whole room while the talk is at tables. `SomeRoom`: const or not.
template <class SomeRoom, class Visit>
void for_each_floor(SomeRoom& room, Visit visit) {
  visit(room.floor);
  for (auto& [number, table] : room.tables) visit(table.floor);
}

}  // namespace room
