#pragma once
// How long the words of an evening are kept, and what happens then. Pure; the engine's clock asks.

#include "server/room/decide.hpp"

namespace room {

// The moment at which this room's names and words are to be erased; none: not yet known, or done. `keep_ms` counts from
// the end of the evening. One that began and was never closed counts from the last thing that happened in it; one that
// never began, but in which somebody took a seat, is kept for the longest time there is.
std::optional<Millis> to_erase_at(Room const& room, Millis keep_ms);

// What then happens: closed when it was not, and erased. Empty before its time.
std::vector<Event> erased_when_due(Room const& room, Context context, Millis keep_ms);

}  // namespace room
