#pragma once
// From a seed that breaks a promise to the shortest story that breaks the same one. Steps are taken out by what they
// have in common (evening, person, kind of fault, kind of command) and then one by one, always first in big groups, as
// long as the complaint stays. Pure but for the playing and the patience, which the caller brings.

#include <functional>

#include "tests/simulation/world.hpp"

namespace sim {

using Play = std::function<Result(Plan const&)>;

// `complaint`: the first of the result that `plan` gave. `may_go_on` is asked before each try; when it has had enough,
// the shortest so far is given. Left alone, no single step can be taken out of what is given.
Plan shrink(Plan const& plan, std::string const& complaint, Play const& play, std::function<bool()> const& may_go_on);

}  // namespace sim
