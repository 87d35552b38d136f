#pragma once
// Event to state change: total, without opinions, cannot fail. Replaying a journal through this gives the live state.

#include "protocol/events.hpp"
#include "server/room/room.hpp"

namespace room {

// Applies one record; `record.seq` must be room.seq + 1 (asserted).
void evolve(Room& room, Record const& record);

}  // namespace room
