#pragma once
// Everything that Polis says of a conversation, by its formulas (README.md in this folder has them with their sources).
// Pure; any thread; a second at most for the largest conversation that exchange reads.

#include <optional>
#include <vector>

#include "server/insight/agreement.hpp"
#include "server/insight/groups.hpp"
#include "server/insight/picture.hpp"
#include "server/insight/representative.hpp"

namespace insight {

struct PolisFindings {
  Picture picture;
  Eigen::MatrixX2d people;  // where everybody stands
  StatementPlaces statements;
  Labels labels;          // per person; in_no_group: voted too little, or not in the groups that were given
  double silhouette = 0;  // of groups that were looked for here
  CountsByGroup votes;
  std::vector<double> group_informed_consensus;
  CommonViews common;
  std::vector<std::vector<Representative>> representative;  // per group
  std::vector<double> priorities;
};

// Groups as somebody else has found them, or a number of groups, or neither: the best silhouette decides.
struct GroupsWanted {
  std::optional<Labels> given;
  std::optional<int> number;
};
PolisFindings look_as_polis(VoteTable const& table, Standing const& standing, GroupsWanted const& wanted = {});

}  // namespace insight
