#pragma once
// An evening in which everything is asked that can be asked, for the load (load.hpp): people of every part do what the
// simulator's people do, and half of the time what was done least so far, so that a new command is struck as soon as
// the simulator knows it. People erase themselves and others come in their place. A thread of its own; every wait has a
// limit, and a server that goes away ends it.

#include <cstdint>
#include <string>

#include "tests/faults/load.hpp"

namespace faults {

// `office` is the cookie of the coordinator's session. Adds to `heard`; the room's code is in `heard.everything`.
void ask_everything(std::string const& port, std::string const& office, int asks, std::uint64_t seed, Heard& heard);

}  // namespace faults
