#pragma once
// Plays a plan from its first step to its last or to the first complaint. Equal plans give equal stories, whatever was
// played before. May be called by whoever has a plan; one play at a time, on a thread of its own.

#include "tests/simulation/world.hpp"

namespace sim {

Result play(Plan const& plan, World::Tell tell = {});

}  // namespace sim
