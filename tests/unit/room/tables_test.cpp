// Talk at tables, where a story to read aloud would not show it: which table a command is about, who is named where,
// and who sums up.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/room/evening.hpp"

namespace {

using namespace protocol;
using evening::Evening;
using evening::events;
using evening::refusal;

struct AtTables : testing::Test {
  Evening evening{"tafels"};
  SeatId ada = evening.leads("Ada");
  SeatId bob = evening.comes("Bob", Side::hall, 1);
  SeatId cem = evening.comes("Cem", Side::hall, 1);
  SeatId dik = evening.comes("Dik", Side::hall, 2);

  void TearDown() override { EXPECT_EQ(evening.faults, std::vector<std::string>{}); }
  TurnId turn_at(int table) { return evening.room.tables.at(TableNumber{table}).floor.speaker->turn; }
  bool names(SeatId const& seat, room::Eyes const& eyes) const {
    return evening.screen(eyes).contains({std::string{SeatThing::type}, seat.value});
  }
};

TEST_F(AtTables, a_short_question_comes_from_the_same_table) {
  events(evening.ask(ada, GrantFloor{bob, {}}));
  EXPECT_EQ(refusal(evening.ask(ada, Interpose{dik, turn_at(1)})), Refusal::at_another_table);
  EXPECT_EQ(refusal(evening.ask(ada, Interpose{cem, turn_at(1)})), std::nullopt);
}

TEST_F(AtTables, a_turn_at_another_table_has_no_gist_to_write) {
  events(evening.ask(ada, AssignRole{dik, Role::note_taker}));
  events(evening.ask(ada, AssignRole{cem, Role::note_taker}));
  events(evening.ask(ada, GrantFloor{bob, {}}));
  EXPECT_EQ(refusal(evening.ask(dik, AddGist{turn_at(1), {"kort"}})), Refusal::turn_unknown);
  EXPECT_EQ(refusal(evening.ask(cem, AddGist{turn_at(1), {"kort"}})), std::nullopt);
}

TEST_F(AtTables, who_left_is_named_only_where_the_talk_can_be_read) {
  events(evening.ask(ada, GrantFloor{bob, {}}));
  events(evening.ask(bob, Say{{"een bankje"}}));
  events(evening.ask(bob, LeaveRoom{}));
  EXPECT_TRUE(names(bob, {View::participant, TableNumber{1}}));
  EXPECT_TRUE(names(bob, View::staff));
  EXPECT_FALSE(names(bob, {View::participant, TableNumber{2}}));
  EXPECT_FALSE(names(bob, View::hall_screen));
  EXPECT_FALSE(names(bob, View::observer));
}

TEST_F(AtTables, who_looks_back_reads_the_own_table_and_the_whole_room) {
  for (auto const& seat : {bob, dik}) events(evening.ask(ada, GrantFloor{seat, {}}));
  events(evening.ask(ada, GrantFloor{cem, turn_at(1)}));
  auto const before = turn_at(1), elsewhere = turn_at(2);
  auto const spoke = [&](TurnId const& turn, room::Eyes eyes) {
    std::vector<SeatId> seats;
    for (auto const& thing : room::turns_before(evening.room, evening.presence, {}, turn, eyes).things)
      seats.push_back(std::get<TurnThing>(thing).seat);
    return seats;
  };
  room::Eyes const here{View::participant, TableNumber{1}}, there{View::participant, TableNumber{2}};
  EXPECT_EQ(spoke(before, here), std::vector<SeatId>{bob});
  EXPECT_EQ(spoke(before, View::staff), (std::vector<SeatId>{bob, dik}));
  EXPECT_EQ(spoke(before, there), std::vector<SeatId>{}) << "a turn that is not theirs";
  EXPECT_EQ(spoke(elsewhere, here), std::vector<SeatId>{});
}

TEST_F(AtTables, a_turn_that_has_ended_is_not_ended_again) {
  events(evening.ask(ada, GrantFloor{bob, {}}));
  auto const first = turn_at(1);
  events(evening.ask(ada, GrantFloor{cem, first}));
  EXPECT_EQ(refusal(evening.ask(ada, EndTurn{first})), Refusal::turn_moved_on);
  auto const& speaker = evening.room.tables.at(TableNumber{1}).floor.speaker;
  EXPECT_TRUE(speaker && speaker->seat == cem);
}

TEST_F(AtTables, who_leads_sums_up_in_the_whole_room_and_at_no_table) {
  for (auto& phase : evening.room.script.phases)
    if (phase.plan.id == PhaseId{"tafelrondje"}) phase.plan.round = RoundKind::check;
  evening.goes_to(ada, "tafelrondje");
  auto const happened = events(evening.ask(ada, StartRound{}));
  int rounds = 0;
  for (auto const& event : happened) {
    auto const* round = std::get_if<RoundStarted>(&event);
    if (!round) continue;
    ++rounds;
    EXPECT_EQ(std::ranges::find(round->order, ada), round->order.end());
  }
  EXPECT_EQ(rounds, 2);
}

TEST_F(AtTables, a_tablet_gets_no_hand_card) {
  SeatTaken taken;
  taken.seat = SeatId{"tablet"};
  taken.number = evening.room.seats_taken + 1;
  taken.role = Role::table_tablet;
  taken.side = Side::hall;
  taken.table = TableNumber{1};
  evening.happen({taken});
  EXPECT_EQ(refusal(evening.ask(ada, GiveHandCard{taken.seat, HandCard{7}})), Refusal::seat_unknown);
}

TEST_F(AtTables, the_reason_of_a_removal_belongs_to_who_gave_it) {
  auto const happened = events(evening.ask(ada, RemoveSeat{bob, {"grof"}}));
  auto const removed =
      std::ranges::find_if(happened, [](Event const& event) { return std::holds_alternative<SeatRemoved>(event); });
  ASSERT_NE(removed, happened.end());
  EXPECT_EQ(std::get<SeatRemoved>(*removed).reason.owner, ada);
}

}  // namespace
