#pragma once
// The next moment at which tick() has something to do, or none. The shell arms one timer per room with it.

#include <optional>

#include "server/room/context.hpp"
#include "server/room/room.hpp"

namespace room {

// A room without a facilitator in it gives the floor in the order of the phase by itself ("runs itself"), a table
// without its host as well.
bool runs_itself(Room const& room, Floor const& floor, Presence const& presence);

std::optional<Millis> due(Room const& room, Presence const& presence);

// May due() say something else after this event? Not after what concerns cards, tickets and devices alone, which is
// most of what happens, and finding out takes a walk over the people.
bool may_change_due(Event const& event);

}  // namespace room
