// What a replayed meeting is judged by: sums of a person, single turns, and the table that tells of both.

#include <gtest/gtest.h>

#include "clients/rehearsal/turns_play.hpp"

namespace rehearsal {
namespace {

// Twenty turns of five seconds; in the room each as much longer as `off_s` says, over and over.
TurnsResult meeting(std::vector<double> const& off_s) {
  std::vector<double> const file_s(20, 5.0);
  auto room_s = file_s;
  for (std::size_t i = 0; i < room_s.size(); ++i) room_s[i] += off_s[i % off_s.size()];
  TurnsResult result;
  result.speakers.push_back(compared("FEE041", file_s, room_s));
  return result;
}

TEST(TurnsResult, a_meeting_as_in_the_file_is_whole) {
  auto const result = meeting({0.0, 0.1, -0.19});
  EXPECT_TRUE(result.is_whole());
  EXPECT_EQ(result.turns_beyond(), 0);
  EXPECT_NEAR(result.speakers[0].worst_turn_s, -0.19, 1e-9);
}

// Each turn is a second off, and the sum is right: what sums alone do not see.
TEST(TurnsResult, turns_that_are_wrong_by_turns_are_not_whole) {
  auto const result = meeting({1.0, -1.0});
  EXPECT_TRUE(result.speakers[0].is_within()) << "the sum is right";
  EXPECT_EQ(result.turns_beyond(), 20);
  EXPECT_FALSE(result.is_whole());
  ASSERT_EQ(result.faults().size(), 1u);
  EXPECT_EQ(result.faults()[0], "20 of 20 single turns are too long or too short");
  EXPECT_NE(table_of(result, {}).find("20 (100.0 %)"), std::string::npos) << table_of(result, {});
}

TEST(TurnsResult, one_turn_in_ten_may_be_off_and_not_one_more) {
  std::vector<double> two_off(20, 0.0);
  two_off[3] = 0.5;
  two_off[11] = -0.5;
  EXPECT_TRUE(meeting(two_off).is_whole());
  EXPECT_EQ(meeting(two_off).turns_beyond(), 2);
  two_off[12] = 0.3;
  EXPECT_FALSE(meeting(two_off).is_whole());
}

TEST(TurnsResult, a_sum_that_is_off_is_not_whole_however_small_each_turn_is) {
  auto result = meeting({0.15});
  EXPECT_TRUE(result.is_whole());
  result.speakers[0].room_s += 2;
  EXPECT_FALSE(result.is_whole());
}

TEST(TurnsResult, a_turn_that_is_not_in_the_room_is_not_whole) {
  TurnsResult result;
  EXPECT_FALSE(result.is_whole()) << "nobody spoke";
  result.speakers.push_back(compared("FEE041", {5.0, 5.0}, {10.0}));
  EXPECT_FALSE(result.is_whole());
}

}  // namespace
}  // namespace rehearsal
