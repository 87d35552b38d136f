// The log of one view: dense, let out only when durable, bounded, and forgetful where something was hidden.

#include <gtest/gtest.h>

#include "server/engine/frame.hpp"
#include "server/engine/view_log.hpp"

namespace {

using engine::ViewLog;

std::string frames(std::initializer_list<std::string_view> texts) {
  std::string all;
  for (auto const text : texts) engine::append_text_frame(all, text);
  return all;
}

TEST(ViewLog, CountsDenselyFromOne) {
  ViewLog log;
  EXPECT_EQ(log.n(), 0);
  for (int i = 1; i <= 5; ++i) {
    log.append("{}", 1);
    EXPECT_EQ(log.n(), i);
  }
}

TEST(ViewLog, LetsNothingOutBeforeItsGroupIsDurable) {
  ViewLog log;
  log.append("one", 1);
  log.append("two", 2);
  EXPECT_EQ(log.from(0), "");
  log.release(1);
  EXPECT_EQ(log.from(0), frames({"one"}));
  EXPECT_EQ(log.from(log.durable_end()), "");
  log.release(2);
  EXPECT_EQ(log.from(0), frames({"one", "two"}));
}

TEST(ViewLog, GoesOnBehindEveryCounterItHolds) {
  ViewLog log;
  for (auto const text : {"one", "two", "three"}) log.append(text, 1);
  log.release(1);
  EXPECT_EQ(log.from(*log.offset_after(0)), frames({"one", "two", "three"}));
  EXPECT_EQ(log.from(*log.offset_after(1)), frames({"two", "three"}));
  EXPECT_EQ(log.from(*log.offset_after(2)), frames({"three"}));
  EXPECT_EQ(log.from(*log.offset_after(3)), "");
  EXPECT_FALSE(log.offset_after(4)) << "ahead of us: the caller has to notice";
  EXPECT_FALSE(log.offset_after(-1));
}

TEST(ViewLog, LongFramesCarryTheirLengthInFull) {
  ViewLog log;
  std::string const middling(200, 'm');
  std::string const large(70'000, 'l');
  log.append(middling, 1);
  log.append(large, 1);
  log.release(1);
  auto const bytes = log.from(0);
  EXPECT_EQ(bytes.substr(0, 4), std::string_view("\x81\x7E\x00\xC8", 4));
  EXPECT_EQ(bytes.substr(4 + 200, 10), std::string_view("\x81\x7F\0\0\0\0\0\x01\x11\x70", 10));
  EXPECT_EQ(bytes.size(), 4 + 200 + 10 + 70'000u);
}

TEST(ViewLog, IsBoundedAndTellsWhoFellOff) {
  ViewLog log;
  std::string const text(10'000, 'x');
  std::uint64_t const early = log.end();
  for (std::uint64_t group = 1; group <= 200; ++group) {
    log.append(text, group);
    log.release(group);
    EXPECT_TRUE(log.reaches(log.end()));
    EXPECT_LE(log.end() - log.begin(), 3 * protocol::limits::log_bytes_max);
  }
  EXPECT_FALSE(log.reaches(early));
  EXPECT_FALSE(log.offset_after(10)) << "no longer held";
  // What is held is held whole: every counter that is answered leads to exactly the frames behind it.
  int held = 0;
  for (std::int64_t n = 0; n < 200; ++n) {
    auto const offset = log.offset_after(n);
    if (!offset) continue;
    ++held;
    ASSERT_TRUE(log.reaches(*offset));
    EXPECT_EQ(log.from(*offset).size(), static_cast<std::size_t>(200 - n) * (text.size() + 4));
  }
  EXPECT_GE(held, 20);
}

TEST(ViewLog, HoldsWhatIsNotDurableYetHoweverLong) {
  ViewLog log;
  std::string const text(10'000, 'x');
  for (int i = 0; i < 100; ++i) log.append(text, 1);
  log.release(1);
  EXPECT_EQ(log.from(0).size(), 100 * (text.size() + 4));
}

TEST(ViewLog, NobodyResumesThroughWhatWasForgotten) {
  ViewLog log;
  log.append("a secret card", 1);
  log.append("another", 1);
  log.release(1);
  log.forget();
  log.append("the card is gone", 2);
  log.release(2);
  EXPECT_FALSE(log.offset_after(0));
  EXPECT_FALSE(log.offset_after(1));
  ASSERT_TRUE(log.offset_after(2));
  EXPECT_EQ(log.from(*log.offset_after(2)), frames({"the card is gone"}));
  EXPECT_FALSE(log.reaches(0)) << "the bytes themselves are dropped";
}

TEST(ViewLog, ForgettingKeepsWhatIsNotDurableForThoseWhoFollowLive) {
  ViewLog log;
  log.append("seen by all", 1);
  log.release(1);
  auto const live = log.durable_end();
  log.append("a card", 2);  // staged, not durable
  log.forget();             // hidden in the same group
  log.append("the card is gone", 2);
  EXPECT_EQ(log.from(live), "");
  EXPECT_FALSE(log.offset_after(1)) << "who comes back now may not see the card";
  log.release(2);
  EXPECT_EQ(log.from(live), frames({"a card", "the card is gone"}));
  EXPECT_FALSE(log.offset_after(1));
  EXPECT_EQ(log.from(*log.offset_after(2)), frames({"the card is gone"}));
  log.append("later", 3);
  log.release(3);
  EXPECT_EQ(log.from(*log.offset_after(3)), frames({"later"}));
}

}  // namespace
