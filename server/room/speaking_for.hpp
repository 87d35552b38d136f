#pragma once
// A parliament of those who are not here: in a phase with such a list people speak for somebody or something, and the
// name plate says so. More than one may speak for the same; whoever wants none speaks for oneself. Pure.

#include "server/room/asking.hpp"

namespace room {

std::vector<TitleText> const& spoken_for(Room const& room);  // of the running phase; may be empty

Decision speak_for(Asking& asking, SpeakFor const& ask);

}  // namespace room
