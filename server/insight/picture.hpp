#pragma once
// The picture: people and statements on a plane, so that who votes alike stands together (principal components). As
// Polis draws it: inside it counts an agreement as -1, a vote that is not there as what others said on average, and
// pushes who saw few statements outwards. Pure; any thread.

#include <Eigen/Core>

#include "server/insight/votes.hpp"

namespace insight {

struct Picture {
  Eigen::VectorXd center;  // per statement: the mean of -1 agree, 0 pass, 1 disagree over who saw it; 0 when left out
  Eigen::MatrixX2d axes;   // per statement: its share in each of the two directions; each is a unit vector, or 0
};

// Of all people in the table. Which end of an axis is which is arbitrary; here the longest entry points up.
Picture draw(VoteTable const& table, std::vector<bool> const& left_out);

// Where each person stands: the own votes only, and twice as far from the middle for who saw a quarter of the
// statements. What is left out counts as seen by everybody and moves nobody.
Eigen::MatrixX2d positions(VoteTable const& table, std::vector<bool> const& left_out, Picture const& picture);

// Where somebody would stand who agreed with this statement and saw no other, and how far that is from the middle.
struct StatementPlaces {
  Eigen::MatrixX2d at;
  Eigen::VectorXd extremity;
};
StatementPlaces statement_places(Picture const& picture);

}  // namespace insight
