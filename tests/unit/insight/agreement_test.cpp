// Shares, tests and lists, against numbers that were worked out by hand (fractions beside them).

#include "server/insight/agreement.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "server/insight/asking_next.hpp"
#include "server/insight/representative.hpp"
#include "server/insight/statistics.hpp"
#include "tests/unit/insight/tables.hpp"

namespace insight {
namespace {

TEST(Agreement, a_share_is_smoothed) {
  EXPECT_DOUBLE_EQ(smoothed(0, 0), 0.5);
  EXPECT_DOUBLE_EQ(smoothed(1, 1), 2.0 / 3);
  EXPECT_DOUBLE_EQ(smoothed(3, 4), 4.0 / 6);
}

TEST(Agreement, one_share_against_one_half) {
  // 2 * sqrt(4) * (4/4 - 1/2) = 2
  EXPECT_DOUBLE_EQ(test_of_share(3, 3), 2.0);
  // 2 * sqrt(9) * (5/9 - 1/2) = 1/3
  EXPECT_NEAR(test_of_share(4, 8), 1.0 / 3, 1e-15);
}

TEST(Agreement, two_shares_against_each_other) {
  // 4/4 against 1/4: h = 5/8, z = (3/4) / sqrt(15/64 * 1/2)
  EXPECT_NEAR(test_of_two(3, 3, 0, 3), 0.75 / std::sqrt(15.0 / 128), 1e-15);
  EXPECT_DOUBLE_EQ(test_of_two(3, 3, 3, 3), 0.0);
  EXPECT_DOUBLE_EQ(test_of_two(2, 5, 2, 5), 0.0);
}

TEST(Agreement, counts_keep_passing_apart_from_against) {
  auto const table = table_of({"+-", "+o", "o."});
  auto const counts = count(table, everybody(table));
  EXPECT_EQ(counts[0], (Count{2, 0, 3}));
  EXPECT_EQ(counts[1], (Count{0, 1, 2}));
  EXPECT_EQ(counts[0].passed(), 1);
  EXPECT_EQ(counts[1].passed(), 1);
}

TEST(Agreement, who_votes_again_has_changed_the_vote) {
  auto table = table_of({"+", "."});
  table.set(0, 0, Vote::disagree);
  table.set(1, 0, Vote::agree);
  EXPECT_EQ(count(table, everybody(table))[0], (Count{1, 1, 2}));
}

TEST(Agreement, over_groups_as_a_product_and_as_a_mean) {
  // Group of three, all agree: 4/5. Group of two, one of two: 2/4.
  auto const table = table_of({"+", "+", "+", "+", "-"});
  auto const by_group = count_by_group(table, {{0, 1, 2}, {3, 4}});
  EXPECT_DOUBLE_EQ(group_informed_consensus(by_group)[0], 0.4);
  EXPECT_DOUBLE_EQ(agreement_over_groups(by_group)[0], std::sqrt(0.4));
  // A group in which nobody voted counts one half.
  auto const silent = count_by_group(table_of({"+", "."}), {{0}, {1}});
  EXPECT_DOUBLE_EQ(group_informed_consensus(silent)[0], 1.0 / 3);
}

TEST(Agreement, the_mean_does_not_shrink_with_more_groups) {
  auto const table = table_of({"+", "+", "+"});
  auto const two = agreement_over_groups(count_by_group(table, {{0}, {1}}))[0];
  auto const three = agreement_over_groups(count_by_group(table, {{0}, {1}, {2}}))[0];
  EXPECT_NEAR(two, three, 1e-15);
}

TEST(Agreement, what_everybody_says_stands_on_a_list) {
  // Statement 0: 6 of 6. Statement 1: 3 of 6, chance. Statement 2: 0 of 6. Statement 3: as 0, and left out.
  auto const table = table_of({"++-+", "++-+", "++-+", "+--+", "+--+", "+--+"});
  auto const views = common_views(count(table, everybody(table)), {false, false, false, true});
  ASSERT_EQ(views.agree.size(), 1u);
  EXPECT_EQ(views.agree[0].statement, 0);
  EXPECT_DOUBLE_EQ(views.agree[0].share, 7.0 / 8);
  EXPECT_DOUBLE_EQ(views.agree[0].test, std::sqrt(7.0));  // 2 * sqrt(7) * (7/7 - 1/2)
  ASSERT_EQ(views.disagree.size(), 1u);
  EXPECT_EQ(views.disagree[0].statement, 2);
}

TEST(Agreement, the_list_has_five_at_most_strongest_first) {
  auto const table = table_of({"++++++.", "++++++.", "++++++.", "+++++++", "+++++++", "+++++++"});
  auto const views = common_views(count(table, everybody(table)), std::vector<bool>(7, false));
  ASSERT_EQ(views.agree.size(), 5u);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(views.agree[static_cast<std::size_t>(i)].statement, i);
}

TEST(Agreement, priority_of_a_new_a_divisive_and_a_meta_statement) {
  Eigen::VectorXd extremity(3);
  extremity << 0, 1, 5;
  auto const found = priorities({{0, 0, 0}, {3, 1, 5}, {3, 1, 5}}, extremity, {false, false, true});
  // unseen: (1/2 * 1 * 1/2 * 9)^2
  EXPECT_DOUBLE_EQ(found[0], 2.25 * 2.25);
  // seen by 5, 1 passed: ((1 - 2/7) * 2 * 4/7 * (1 + 8/2))^2
  EXPECT_NEAR(found[1], std::pow(5.0 / 7 * 2 * 4 / 7 * 5, 2), 1e-12);
  EXPECT_DOUBLE_EQ(found[2], 49);
}

TEST(Agreement, what_stands_for_a_group) {
  // Four against four. Statement 0 is the quarrel, 1 is said by all, 2 by nobody.
  auto const table = table_of({"++-", "++-", "++-", "++-", "-+-", "-+-", "-+-", "-+-"});
  auto const found = representative(count_by_group(table, {{0, 1, 2, 3}, {4, 5, 6, 7}}), {false, false, false});
  ASSERT_EQ(found.size(), 2u);
  ASSERT_EQ(found[0].size(), 1u);
  auto const& first = found[0][0];
  EXPECT_EQ(first.statement, 0);
  EXPECT_TRUE(first.is_agreement);
  EXPECT_TRUE(first.is_best_agreement);
  EXPECT_EQ(first.some, 4);
  EXPECT_EQ(first.seen, 4);
  EXPECT_DOUBLE_EQ(first.share, 5.0 / 6);
  EXPECT_DOUBLE_EQ(first.ratio, 5.0);                  // 5/6 by 1/6
  EXPECT_DOUBLE_EQ(first.share_test, std::sqrt(5.0));  // 2 * sqrt(5) * (5/5 - 1/2)
  // The other group: the best it agrees with is what all agree with; what it alone says is a no.
  ASSERT_EQ(found[1].size(), 2u);
  EXPECT_EQ(found[1][0].statement, 1);
  EXPECT_TRUE(found[1][0].is_best_agreement);
  EXPECT_EQ(found[1][1].statement, 0);
  EXPECT_FALSE(found[1][1].is_agreement);
}

TEST(AskingNext, by_weight_among_what_was_not_seen) {
  auto const table = table_of({"+...", "++++"});
  std::vector<double> const weights{100, 1, 2, 1};
  std::vector<bool> const out{false, false, false, true};
  // 1 and 2 are open, with a third and two thirds.
  EXPECT_EQ(ask_next(table, 0, weights, out, 0.0), 1);
  EXPECT_EQ(ask_next(table, 0, weights, out, 0.33), 1);
  EXPECT_EQ(ask_next(table, 0, weights, out, 0.34), 2);
  EXPECT_EQ(ask_next(table, 0, weights, out, 1.0), 2);
  EXPECT_EQ(ask_next(table, 1, weights, out, 0.5), std::nullopt);
  EXPECT_EQ(ask_next(table, 0, {0, 0, 0, 0}, out, 0.5), 2);
}

TEST(AskingNext, everybody_gets_everything_once) {
  auto table = table_of({"....."});
  std::vector<double> const weights{1, 5, 2, 0.1, 49};
  for (int i = 0; i < 5; ++i) {
    auto const next = ask_next(table, 0, weights, std::vector<bool>(5, false), 0.4);
    ASSERT_TRUE(next);
    table.set(0, *next, Vote::pass);
  }
  EXPECT_EQ(ask_next(table, 0, weights, std::vector<bool>(5, false), 0.4), std::nullopt);
}

}  // namespace
}  // namespace insight
