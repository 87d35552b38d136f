// The two-world test (guide, reliability T5): two evenings that differ in one secret. Whoever may not know it receives
// the same bytes in the same steps: frames, sizes, counters, snapshots, resumes, refusals, closes, harvest.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "tests/isolation/steps.hpp"

namespace isolation {

namespace {

std::string first_difference(std::vector<std::string> const& one, std::vector<std::string> const& other) {
  for (std::size_t step = 0; step < std::max(one.size(), other.size()); ++step) {
    if (step < one.size() && step < other.size() && one[step] == other[step]) continue;
    auto const show = [step](auto const& heard) { return step < heard.size() ? heard[step] : "(nothing)"; };
    return "entry " + std::to_string(step) + "\n  in one world:  " + show(one) + "\n  in the other:  " + show(other);
  }
  return {};
}

struct TwoWorlds : testing::TestWithParam<std::size_t> {};

TEST_P(TwoWorlds, tell_everybody_else_the_same) {
  auto const secret = static_cast<Secret>(GetParam());
  auto const knows = in_the_know(secret);
  int acts = 0, noticed = 0;
  std::set<std::string> shown;
  bool const holds = rc::check(std::string{secrets[GetParam()]}, [&] {
    auto const evening = *rc::gen::container<std::vector<Step>>(a_step(secret));
    auto const one = play(evening, secret, false);
    auto const other = play(evening, secret, true);
    for (auto const& [name, heard] : one.heard) {
      bool const is_same = heard == other.heard.at(name);
      if (knows.contains(name)) {
        noticed += is_same ? 0 : 1;
      } else if (!is_same) {
        RC_FAIL(name + " can tell the worlds apart: " + first_difference(heard, other.heard.at(name)));
      }
    }
    for (auto const& field : one.breaches) RC_FAIL(field + " is for staff and was told to somebody else");
    shown.insert(one.shown_to_staff.begin(), one.shown_to_staff.end());
    acts += one.secret_acts;
  });
  EXPECT_TRUE(holds);
  EXPECT_GT(acts, 100) << "the secret hardly ever happened";
  EXPECT_TRUE(knows.empty() || noticed > 10) << "the secret made no difference to who knows it: the test sees nothing";
  EXPECT_EQ(shown, fields_for_staff<Thing>()) << "a field for staff never carried anything: nothing was shown by this";
}

INSTANTIATE_TEST_SUITE_P(Secrets, TwoWorlds, testing::Range(std::size_t{0}, secrets.size()),
                         [](auto const& info) { return std::string{secrets[info.param]}; });

}  // namespace
}  // namespace isolation
