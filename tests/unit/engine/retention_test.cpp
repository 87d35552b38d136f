// The clock of what is kept, moved by hand: which rooms are looked at, and what a room does when its time is over.

#include "server/engine/retention.hpp"

#include <gtest/gtest.h>

#include "server/engine/harvest.hpp"
#include "tests/unit/engine/stage.hpp"

namespace {

using namespace stage;

constexpr Millis month = 30 * limits::day_ms;

bool erases_now(Stage& stage) {
  std::optional<bool> is_erased;
  stage.actor->erase_when_due(month, [&](bool answer) { is_erased = answer; });
  stage.round();
  return is_erased.value();
}

TEST(Retention, the_harvest_is_there_until_the_day_and_nothing_personal_after_it) {
  Stage stage;
  auto& anna = stage.joins("Anna Kanarie");
  stage.ask(anna, card("KANARIE"));
  EXPECT_EQ(engine::summary_of(stage.state(), month).to_erase_at, std::nullopt) << "would tell of the last draft";
  stage.office(CloseRoom{});
  auto const summary = engine::summary_of(stage.state(), month);
  EXPECT_EQ(summary.to_erase_at, stage.clock.now() + month);
  EXPECT_FALSE(summary.is_erased);
  stage.clock.advance(month - 1);
  EXPECT_FALSE(erases_now(stage));
  EXPECT_EQ(engine::harvest_of(stage.state(), "").cards.at(0).text, "KANARIE");
  auto& late = stage.phone();
  stage.says_hello(late, stage.token_of(anna));
  stage.clock.advance(1);
  EXPECT_TRUE(erases_now(stage));
  ASSERT_TRUE(late.closed);
  EXPECT_EQ(late.closed->code, close_codes::seat_erased.code);
  EXPECT_TRUE(engine::summary_of(stage.state(), month).is_erased);
  EXPECT_TRUE(engine::harvest_of(stage.state(), "").cards.empty());
  EXPECT_TRUE(engine::people_of(stage.state()).people.empty());
  auto const live = stage.state();
  stage.restart();
  EXPECT_EQ(stage.state(), live);
  EXPECT_TRUE(erases_now(stage)) << "and says so again, without doing it again";
  EXPECT_EQ(stage.state().seq, live.seq);
  ASSERT_TRUE(stage.journal->rooms().at(0).is_erased);
}

TEST(Retention, a_full_notebook_is_tried_again_later) {
  Stage stage;
  stage.ask(stage.joins("Anna"), card("KANARIE"));
  stage.office(CloseRoom{});
  stage.clock.advance(month);
  stage.journal->fill_disk(true);
  EXPECT_FALSE(erases_now(stage));
  stage.journal->fill_disk(false);
  EXPECT_FALSE(erases_now(stage)) << "a moment of rest first";
  stage.wait(5'000);
  EXPECT_TRUE(erases_now(stage));
}

TEST(Retention, looks_only_at_rooms_that_can_be_due) {
  journal::MemoryJournal journal;
  engine::Directory directory{journal};
  engine::ManualClock clock{100 * limits::day_ms};
  for (int number : {1, 2, 3}) directory.add({"code" + std::to_string(number)}, number);
  std::vector<journal::RoomRow> const known{{1, {"code1"}, 5, 69 * limits::day_ms, false},
                                            {2, {"code2"}, 5, 71 * limits::day_ms, false},
                                            {3, {"code3"}, 5, 10 * limits::day_ms, true}};
  engine::Retention retention{directory, known, clock, month};
  auto const all = [&] {
    std::vector<engine::RoomNumber> rooms;
    retention.begin();
    while (auto const room = retention.next()) rooms.push_back(*room);
    return rooms;
  };
  EXPECT_EQ(all(), (std::vector<engine::RoomNumber>{1}));
  directory.add({"code4"}, 4);
  EXPECT_EQ(all(), (std::vector<engine::RoomNumber>{1})) << "made today";
  clock.advance(limits::day_ms);
  EXPECT_EQ(all(), (std::vector<engine::RoomNumber>{1, 2}));
  retention.was_erased(1);
  EXPECT_EQ(all(), (std::vector<engine::RoomNumber>{2}));
  clock.advance(month);
  EXPECT_EQ(all(), (std::vector<engine::RoomNumber>{2, 4}));
}

}  // namespace
