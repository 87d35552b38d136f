#pragma once
// From a seed that breaks a promise to the shortest story that breaks the same one: evenings, people, kinds of faults
// and then steps are taken out as long as the complaint stays. Pure but for the playing, which the caller brings.

#include <functional>

#include "tests/simulation/world.hpp"

namespace sim {

using Play = std::function<Result(Plan const&)>;

// `complaint`: the first of the result that `plan` gave. `steps_max` bounds the work: steps played, all tries together.
Plan shrink(Plan plan, std::string const& complaint, Play const& play, std::size_t steps_max);

}  // namespace sim
