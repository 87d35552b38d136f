// Every place where a call on a file, or an asking for memory, can fail in a short evening of the journal, and a disk
// that is full at each of its pages (issue 3, reliability 3; guide reliability G3, G4, R5, R6): no lie, no file that
// cannot be read, a clear end, no hanging, and after a failed sync nothing is tried again.

#include <gtest/gtest.h>

#include <cstdio>
#include <random>

#include "tests/faults/sweep.hpp"

namespace {

using namespace faults;

void expect_good(SweepReport const& report, char const* what, long struck_min) {
  std::printf("%s: %s\n", what, report.line().c_str());
  for (auto const& fault : report.faults) ADD_FAILURE() << what << ": " << fault;
  EXPECT_GE(report.struck, struck_min) << "a sweep that strikes nothing proves nothing";
}

struct Sweep : testing::TestWithParam<std::tuple<char const*, char const*, bool>> {};

TEST_P(Sweep, EachCallThatFailsIsToldAndNothingIsLost) {
  auto const [kind, error, goes_on] = GetParam();
  auto const what = std::string{kind} + ' ' + error + (goes_on ? " on" : "");
  expect_good(fail_each_call(kind, error, goes_on), what.c_str(), std::string_view{kind} == "rename" ? 3 : 8);
}

INSTANTIATE_TEST_SUITE_P(Calls, Sweep,
                         testing::Combine(testing::Values("open", "write", "sync", "rename"),
                                          testing::Values("EIO", "ENOSPC"), testing::Bool()),
                         [](auto const& all) {
                           return std::string{std::get<0>(all.param)} + '_' + std::get<1>(all.param) +
                                  (std::get<2>(all.param) ? "_and_on" : "_once");
                         });

INSTANTIATE_TEST_SUITE_P(ShortWrites, Sweep,
                         testing::Combine(testing::Values("write"), testing::Values("short"), testing::Bool()),
                         [](auto const& all) { return std::get<2>(all.param) ? "and_on" : "once"; });

// Every call with the real server takes minutes (`./dev kill --faults`); here some of each kind.
TEST(RealServer, SomeCallsThatFailAreToldToPeopleOrEndItClearly) {
  expect_good(fail_calls_of_server("sync", "EIO", 2, 5), "server, sync EIO", 8);
  expect_good(fail_calls_of_server("write", "ENOSPC", 3, 12), "server, write ENOSPC", 8);
  expect_good(fail_calls_of_server("write", "short", 5, 12), "server, half a write", 8);
  expect_good(fail_calls_of_server("open", "EIO", 1, 5), "server, open EIO", 4);
  expect_good(fail_calls_of_server("rename", "EIO", 1, 1), "server, rename EIO", 2);
}

TEST(RealServer, SomeAskingsForMemoryThatAreRefusedEndItClearly) {
  std::mt19937_64 dice{20'261'127};
  std::vector<unsigned long> which;
  for (int i = 0; i < 18; ++i) which.push_back(1 + dice() % 12'000);
  expect_good(refuse_memory_of_server(which), "server, memory (seed 20261127)", 18);
}

TEST(Memory, EachAskingThatIsRefusedEndsClearly) {
  auto const askings = askings_for_memory();
  ASSERT_GT(askings, 2'500u);
  std::vector<unsigned long> which;
  for (unsigned long n = 1; n <= 2'000; ++n) which.push_back(n);
  std::mt19937_64 dice{20'261'125};
  for (int i = 0; i < 500; ++i) which.push_back(2'001 + dice() % (askings - 2'000));
  std::printf("seed 20261125, of %lu askings: ", askings);
  expect_good(refuse_memory(which, false), "memory", 1'000);
}

TEST(Memory, NoneAtAllFromSomeMomentOnEndsClearly) {
  auto const askings = askings_for_memory();
  std::mt19937_64 dice{20'261'126};
  std::vector<unsigned long> which;
  for (int i = 0; i < 200; ++i) which.push_back(1 + dice() % askings);
  expect_good(refuse_memory(which, true), "no memory from then on (seed 20261126)", 150);
}

TEST(SmallDisk, FullAtEachOfItsPagesKeepsWhatWasConfirmedAndGoesOnWhenItGrows) {
  if (!can_mount()) GTEST_SKIP() << "a small file system cannot be mounted here (needs root): not tested";
  expect_good(fill_disk(1, 130, 0), "small disk", 40);
}

TEST(SmallDisk, WithAReserveLikewise) {
  if (!can_mount()) GTEST_SKIP() << "a small file system cannot be mounted here (needs root): not tested";
  expect_good(fill_disk(1, 200, 128), "small disk with a reserve", 40);
}

}  // namespace
