// How long an evening is kept: from its end, and never for ever because somebody forgot to close it.

#include "server/room/keeping.hpp"

#include <gtest/gtest.h>

#include "tests/unit/room/evening.hpp"

namespace {

using namespace protocol;
using evening::Evening;
using evening::events;

constexpr Millis month = 30 * limits::day_ms;

std::vector<Event> due(Evening& evening) {
  return room::erased_when_due(evening.room, evening.context(room::Office{}), month);
}

TEST(Keeping, counts_from_the_end_of_the_evening) {
  Evening evening{"bord"};
  auto const ada = evening.leads("Ada");
  evening.wait(3'600'000);
  events(evening.ask(ada, CloseRoom{}));
  auto const end = evening.now;
  EXPECT_EQ(room::to_erase_at(evening.room, month), end + month);
  evening.now = end + month - 1;
  EXPECT_TRUE(due(evening).empty());
  evening.now = end + 12 * limits::day_ms;
  events(evening.ask(room::Office{}, EraseSeat{ada}));
  EXPECT_EQ(room::to_erase_at(evening.room, month), end + month) << "what happens afterwards delays nothing";
  evening.now = end + month;
  auto const happened = due(evening);
  ASSERT_EQ(happened.size(), 1u);
  evening.happen(happened);
  EXPECT_TRUE(evening.room.is_erased);
  EXPECT_EQ(room::to_erase_at(evening.room, month), std::nullopt);
  EXPECT_TRUE(due(evening).empty());
  EXPECT_EQ(evening.faults, std::vector<std::string>{});
}

TEST(Keeping, an_evening_that_nobody_closed_is_closed_then) {
  Evening evening{"bord"};
  auto const ada = evening.leads("Ada");
  auto const bob = evening.comes("Bob");
  evening.ask(ada, GrantFloor{bob, std::nullopt});
  auto const last = evening.now;
  EXPECT_EQ(room::to_erase_at(evening.room, month), last + month);
  evening.now = last + month;
  auto const happened = due(evening);
  ASSERT_FALSE(happened.empty());
  EXPECT_TRUE(std::holds_alternative<RoomErased>(happened.back()));
  evening.happen(happened);
  EXPECT_TRUE(evening.room.is_closed);
  EXPECT_FALSE(evening.room.floor.speaker);
  EXPECT_EQ(evening.room.seats.at(bob).name, "");
  EXPECT_EQ(evening.faults, std::vector<std::string>{});
}

TEST(Keeping, an_evening_that_is_planned_far_ahead_is_still_there_on_the_day) {
  Evening evening{"bord", false};
  EXPECT_EQ(room::to_erase_at(evening.room, month), std::nullopt) << "nobody in it, nothing to erase";
  evening.leads("Ada");
  evening.now += month + limits::day_ms;
  EXPECT_TRUE(due(evening).empty()) << "a facilitator looked in weeks before";
  evening.now = evening.room.last_at + limits::keep_days_max * limits::day_ms;
  EXPECT_FALSE(due(evening).empty());
}

}  // namespace
