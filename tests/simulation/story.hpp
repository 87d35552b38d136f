#pragma once
// A story kept as a file: what it broke, its people, and its steps by name. A seed stands for its story only as long as
// plan.cpp stays as it is; a file stays the same story when commands are added or asked more often.

#include <optional>
#include <string>

#include "tests/simulation/plan.hpp"

namespace sim {

// `about`: lines for whoever reads it, first what broke.
std::string write_story(Plan const& plan, std::string const& about);

// None: it holds words that nobody knows (any more); `problem` then says which.
std::optional<Plan> read_story(std::string const& text, std::string& problem);

}  // namespace sim
