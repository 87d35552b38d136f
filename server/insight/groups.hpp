#pragma once
// Groups of people who stand together in the picture: k-means, how well a split fits (silhouette), how alike two splits
// are. No dice: the starts are cuts of the picture in eight directions and at five places, so the order of people
// makes no difference.
// Pure; any thread.

#include <Eigen/Core>
#include <span>
#include <vector>

#include "server/insight/votes.hpp"

namespace insight {

inline constexpr int in_no_group = -1;
using Labels = std::vector<int>;  // per person: 0, 1 ..., or in_no_group

struct Split {
  Labels labels;
  Eigen::MatrixX2d centers;
  double spread = 0;  // weighted sum of squared distances to the centres
};

// From these centres until nobody moves any more. A point may stand for several people: its weight.
Split k_means(Eigen::MatrixX2d const& points, Eigen::VectorXd const& weights, Eigen::MatrixX2d centers);

// The best of forty starts: the one with the least spread.
Split split_in(Eigen::MatrixX2d const& points, Eigen::VectorXd const& weights, int groups);

// Mean over the points of how much nearer the own group is than the next one: -1..1. A group of one point counts 0.
double silhouette(Eigen::MatrixX2d const& points, Labels const& labels);

// As Polis groups: more than a hundred people are first gathered in a hundred spots, those are split in 2 to
// min(5, 2 + spots / 12) groups, and the best silhouette wins.
struct Choice {
  Labels labels;
  int groups = 0;
  double silhouette = 0;
};
Choice choose_groups(Eigen::MatrixX2d const& points);

// Whether two splits say the same, whatever the groups are called: 1 the same, about 0 chance (adjusted Rand index).
// Counts whom both have put in a group.
double likeness(Labels const& a, Labels const& b);

// The largest group gets 0, then by size; equal ones in order of their first member.
void name_by_size(Labels& labels);
std::vector<People> members(Labels const& labels);

}  // namespace insight
