// The wheel of deadlines: rings at the right turn, once, in order, and lets entries come and go while it rings.

#include "server/engine/wheel.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <vector>

namespace {

using engine::Wheel;

struct Bell : Wheel::Entry {
  std::function<void()> sound;
  void rings() override { sound(); }
};

struct WheelTest : testing::Test {
  Wheel wheel;
  int now = 0;
  // Whole seconds, as the thread would count them out.
  void turn(int seconds) {
    for (int i = 0; i < seconds; ++i) {
      ++now;
      for (int notch = 0; notch < 5; ++notch) wheel.turn();
    }
  }
  void set(Wheel::Entry& entry, int seconds) { wheel.set(entry, std::chrono::seconds{seconds}); }
};

TEST_F(WheelTest, RingsOnceNeverEarlyAndAtMostTwoNotchesLate) {
  for (int const ms : {1, 199, 200, 201, 1'500, 10'000, 20'000, 50'000}) {
    std::vector<int> rang;
    int turns = 0;
    Bell bell;
    bell.sound = [&] { rang.push_back(turns); };
    wheel.set(bell, std::chrono::milliseconds{ms});
    while (turns < 600) {
      ++turns;
      wheel.turn();
    }
    ASSERT_EQ(rang.size(), 1u) << ms;
    // It may have been set at any moment within the first notch.
    EXPECT_GE((rang[0] - 1) * 200, ms);
    EXPECT_LE(rang[0] * 200, ms + 400 + 199);
  }
}

TEST_F(WheelTest, ANewDeadlineTakesThePlaceOfTheOld) {
  std::vector<int> rang;
  Bell bell;
  bell.sound = [&] { rang.push_back(now); };
  set(bell, 5);
  turn(3);
  set(bell, 5);
  turn(20);
  EXPECT_EQ(rang, std::vector{9}) << "not at 5, and once: eight seconds, and the notch under way";
}

TEST_F(WheelTest, WhoRingsMaySetItselfAgain) {
  std::vector<int> rang;
  Bell bell;
  bell.sound = [&] {
    rang.push_back(now);
    set(bell, 10);
  };
  set(bell, 10);
  turn(35);
  EXPECT_EQ(rang, (std::vector{11, 21, 31})) << "each time the notch under way is not counted";
}

TEST_F(WheelTest, WhoRingsMayEndOthersOfTheSameTurn) {
  std::vector<int> rang;
  auto second = std::make_unique<Bell>();
  Bell first, third;
  first.sound = [&] { second.reset(); };
  second->sound = [&] { rang.push_back(2); };
  third.sound = [&] { rang.push_back(3); };
  set(first, 7);
  set(*second, 7);
  set(third, 7);
  turn(10);
  EXPECT_EQ(rang, std::vector{3});
}

TEST_F(WheelTest, WhatWasDroppedOrHasGoneIsSilent) {
  std::vector<int> rang;
  Bell bell;
  bell.sound = [&] { rang.push_back(now); };
  set(bell, 3);
  bell.drop();
  {
    Bell gone;
    gone.sound = [&] { rang.push_back(-1); };
    set(gone, 3);
  }
  turn(10);
  EXPECT_TRUE(rang.empty());
}

}  // namespace
