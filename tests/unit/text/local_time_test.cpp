// The clock on the wall of a Dutch library: winter, summer, and both nights on which it jumps.

#include "server/text/local_time.hpp"

#include <gtest/gtest.h>

namespace {

using text::local_time;

TEST(LocalTime, IsAnHourAheadInWinterAndTwoInSummer) {
  EXPECT_EQ(local_time(1'700'000'000'000), "2023-11-14 23:13:20");
  EXPECT_EQ(local_time(1'783'000'000'000), "2026-07-02 15:46:40");
}

TEST(LocalTime, JumpsWhenTheClockDoes) {
  EXPECT_EQ(local_time(1'774'745'999'000), "2026-03-29 01:59:59");
  EXPECT_EQ(local_time(1'774'746'000'000), "2026-03-29 03:00:00");
  EXPECT_EQ(local_time(1'792'889'999'000), "2026-10-25 02:59:59");
  EXPECT_EQ(local_time(1'792'890'000'000), "2026-10-25 02:00:00");
}

}  // namespace
