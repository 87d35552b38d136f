// The shrinker on played stories: what it gives still fails, for the same reason, and no step of it can be left out.

#include "tests/simulation/shrink.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace {

using namespace sim;

auto const patient = [] { return true; };

Plan long_story() {
  Plan plan;
  plan.evenings.resize(8);
  for (int i = 0; i < 10'000; ++i) {
    Step step;
    step.at = i;
    step.evening = i / 1'250;
    step.person = i % 23;
    step.command = static_cast<std::size_t>(i % 31);
    step.chance = static_cast<std::uint64_t>(i);
    if (i % 60 == 59) step.what = Step::What::fault;
    plan.steps.push_back(step);
  }
  return plan;
}

// Fails at the last of these steps, when all of them were played.
struct Fake {
  std::vector<std::uint64_t> needed;
  std::string complaint = "order: two people of a view saw another update";
  std::size_t plays = 0;

  Result operator()(Plan const& plan) {
    ++plays;
    Result result;
    auto next = needed.begin();
    for (auto const& step : plan.steps) {
      ++result.tally.steps;
      if (next != needed.end() && step.chance == *next && ++next == needed.end()) {
        result.complaints.push_back(complaint + ": at " + std::to_string(plan.steps.size()));
        break;
      }
    }
    return result;
  }
};

std::vector<std::uint64_t> chances(Plan const& plan) {
  std::vector<std::uint64_t> all;
  for (auto const& step : plan.steps) all.push_back(step.chance);
  return all;
}

TEST(Shrink, leaves_exactly_the_steps_that_matter) {
  Fake fake{{17, 4'200, 4'201, 9'000}};
  auto const least = shrink(long_story(), fake.complaint, std::ref(fake), patient);
  EXPECT_EQ(chances(least), fake.needed);
  EXPECT_EQ(least.evenings.size(), 8U) << "a step names its evening by number";
  EXPECT_LT(fake.plays, 400U);
}

TEST(Shrink, finds_a_single_step_in_few_plays) {
  Fake fake{{6'000}};
  EXPECT_EQ(chances(shrink(long_story(), fake.complaint, std::ref(fake), patient)), fake.needed);
  EXPECT_LT(fake.plays, 60U);
}

// Another complaint is another story, however short.
TEST(Shrink, keeps_to_the_complaint_it_was_given) {
  Fake fake{{17, 4'200, 9'000}};
  auto const play = [&](Plan const& plan) {
    auto result = fake(plan);
    if (plan.steps.size() < 100) result.complaints.assign(1, "seq is not dense: 7");
    return result;
  };
  auto const least = shrink(long_story(), fake.complaint, play, patient);
  EXPECT_GE(least.steps.size(), 100U);
  EXPECT_TRUE(std::ranges::includes(chances(least), fake.needed));
}

// The complaint comes in the time between two steps: without the second, the story would end too early.
TEST(Shrink, keeps_the_step_before_which_it_came) {
  auto const play = [](Plan const& plan) {
    Result result;
    for (auto const& step : plan.steps) {
      if (step.at >= 5'000) {
        result.complaints.push_back("quiet: no answer to say");
        break;
      }
      ++result.tally.steps;
    }
    return result;
  };
  auto const least = shrink(long_story(), "quiet: no answer to say", play, patient);
  ASSERT_EQ(least.steps.size(), 1U);
  EXPECT_GE(least.steps.front().at, 5'000);
}

TEST(Shrink, gives_what_it_has_when_patience_ends) {
  Fake fake{{17, 4'200, 9'000}};
  auto const few = shrink(long_story(), fake.complaint, std::ref(fake), [&] { return fake.plays < 8; });
  EXPECT_LE(fake.plays, 8U);
  EXPECT_LT(few.steps.size(), 10'000U);
  EXPECT_FALSE(fake(few).complaints.empty());
}

}  // namespace
