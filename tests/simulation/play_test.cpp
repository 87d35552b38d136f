// A seed alone decides its story: what was played before in the same process, or on another thread, changes nothing.
// Else a seed that failed in a long run could not be played again by itself.

#include "tests/simulation/play.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace sim;

// The first evenings of a seed: enough for some lives of the server, in a second or two.
Plan shortened(std::uint64_t seed) {
  auto plan = make_plan(seed);
  std::erase_if(plan.steps, [](Step const& step) { return step.evening > 1; });
  return plan;
}

TEST(Play, tells_the_same_story_of_a_seed_whatever_was_played_before) {
  auto const first = play(shortened(1)).tally;
  auto const other = play(shortened(2)).tally;
  auto const again = play(shortened(1)).tally;
  ASSERT_GT(first.lives, 3u) << "a story in which nothing was torn proves little";
  EXPECT_EQ(first.told.story, again.told.story);
  EXPECT_EQ(first.commands, again.commands);
  EXPECT_NE(first.told.story, other.told.story) << "the print must tell stories apart";
}

}  // namespace
