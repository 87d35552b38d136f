#pragma once
// Who was not heard for long: the staff are told that nobody online was heard for ten minutes; somebody who was not
// heard tonight is asked in private whether there is something to say, at most once in twenty minutes and never in a
// round. Pure.

#include <optional>
#include <vector>

#include "server/room/asking.hpp"

namespace room {

// Could this person be asked, apart from the time that has passed and from a line?
bool may_be_nudged(Room const& room, Seat const& seat);

// When the room has to note something of the kind, and the events that do so.
std::optional<Millis> next_unheard(Room const& room, Presence const& presence);
std::vector<Event> unheard_events(Room const& room, Presence const& presence, Millis now);

Decision set_nudges(Asking& asking, SetNudges const& ask);

}  // namespace room
