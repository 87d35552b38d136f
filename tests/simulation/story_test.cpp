// A story that was kept as a file is the same story when it is read again, and one that nobody can play any more is not
// taken for a short one.

#include "tests/simulation/story.hpp"

#include <gtest/gtest.h>

namespace {

using namespace sim;

TEST(Story, is_the_same_when_it_is_read_again) {
  auto const plan = make_plan(1);
  std::string problem;
  auto const again = read_story(write_story(plan, "record: a hand starves\nfound on a Monday"), problem);
  ASSERT_TRUE(again) << problem;
  ASSERT_EQ(again->steps.size(), plan.steps.size());
  EXPECT_TRUE(*again == plan);
}

TEST(Story, goes_by_names_and_not_by_numbers) {
  std::string problem;
  auto const plan = read_story(
      "seed 9\nevening 5 7 leader hall\nstep 6 0 1 8 asks request_floor\n"
      "step 7 0 0 8 fault torn write\n",
      problem);
  ASSERT_TRUE(plan) << problem;
  EXPECT_EQ(command_name(plan->steps.at(0).command), "request_floor");
  EXPECT_EQ(plan->steps.at(1).fault, Fault::torn_write);
}

TEST(Story, with_unknown_words_is_refused) {
  std::string problem;
  for (auto const* line : {"step 6 0 0 8 asks dance", "step 6 0 0 8 fault rain", "step 6 0 0 8 sings", "song 1",
                           "step 6 0 1 8 comes", "step 6 1 0 8 comes", "evening 6 7 juggler"}) {
    EXPECT_FALSE(read_story(std::string{"seed 9\nevening 5 7 leader\n"} + line, problem)) << line;
    EXPECT_FALSE(problem.empty());
  }
}

}  // namespace
