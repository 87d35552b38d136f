#pragma once
// The voice of who is not here: a phase can have one (PhasePlan::voice, "Iemand uit 2050"). One person after another
// carries it, speaks in that name, and gives it on after a turn; everybody once before anybody twice. Pure.

#include "server/room/asking.hpp"

namespace room::voice {

Decision pass(Asking& asking, PassVoice const& ask);

// May this person give it on at this floor?
bool may_pass(Room const& room, Floor const& floor, Seat const& seat);

// Nobody carries it, or who does has spoken, and somebody else is there: the room draws the next.
std::optional<Millis> due(Room const& room, Floor const& floor, Presence const& presence);
std::vector<Event> noted(Room const& room, Floor const& floor, Context& context);

}  // namespace room::voice
