#pragma once
// The three small formulas under everything: a smoothed share, and the tests of Polis for one share and for two. Pure.

namespace insight {

// One-sided, nine in ten: above this a difference counts as more than chance.
inline constexpr double test_enough = 1.2816;

// (some + 1) / (all + 2): nobody asked is one half, one of one is two thirds.
double smoothed(int some, int all);

// How far a share lies above one half, in standard errors; one success and one trial are added.
double test_of_share(int some, int all);

// How far the first share lies above the second, in standard errors, with 1 added to every count. 0 when everybody in
// both said the same.
double test_of_two(int some, int all, int other_some, int other_all);

}  // namespace insight
