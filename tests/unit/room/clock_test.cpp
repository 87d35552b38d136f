// A clock that was set back while the server was away: spoken time stays what it was.

#include <gtest/gtest.h>

#include "tests/unit/room/evening.hpp"

namespace {

using namespace evening;

constexpr Millis set_back = 3'600'000;

struct ClockSetBack : testing::Test {
  Evening evening{"praten"};
  SeatId lead = evening.leads("Ada");
  SeatId bob = evening.comes("Bob");
  std::int64_t spoken() { return evening.room.seats.at(bob).spoken_ms; }
};

TEST_F(ClockSetBack, WhoSpokeBeforeTheBreakHasSpokenThatLong) {
  evening.ask(lead, GrantFloor{bob, std::nullopt});
  evening.wait(20'000);
  evening.ask(lead, PauseRoom{});
  evening.now -= set_back;
  evening.ask(lead, ResumeRoom{});
  evening.wait(5'000);
  evening.ask(bob, YieldFloor{});
  EXPECT_EQ(spoken(), 25'000);
}

TEST_F(ClockSetBack, WhoWasCalledInTheBreakHasSpokenSinceItsEnd) {
  evening.ask(lead, PauseRoom{});
  evening.now -= set_back;
  evening.ask(lead, GrantFloor{bob, std::nullopt});
  evening.wait(30'000);
  evening.ask(lead, ResumeRoom{});
  evening.wait(7'000);
  evening.ask(bob, YieldFloor{});
  EXPECT_EQ(spoken(), 7'000);
}

TEST_F(ClockSetBack, WhoWasCalledAndStoppedInTheBreakHasNotSpoken) {
  evening.ask(lead, PauseRoom{});
  evening.now -= set_back;
  evening.ask(lead, GrantFloor{bob, std::nullopt});
  evening.wait(30'000);
  evening.ask(lead, EndTurn{evening.turn()});
  EXPECT_EQ(spoken(), 0);
}

}  // namespace
