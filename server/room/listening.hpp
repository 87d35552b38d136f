#pragma once
// Saying back: before somebody answers, that person says what was heard from who spoke before; the clock of the answer
// starts when that person says "Ja, zo bedoelde ik het". Pure.

#include "server/room/asking.hpp"

namespace room::listening {

Decision confirm(Asking& asking, ConfirmHeard const& ask);

// May this person say whether it was heard rightly what is said back at this floor now?
bool may_confirm(Room const& room, Floor const& floor, Seat const& seat);

// Fills in for each turn that these events give whether it begins with saying back, and to whom.
void add_saying_back(Room const& room, Presence const& presence, std::vector<Event>& events);

// Nobody is there any more to say so: the clock starts by itself.
std::optional<Millis> due(Room const& room, Floor const& floor, Presence const& presence);
std::vector<Event> noted(Room const& room, Floor const& floor, Presence const& presence, Millis now);

}  // namespace room::listening
