// A room of forty: groups only where there are some, and what a minority holds is never lost.

#include "server/insight/room_mode.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "server/insight/dice.hpp"
#include "tests/unit/insight/tables.hpp"

namespace insight {
namespace {

// How often the two trials below are played; what is promised is promised of 1,000. A sanitizer looks at the code and
// not at chances, and would take a quarter of an hour.
int trials() {
  auto const* const asked = std::getenv("PLEKBERAAD_TRIALS");
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  constexpr int usual = 20;
#else
  constexpr int usual = 1'000;
#endif
  return asked ? std::atoi(asked) : usual;
}

VoteTable random_votes(Dice& dice, int people, int statements) {
  VoteTable table{people, statements};
  for (int person = 0; person < people; ++person) {
    for (int i = 0; i < statements; ++i) table.set(person, i, static_cast<Vote>(dice.below(3) - 1));
  }
  return table;
}

// Two camps that differ on half of the statements: there 85 in 100 vote with their camp. A fifth is not voted on.
VoteTable planted(Dice& dice, int first, int second, int statements) {
  VoteTable table{first + second, statements};
  for (int person = 0; person < first + second; ++person) {
    for (int i = 0; i < statements; ++i) {
      if (dice.share() < 0.2) continue;
      bool const is_quarrel = i % 2 == 0;
      bool const says_yes = (person < first) == (i % 4 == 0);
      double const yes = is_quarrel ? (says_yes ? 0.85 : 0.15) : 0.5;
      table.set(person, i, dice.share() < yes ? Vote::agree : dice.share() < 0.2 ? Vote::pass : Vote::disagree);
    }
  }
  return table;
}

TEST(RoomMode, random_votes_of_40_people_show_no_groups_in_95_of_100) {
  Dice dice{1};
  int shown = 0;
  auto const times = trials();
  for (int i = 0; i < times; ++i) {
    auto const table = random_votes(dice, 40, 8 + dice.below(33));
    shown += look_as_room(table, all_in(table)).verdict == GroupsVerdict::found;
  }
  std::printf("groups in %d of %d random rooms\n", shown, times);
  EXPECT_LE(shown * 20, times);
}

TEST(RoomMode, two_planted_groups_of_8_or_more_are_found_in_95_of_100) {
  Dice dice{2};
  int found = 0;
  auto const times = trials();
  for (int i = 0; i < times; ++i) {
    int const first = 8 + dice.below(17);
    auto const table = planted(dice, first, 40 - first, 24 + dice.below(25));
    Labels truth(40, 0);
    for (int person = first; person < 40; ++person) truth[static_cast<std::size_t>(person)] = 1;
    auto const findings = look_as_room(table, all_in(table));
    found += findings.verdict == GroupsVerdict::found && likeness(findings.labels, truth) > 0.6;
  }
  std::printf("planted groups found in %d of %d rooms\n", found, times);
  EXPECT_GE(found * 20, times * 19);
}

TEST(RoomMode, fewer_than_five_are_no_group) {
  Dice dice{3};
  auto const four = planted(dice, 4, 26, 40);
  EXPECT_NE(look_as_room(four, all_in(four)).verdict, GroupsVerdict::found);
  auto const nine = table_of({"++++--------", "++++--------", "++++--------", "++++--------", "----++++++++",
                              "----++++++++", "----++++++++", "----++++++++", "----++++++++"});
  EXPECT_EQ(look_as_room(nine, all_in(nine)).verdict, GroupsVerdict::too_few_people);
  auto const ten = with_people(nine, std::vector<int>{0, 1, 2, 3, 0, 4, 5, 6, 7, 8});
  auto const found = look_as_room(ten, all_in(ten));
  EXPECT_EQ(found.verdict, GroupsVerdict::found);
  EXPECT_DOUBLE_EQ(found.came_back, 1);
}

TEST(RoomMode, few_statements_are_too_few) {
  auto const table = with_people(table_of({"++", "--"}), std::vector<int>{0, 0, 0, 0, 0, 1, 1, 1, 1, 1});
  EXPECT_EQ(look_as_room(table, all_in(table)).verdict, GroupsVerdict::too_few_statements);
}

TEST(RoomMode, without_groups_it_is_one_picture_with_a_spread) {
  auto const table = table_of({"+-", "+-", "++", "+.", "-o"});
  auto const found = look_as_room(table, all_in(table));
  EXPECT_TRUE(members(found.labels).empty());
  ASSERT_EQ(found.votes.size(), 1u);
  EXPECT_DOUBLE_EQ(found.ground[0].agreement, 5.0 / 7);  // four of five
  EXPECT_LT(found.ground[0].low, found.ground[0].agreement);
  EXPECT_GT(found.ground[0].high, found.ground[0].agreement);
  EXPECT_EQ(found.ground[0].everybody, (Count{4, 1, 5}));
  EXPECT_TRUE(found.representative.empty());
}

TEST(RoomMode, common_ground_is_what_holds_at_the_low_end_too) {
  // 0: everybody; 1: four of six, which six people cannot tell from half.
  auto const table = table_of({"++", "++", "++", "++", "+-", "+-"});
  EXPECT_EQ(look_as_room(table, all_in(table)).common, (std::vector<int>{0}));
  EXPECT_TRUE(look_as_room(table, {{true, false}, {false, false}}).common.empty());
}

TEST(RoomMode, the_strongest_minority_is_kept) {
  // 0: two of six agree. 1: one of six disagrees. 2: three of six, which is no minority.
  auto const table = table_of({"+++", "+++", "-++", "-+-", "-+-", "---"});
  auto const minority = look_as_room(table, all_in(table)).minority;
  ASSERT_TRUE(minority);
  EXPECT_EQ(minority->statement, 0);
  EXPECT_TRUE(minority->is_agreement);
  EXPECT_EQ(minority->some, 2);
  EXPECT_EQ(minority->seen, 6);
  auto const other = look_as_room(table, {{true, false, false}, {false, false, false}}).minority;
  ASSERT_TRUE(other);
  EXPECT_EQ(other->statement, 1);
  EXPECT_FALSE(other->is_agreement);
  auto const united = table_of({"+", "+", "+"});
  EXPECT_FALSE(look_as_room(united, all_in(united)).minority);
}

TEST(RoomMode, with_groups_the_minority_is_what_the_smaller_one_holds_alone) {
  // Ten against five. The ten agree with 0-3; the five with 4-7; three scattered people of the ten dislike 8.
  std::vector<int> rows(10, 0);
  rows.insert(rows.end(), 5, 1);
  auto table = with_people(table_of({"++++----+", "----+++++"}), rows);
  for (int const person : {0, 1, 2}) table.set(person, 8, Vote::disagree);
  auto const found = look_as_room(table, all_in(table));
  ASSERT_EQ(found.verdict, GroupsVerdict::found);
  ASSERT_TRUE(found.minority);
  EXPECT_EQ(found.minority->group, 1);
  EXPECT_EQ(found.minority->some, 5);
  EXPECT_EQ(found.minority->statement, 0);
  EXPECT_FALSE(found.minority->is_agreement);  // of equally strong views the first
  EXPECT_EQ(found.representative.size(), 2u);
}

}  // namespace
}  // namespace insight
