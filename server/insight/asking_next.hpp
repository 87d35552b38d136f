#pragma once
// Which statement a person gets to see next. Pure: the draw comes in from outside.

#include <optional>
#include <vector>

#include "server/insight/votes.hpp"

namespace insight {

// One of the statements that this person has not seen, drawn by priority: one of twice the weight comes twice as often.
// `draw` is 0 up to 1. None when everything has been seen. What is left out is not asked.
std::optional<int> ask_next(VoteTable const& table, int person, std::vector<double> const& priorities,
                            std::vector<bool> const& left_out, double draw);

}  // namespace insight
