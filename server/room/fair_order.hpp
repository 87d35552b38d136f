#pragma once
// The order in which the floor will be given, with a reason for every place. The rule in words, for everybody in the
// room, stands in ARCHITECTURE.md ("A fair order"). Pure; equal input gives equal order.

#include <optional>

#include "server/room/room.hpp"

namespace room {

// A point of order and a technical remark go before what is said, at most limits::urgent_in_row_max one after another.
bool is_urgent(RequestKind kind);

// Puts the hands that wait at this floor in the order of the running phase and says of each why it stands there.
// `at`: the moment of the event after which it is asked; speaking time counts from limits::share_window_ms before it.
// Called by evolve after each event that may change a place (floor, seats, phase). Costs a walk over the seats and over
// the turns of the window, and a sort of at most limits::queue_length_max hands.
void order_queue(Room const& room, Floor& floor, Millis at);

// When the next hand there will have waited so long (limits::long_wait_ms) that it goes first of all; none: nobody
// waits, or the phase does not have a fair order. A moment in the past: it has.
std::optional<Millis> next_long_wait(Room const& room, Floor const& floor);

// The events that say so, for every hand of which the moment has come; may be empty.
std::vector<Event> long_waits(Room const& room, Floor const& floor, Millis now);

}  // namespace room
