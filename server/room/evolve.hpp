#pragma once
// Event to state change: total, without opinions, cannot fail. Replaying a journal through this gives the live state.

#include "protocol/events.hpp"
#include "server/room/room.hpp"

namespace room {

// Applies one record; `record.seq` must be room.seq + 1 (asserted).
void evolve(Room& room, Record const& record);

// Whose words or name a command brought, when not of who asked: its print is keyed with a secret of that person too
// (Answered::about). `first`: the command's first event; the empty seat asks at the door.
std::optional<SeatId> about_whom(Event const& first, SeatId const& asker);

}  // namespace room
