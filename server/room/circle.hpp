#pragma once
// A free talk, without hands: who wants to speak begins. In a circle only who sits on one of its chairs does; one chair
// stays free for who wants to come in, and one is kept for who is online. Pure.

#include "server/room/asking.hpp"

namespace room::circle {

Decision begin_talking(Asking& asking, BeginTalking const& ask);
Decision take_chair(Asking& asking, TakeChair const& ask);
Decision leave_chair(Asking& asking, LeaveChair const& ask);

// How many chairs the circle of the running phase has; none: there is no circle.
std::optional<int> chairs_now(Room const& room);

bool sits_in(Floor const& floor, SeatId const& seat);

// Must somebody sit down first to speak here?
bool keeps_out(Room const& room, Floor const& floor, SeatId const& seat);

}  // namespace room::circle
