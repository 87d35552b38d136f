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

// Somebody comes in, loses the line, asks something that waits for the next line, and is struck once more meanwhile.
TEST(Play, counts_no_fault_that_struck_nothing) {
  auto plan = make_plan(1);
  plan.steps.clear();
  auto const& evening = plan.evenings[0];
  auto const person = static_cast<int>(std::ranges::find(evening.cast, Part::hall) - evening.cast.begin());
  ASSERT_LT(person, static_cast<int>(evening.cast.size()));
  auto const request_floor = protocol::Command{protocol::RequestFloor{}}.index();
  auto const add = [&](Micros after, Step::What what, Fault fault = {}) {
    plan.steps.push_back({evening.begins + after, what, 0, person, request_floor, fault, 1});
  };
  add(0, Step::What::opens);
  add(10 * second, Step::What::comes);
  add(60 * second, Step::What::fault, Fault::line_cut);
  add(60 * second + 1, Step::What::asks);
  add(60 * second + 2, Step::What::fault, Fault::line_cut);
  add(60 * second + 3, Step::What::fault, Fault::late);
  add(60 * second + 4, Step::What::fault, Fault::disk_full);
  auto const tally = play(plan).tally;
  auto const struck = [&](Fault fault) { return tally.struck[static_cast<std::size_t>(fault)]; };
  EXPECT_EQ(tally.commands, 1u);
  EXPECT_EQ(struck(Fault::line_cut), tally.faults) << "only the first found a line";
  EXPECT_GE(struck(Fault::line_cut), 1u);
  EXPECT_EQ(struck(Fault::late) + struck(Fault::disk_full), 0u) << "no line, and nothing to write";
  // Perhaps another command than in the plan: people press buttons that are there.
  for (std::size_t i = 0; i < commands; ++i)
    for (auto const met : tally.met[i]) EXPECT_EQ(tally.asked[i] * met, 0u) << command_name(i);
}

}  // namespace
