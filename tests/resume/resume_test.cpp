// Lines that are cut at any byte (guide reliability G5): exactly once, in order, equal everywhere.

#include <gtest/gtest.h>

#include "tests/resume/storm.hpp"

namespace {

TEST(Resume, AThousandCutsOverTwoHundredLinesLoseAndDoubleNothing) {
  auto const report = resume::weather_the_storm({.people = 200, .cuts = 1'000, .seed = 20'261'125});
  for (auto const& fault : report.faults) ADD_FAILURE() << fault;
  auto const& weather = report.weather;
  EXPECT_GE(weather.cuts, 1'000);
  // Weather that leaves one of these out would prove nothing about it.
  EXPECT_GT(weather.resets, 0);
  EXPECT_GT(weather.goodbyes, 0);
  EXPECT_GT(weather.swallowed_up, 0);
  EXPECT_GT(weather.swallowed_down, 0);
  EXPECT_GT(weather.stalls, 0);
  EXPECT_GT(weather.inside_handshake, 0);
  EXPECT_GT(weather.mild, 500) << "half of the cuts come in mild weather";
  EXPECT_GT(report.rough.whole, 200);
  EXPECT_GT(report.mild.resumed, 200) << "lines that only ever get the whole room do not try resuming";
  EXPECT_GT(report.mild.resumed, report.mild.whole) << "nothing was taken away, and little was missed";
  EXPECT_GT(report.cards, 200);
  EXPECT_GT(report.edits, 50);
  EXPECT_GT(report.taken_back, 50);
  // A line that is begun after something was taken away may show nothing of it; measured are 20 hidings, 5 showings
  // again, 3 removals and 7 changes of role.
  EXPECT_TRUE(report.has_seen_enough());
}

}  // namespace
