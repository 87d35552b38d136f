// Power cuts under a real server (guide reliability G2, R1): everything that left through a socket is there after a cut
// at any sync of the run and at moments between, and the same test finds what is lost when the syncs are not done.

#include <gtest/gtest.h>

#include <cstdio>

#include "tests/faults/power.hpp"

namespace {

using namespace faults;

PowerPlan small_evening(std::uint64_t seed) {
  PowerPlan plan;
  plan.seed = seed;
  plan.busy = {3, 400, true, seed};  // enough for checkpoints under load, whatever the pace
  plan.dice_each = 2;
  return plan;
}

TEST(PowerCut, AtEverySyncLosesNothingThatWasToldToAnybody) {
  auto const report = cut_the_power(small_evening(20'261'125));
  std::printf("seed 20261125: %s\n", report.line().c_str());
  for (auto const& fault : report.faults) ADD_FAILURE() << fault;
  EXPECT_EQ(report.lost, 0);
  EXPECT_GT(report.promises, 1'000) << "a run without load would prove nothing";
  for (auto const* kind : {"answered", "card", "gone", "seat", "room", "office", "hand", "moved", "turn", "ended",
                           "words", "gist", "phase", "table", "stretch", "nudges", "handcard"})
    EXPECT_GT(report.kinds.contains(kind) ? report.kinds.at(kind) : 0, 0) << kind << " was promised to nobody";
  EXPECT_GT(report.syncs, 300);
  EXPECT_EQ(report.boards, 2 * small_evening(0).started_for_real) << "both rooms, each time";
  EXPECT_GT(report.checkpoints, 2) << "one at the start, one at the end, and one under load";
  EXPECT_GT(report.cuts_with_unsynced, report.images / 4);
}

// Everything is synced in the end, but each answer leaves one sync too early.
TEST(PowerCut, IsNoticedWhenAnAnswerDoesNotWaitForItsSync) {
  auto plan = small_evening(6);
  plan.busy = {2, 20, true, 6};
  plan.is_told_early = true;
  plan.cuts_between = plan.dice_each = plan.started_for_real = 0;
  auto const report = cut_the_power(plan);
  EXPECT_GT(report.lost, 20);
}

// The answers are right, the disk knows nothing. The test must see it.
TEST(PowerCut, IsNoticedWhenNothingIsSynced) {
  auto plan = small_evening(7);
  plan.busy = {2, 20, true, 7};
  plan.swallows = "all";
  plan.started_for_real = 0;
  auto const report = cut_the_power(plan);
  EXPECT_GT(report.lost, 20);
  EXPECT_FALSE(report.faults.empty());
}

// The journal's database with `synchronous=OFF`; keys and folder are synced as ever.
TEST(PowerCut, IsNoticedWhenTheJournalIsNotSynchronous) {
  auto plan = small_evening(9);
  plan.busy = {2, 20, true, 9};
  plan.flags = {"--synchronous", "off"};
  plan.started_for_real = 0;
  auto const report = cut_the_power(plan);
  EXPECT_GT(report.syncs, 0) << "those of the keys are done";
  EXPECT_GT(report.lost, 20);
  EXPECT_FALSE(report.faults.empty());
}

// Nor may a sync be left to the next checkpoint: the server's own --synchronous normal, which is for measurements.
TEST(PowerCut, IsNoticedWhenTheSyncComesAfterTheAnswer) {
  auto plan = small_evening(8);
  plan.busy = {2, 20, true, 8};
  plan.flags = {"--synchronous", "normal"};
  plan.started_for_real = 0;
  auto const report = cut_the_power(plan);
  EXPECT_GT(report.lost, 20);
}

}  // namespace
