// The picture and the groups in it, on tables small enough to see the answer.

#include "server/insight/groups.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "server/insight/picture.hpp"
#include "tests/unit/insight/tables.hpp"

namespace insight {
namespace {

Eigen::VectorXd ones(Eigen::MatrixX2d const& points) { return Eigen::VectorXd::Ones(points.rows()); }

TEST(Picture, two_camps_stand_at_two_ends) {
  // One statement carries all there is to see: center 0, first axis that statement alone.
  auto const table = table_of({"+", "+", "-", "-"});
  auto const picture = draw(table, {false});
  EXPECT_DOUBLE_EQ(picture.center[0], 0);
  EXPECT_DOUBLE_EQ(picture.axes(0, 0), 1);
  EXPECT_DOUBLE_EQ(picture.axes(0, 1), 0);
  auto const places = positions(table, {false}, picture);
  EXPECT_DOUBLE_EQ(places(0, 0), -1);  // agreement is -1 inside
  EXPECT_DOUBLE_EQ(places(2, 0), 1);
}

TEST(Picture, who_saw_little_is_pushed_outwards) {
  Picture picture{Eigen::VectorXd::Zero(4), Eigen::MatrixX2d::Zero(4, 2)};
  picture.axes.col(0).setConstant(0.5);
  auto const places = positions(table_of({"++++", "+..."}), std::vector<bool>(4, false), picture);
  EXPECT_DOUBLE_EQ(places(0, 0), -2);  // sqrt(4/4) * 4 * -1/2
  EXPECT_DOUBLE_EQ(places(1, 0), -1);  // sqrt(4/1) * -1/2
  // What is left out counts as seen and moves nobody.
  auto const out = positions(table_of({"+..."}), {false, true, true, true}, picture);
  EXPECT_DOUBLE_EQ(out(0, 0), -0.5);
}

TEST(Picture, the_center_is_the_mean_of_who_voted) {
  auto const picture = draw(table_of({"+o.", "+-.", "-.."}), {false, false, true});
  EXPECT_NEAR(picture.center[0], -1.0 / 3, 1e-15);
  EXPECT_DOUBLE_EQ(picture.center[1], 0.5);
  EXPECT_DOUBLE_EQ(picture.center[2], 0);
  EXPECT_NEAR(picture.axes.col(0).norm(), 1, 1e-14);
  EXPECT_NEAR(picture.axes.col(0).dot(picture.axes.col(1)), 0, 1e-14);
  EXPECT_DOUBLE_EQ(picture.axes(2, 0), 0);
}

TEST(Picture, nothing_to_see_is_no_direction) {
  for (auto const& table : {table_of({"+", "+"}), table_of({"..", ".."}), table_of({"+"})}) {
    auto const picture = draw(table, std::vector<bool>(static_cast<std::size_t>(table.statements()), false));
    EXPECT_EQ(picture.axes.cwiseAbs().sum(), 0);
  }
  EXPECT_EQ(draw(VoteTable{0, 3}, {false, false, false}).center.size(), 3);
  EXPECT_EQ(draw(VoteTable{3, 0}, {}).center.size(), 0);
}

TEST(Picture, more_statements_than_people_give_the_same_picture) {
  // The eigenvectors come from the smaller product; three of the statements say the same thrice.
  auto const wide = table_of({"+++-", "++++", "----"});
  auto const picture = draw(wide, std::vector<bool>(4, false));
  EXPECT_NEAR(picture.axes(0, 0), picture.axes(1, 0), 1e-14);
  EXPECT_NEAR(picture.axes(1, 0), picture.axes(2, 0), 1e-14);
  EXPECT_NEAR(picture.axes.col(0).norm(), 1, 1e-14);
}

TEST(Groups, means_of_weighted_points) {
  Eigen::MatrixX2d points(3, 2);
  points << 0, 0, 1, 0, 10, 0;
  Eigen::VectorXd weights(3);
  weights << 3, 1, 2;
  Eigen::MatrixX2d centers(2, 2);
  centers << 0, 0, 10, 0;
  auto const split = k_means(points, weights, centers);
  EXPECT_EQ(split.labels, (Labels{0, 0, 1}));
  EXPECT_DOUBLE_EQ(split.centers(0, 0), 0.25);
  EXPECT_DOUBLE_EQ(split.spread, 3 * 0.0625 + 0.5625);
}

TEST(Groups, three_heaps_are_found_in_three) {
  Eigen::MatrixX2d points(9, 2);
  points << 0, 0, 0, 1, 1, 0, 9, 9, 9, 8, 8, 9, -9, 9, -9, 8, -8, 9;
  auto split = split_in(points, ones(points), 3);
  name_by_size(split.labels);
  EXPECT_EQ(split.labels, (Labels{0, 0, 0, 1, 1, 1, 2, 2, 2}));
  auto const choice = choose_groups(points);
  EXPECT_EQ(choice.groups, 2);  // as Polis: nine people allow no more
  EXPECT_GT(silhouette(points, split.labels), choice.silhouette);
}

TEST(Groups, silhouette_by_hand) {
  Eigen::MatrixX2d points(3, 2);
  points << 0, 0, 1, 0, 4, 0;
  // 0: (4-1)/4, 1: (3-1)/3, 2 is alone: 0
  EXPECT_DOUBLE_EQ(silhouette(points, {0, 0, 1}), (0.75 + 2.0 / 3) / 3);
  EXPECT_DOUBLE_EQ(silhouette(points, {0, 0, 0}), 0);
}

TEST(Groups, likeness_by_hand) {
  EXPECT_DOUBLE_EQ(likeness({0, 0, 1, 1}, {1, 1, 0, 0}), 1);
  // Pairs together in both: 0; by chance 2*2/6; most 2: (0 - 2/3) / (2 - 2/3)
  EXPECT_DOUBLE_EQ(likeness({0, 0, 1, 1}, {0, 1, 0, 1}), -0.5);
  EXPECT_DOUBLE_EQ(likeness({0, 0, 1, 1, in_no_group}, {1, 1, 0, 0, 0}), 1);
}

TEST(Groups, the_largest_comes_first) {
  Labels labels{7, 2, 2, in_no_group, 5, 7};
  name_by_size(labels);
  EXPECT_EQ(labels, (Labels{0, 1, 1, in_no_group, 2, 0}));
  EXPECT_EQ(members(labels), (std::vector<People>{{0, 5}, {1, 2}, {4}}));
}

TEST(Groups, who_counts_in) {
  // With many people: seven votes. With few: everybody up to fifteen, the most active.
  VoteTable table{20, 10};
  for (int person = 0; person < 20; ++person) {
    for (int statement = 0; statement < (person < 16 ? 7 : 6); ++statement) table.set(person, statement, Vote::agree);
  }
  EXPECT_EQ(who_count(table).size(), 16u);
  VoteTable few{20, 10};
  for (int person = 0; person < 20; ++person) {
    for (int statement = 0; statement < person % 6; ++statement) few.set(person, statement, Vote::agree);
  }
  auto const counted = who_count(few);
  EXPECT_EQ(counted.size(), 15u);
  EXPECT_EQ(std::ranges::count_if(counted, [](int person) { return person % 6 == 0; }), 0);
}

TEST(Groups, more_than_a_hundred_people_are_gathered_first) {
  Eigen::MatrixX2d points(400, 2);
  for (int i = 0; i < 400; ++i) points.row(i) << (i % 2 ? 50 : 0) + i % 7, i % 11;
  auto const choice = choose_groups(points);
  EXPECT_EQ(choice.groups, 2);
  for (int i = 2; i < 400; ++i) EXPECT_EQ(choice.labels[static_cast<std::size_t>(i)], choice.labels[i % 2]);
}

}  // namespace
}  // namespace insight
