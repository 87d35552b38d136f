#pragma once
// What must always hold in a room, whatever people do. Asked by tests, the simulator and debug builds after every
// event; walks over everything, so not on the hot path. Pure.

#include <string>
#include <vector>

#include "server/room/room.hpp"

namespace room {

// Sentences about what is broken, in English for developers, with ids and never with text. Empty: all is well.
std::vector<std::string> broken(Room const& room);

}  // namespace room
