#pragma once
// How much of the room stands behind a statement: over groups (Polis' product and our geometric mean), over everybody,
// and how much there still is to learn by asking it. Pure; any thread.

#include <Eigen/Core>
#include <vector>

#include "server/insight/votes.hpp"

namespace insight {

using CountsByGroup = std::vector<Counts>;
CountsByGroup count_by_group(VoteTable const& table, std::vector<People> const& groups);
Counts sum(CountsByGroup const& by_group);

// Polis: the product over groups of (agree + 1) / (seen + 2). Only comparable with the same number of groups.
std::vector<double> group_informed_consensus(CountsByGroup const& by_group);

// Ours: the geometric mean of the same. A statement that one group rejects stays low however large the other groups
// are, and 0.8 means as much with two groups as with three.
std::vector<double> agreement_over_groups(CountsByGroup const& by_group);

// A statement that more than half of everybody agrees (or disagrees) with, beyond chance.
struct CommonView {
  int statement = 0;
  int some = 0;  // who agreed, or disagreed
  int seen = 0;
  double share = 0;  // smoothed
  double test = 0;
};
struct CommonViews {
  std::vector<CommonView> agree;  // strongest first, five at most
  std::vector<CommonView> disagree;
};
CommonViews common_views(Counts const& everybody, std::vector<bool> const& left_out);

// Polis' weight of a statement when the next one is drawn.
std::vector<double> priorities(Counts const& counts, Eigen::VectorXd const& extremity,
                               std::vector<bool> const& is_meta);

}  // namespace insight
