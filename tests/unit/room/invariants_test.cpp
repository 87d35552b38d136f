// The invariants themselves: a room is broken in one place, and the sentence for just that is said. Without this they
// could agree with everything.

#include "server/room/invariants.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "tests/unit/room/evening.hpp"

namespace {

using namespace protocol;
using evening::Evening;
using evening::events;

struct Invariants : testing::Test {
  Evening evening{"bord"};
  SeatId ada = evening.leads("Ada");
  SeatId bob = evening.comes("Bob");
  SeatId namesake = evening.comes("Bob");
  SeatId gone = evening.comes("Cor");

  void SetUp() override {
    events(evening.ask(ada, GrantFloor{gone, {}}));
    evening.wait(20'000);
    events(evening.ask(ada, EndTurn{evening.turn()}));
    events(evening.ask(bob, RequestFloor{}));
    events(evening.ask(ada, GrantFloor{namesake, {}}));
    events(evening.ask(bob, PostCard{ColumnId{"acties"}, {"een bankje"}, {}}));
    events(evening.ask(namesake, PostCard{ColumnId{"acties"}, {"een boom"}, {}}));
    events(evening.ask(ada, OfferScreen{}));
    events(evening.ask(gone, LeaveRoom{}));
    ASSERT_EQ(room::broken(evening.room), std::vector<std::string>{});
  }

  void expect(std::string const& sentence, std::function<void(room::Room&)> const& harm) {
    auto room = evening.room;
    harm(room);
    auto const told = room::broken(room);
    auto const says_it = [&](std::string const& one) { return one.starts_with(sentence); };
    EXPECT_TRUE(std::ranges::any_of(told, says_it)) << sentence << ": not said, " << told.size() << " others were";
  }
};

TEST_F(Invariants, SeatsThatAreFoundAgain) {
  expect("a live seat is missing", [](room::Room& room) { room.live.erase(room.live.begin()); });
  expect("a live seat is missing", [&](room::Room& room) { room.live.begin()->second = gone; });
  expect("live seats are miscounted", [&](room::Room& room) { room.live.emplace(999, gone); });
  expect("somebody is missing among the staff", [](room::Room& room) { room.staff.clear(); });
  expect("staff are miscounted", [&](room::Room& room) { room.staff.insert(bob); });
  expect("what people who left have said", [](room::Room& room) { room.gone.sides[0] += 1; });
  expect("seats are miscounted", [](room::Room& room) { ++room.seats_taken; });
  expect("two seats share a number", [&](room::Room& room) { room.seats.at(bob).number = room.seats.at(ada).number; });
  expect("a seat under another's id", [&](room::Room& room) { room.seats.at(bob).id = ada; });
  expect("two people have one hand card",
         [&](room::Room& room) { room.seats.at(bob).hand_card = room.seats.at(namesake).hand_card = HandCard{7}; });
}

TEST_F(Invariants, NamesakesAndTickets) {
  ASSERT_FALSE(evening.room.namesakes.empty());
  expect("somebody is missing among namesakes", [&](room::Room& room) {
    for (auto& [fold, all] : room.namesakes) all.here.erase({room.seats.at(bob).among_namesakes, bob});
  });
  expect("somebody is missing among namesakes", [&](room::Room& room) {
    for (auto& [fold, all] : room.namesakes) std::swap(all.here, all.gone);
  });
  expect("namesakes are miscounted", [&](room::Room& room) { room.namesakes.begin()->second.here.emplace(99, gone); });
  expect("a name that nobody ever had", [](room::Room& room) { room.namesakes["niemand"] = {}; });
  expect("a ticket is missing", [](room::Room& room) { room.tickets_open.clear(); });
  expect("open tickets are miscounted", [](room::Room& room) { room.tickets_open.emplace(1, TicketId{"ander"}); });
}

TEST_F(Invariants, TalkFloorAndBoard) {
  expect("spoken time and turns do not add up", [&](room::Room& room) { room.seats.at(bob).spoken_ms = 1; });
  expect("a turn is not where its index says", [](room::Room& room) {
    for (auto& [id, at] : room.talk.index) at = 0;
  });
  expect("a turn runs and has ended", [](room::Room& room) { room.talk.turns.back().spoken_ms = 1; });
  expect("a seat waits twice", [](room::Room& room) { room.floor.queue.push_back(room.floor.queue.front()); });
  expect("the speaker waits as well", [&](room::Room& room) { room.floor.queue.front().seat = namesake; });
  expect("a seat that has ended waits", [&](room::Room& room) { room.floor.queue.front().seat = gone; });
  expect("cards are miscounted", [&](room::Room& room) { ++room.seats.at(bob).cards; });
  expect("two cards share a place", [](room::Room& room) {
    for (auto& [id, card] : room.board.cards) card.position = 1;
  });
  expect("a card is not once among its author's", [&](room::Room& room) { room.board.by_author.at(bob).clear(); });
  expect("a card hangs in no column",
         [](room::Room& room) { room.board.cards.begin()->second.column = ColumnId{"nergens"}; });
  expect("drafts are miscounted", [](room::Room& room) { ++room.script.phases.front().drafts; });
}

TEST_F(Invariants, BallotsAndDots) {
  auto const card = evening.room.board.by_author.at(bob).front();
  events(evening.ask(ada, OpenDots{PhaseId{"bord"}, {}, {3}}));
  events(evening.ask(bob, PlaceDots{{1}, card, {2}, {}}));
  auto const dots_of = [&](room::Room & room) -> auto& { return room.board.ballots.back().sets.at(bob); };
  expect("two ballots are open", [](room::Room& room) { room.board.ballots.push_back(room.board.ballots.back()); });
  expect("a closed ballot still knows", [](room::Room& room) { room.board.ballots.back().is_closed = true; });
  expect("dots on what is not weighed", [&](room::Room& room) { dots_of(room)[CardId{"weg"}] = 1; });
  expect("dots on what is not weighed", [&](room::Room& room) { room.board.cards.at(card).is_hidden = true; });
  expect("more dots than the budget", [&](room::Room& room) { dots_of(room)[card] = 4; });
  expect("dots of somebody who had none", [&](room::Room& room) { room.board.ballots.back().seats.erase(bob); });
  expect("dots of somebody who was erased", [&](room::Room& room) { room.seats.at(bob).is_erased = true; });
}

TEST_F(Invariants, GroupsAndLinesOfTablesGoWithTheirPhase) {
  expect("a group outlives its phase", [&](room::Room& room) { room.seats.at(bob).group = TableNumber{101}; });
  expect("a line is kept though all are together",
         [](room::Room& room) { room.board.cards.begin()->second.is_kept = true; });
}

}  // namespace
