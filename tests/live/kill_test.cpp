// kill -9 under load (guide reliability G1, T26).

#include <gtest/gtest.h>

#include "tests/live/killing.hpp"

namespace {

TEST(Kill, FiftyKillsUnderLoadLoseNothingThatWasAcknowledgedOrShown) {
  auto const report = live::kill_again_and_again(50, 20'261'123);
  for (auto const& fault : report.faults) ADD_FAILURE() << fault;
  EXPECT_EQ(report.kills, 50);
  for (std::size_t moment = 0; moment < std::size(live::moment_names); ++moment) {
    EXPECT_TRUE(report.at.contains(static_cast<live::Moment>(moment))) << "no kill: " << live::moment_names[moment];
  }
  EXPECT_TRUE(report.calls.contains("sync")) << "no kill in the middle of a sync";
  EXPECT_TRUE(report.calls.contains("table")) << "no kill in the middle of a checkpoint";
  EXPECT_GT(report.acknowledged, 500) << "a test without load would prove nothing";
  EXPECT_GT(report.shown, report.acknowledged / 2);
  EXPECT_GT(report.hands, 100) << "hands hardly moved";
  EXPECT_GT(report.erased, 10) << "hardly anybody was erased";
  EXPECT_GT(report.restored, 0) << "no backup was whole";
}

}  // namespace
