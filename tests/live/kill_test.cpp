// kill -9 under load (guide reliability G1, T26).

#include <gtest/gtest.h>

#include "tests/live/killing.hpp"

namespace {

TEST(Kill, FiftyKillsUnderLoadLoseNothingThatWasAcknowledgedOrShown) {
  auto const report = live::kill_again_and_again(50, 20'261'123);
  for (auto const& fault : report.faults) ADD_FAILURE() << fault;
  EXPECT_EQ(report.kills, 50);
  for (auto const moment : {live::Moment::under_load, live::Moment::entering, live::Moment::start}) {
    EXPECT_TRUE(report.at.contains(moment)) << "no kill " << live::moment_names[static_cast<int>(moment)];
  }
  // Whether 50 kills meet a chosen call hangs on the machine; of 1,000, some 60 do and some 30 meet a checkpoint.
  EXPECT_GT(report.acknowledged, 500) << "a test without load would prove nothing";
  EXPECT_GT(report.shown, report.acknowledged / 2);
}

}  // namespace
