// The notebook is full: nothing happened, everybody who waits hears that it may be tried again, and it goes on by
// itself.

#include <gtest/gtest.h>

#include "server/engine/rooms.hpp"
#include "server/journal/protecting.hpp"
#include "tests/unit/engine/stage.hpp"

namespace {

using namespace stage;

constexpr Millis until_better = 3'001;

struct FullDisk : testing::Test {
  Stage stage;
  Phone& anna = stage.joins("Anna");
  Phone& lead = stage.leads("Lotte");
  std::string epoch = anna.last<Snapshot>()->epoch;

  void fill() { stage.journal->fill_disk(true); }
  void free() {
    stage.journal->fill_disk(false);
    stage.wait(until_better);
  }
};

TEST_F(FullDisk, WhoeverWaitsIsToldToTryAgainAndGetsTheRoomAsItIs) {
  anna.forget();
  lead.forget();
  fill();
  auto const id = stage.ask(anna, card("verloren"));
  ASSERT_TRUE(anna.last<Retry>());
  EXPECT_EQ(anna.last<Retry>()->id, id);
  EXPECT_EQ(anna.last<Retry>()->reason, RetryReason::notebook_full);
  EXPECT_FALSE(anna.was_done(id));
  EXPECT_FALSE(lead.has("verloren"));
  ASSERT_TRUE(anna.last<Snapshot>());
  EXPECT_NE(anna.last<Snapshot>()->epoch, epoch) << "an epoch is one history";
  EXPECT_TRUE(lead.last<Snapshot>());
  EXPECT_TRUE(stage.state().board.cards.empty());
}

TEST_F(FullDisk, ReadingGoesOnMeanwhile) {
  fill();
  stage.ask(anna, card("verloren"));
  auto& back = stage.phone();
  stage.says_hello(back, stage.token_of(anna));
  EXPECT_TRUE(back.last<Snapshot>());
  auto const id = stage.ask(back, card("te vroeg"));
  EXPECT_EQ(back.last<Retry>()->id, id);
}

TEST_F(FullDisk, TheSameCommandWorksOnceThereIsSpace) {
  fill();
  stage.ask(anna, card("een bankje"), "card-one");
  free();
  stage.ask(anna, card("een bankje"), "card-one");
  EXPECT_TRUE(anna.was_done(CommandId{"card-one"}));
  EXPECT_TRUE(lead.has("een bankje"));
  EXPECT_EQ(stage.state().board.cards.size(), 1u);
}

// Whose answer was lost on the way asks again: what is on disk is done, full or not.
TEST_F(FullDisk, WhatWasKeptBeforeGetsTheAnswerItHad) {
  stage.ask(anna, card("een bankje"), "card-one");
  auto const seat =
      stage.office(TakeStaffSeat{Role::facilitator, {"Els"}, {limits::house_rules_version}}, "els-comes-in");
  ASSERT_TRUE(std::get_if<engine::Entered>(&seat));
  Join const join{{"Carla"}, Side::online, std::nullopt, {limits::house_rules_version}};
  auto& carla = stage.phone();
  stage.says_hello(carla);
  stage.ask(carla, join, "secret-of-carlas-phone");
  fill();
  stage.ask(lead, card("verloren"));
  ASSERT_TRUE(lead.last<Retry>());

  anna.forget();
  stage.ask(anna, card("een bankje"), "card-one");
  EXPECT_TRUE(anna.was_done(CommandId{"card-one"}));
  EXPECT_FALSE(anna.last<Retry>());
  auto& again = stage.phone();
  stage.says_hello(again);
  stage.ask(again, join, "secret-of-carlas-phone");
  ASSERT_TRUE(again.last<Seated>());
  EXPECT_EQ(again.last<Seated>()->seat, carla.last<Seated>()->seat);
  auto const same =
      stage.office(TakeStaffSeat{Role::facilitator, {"Els"}, {limits::house_rules_version}}, "els-comes-in");
  ASSERT_TRUE(std::get_if<engine::Entered>(&same));
  EXPECT_EQ(std::get<engine::Entered>(same).seat, std::get<engine::Entered>(seat).seat);
  EXPECT_EQ(stage.state().board.cards.size(), 1u);
}

TEST_F(FullDisk, AFullDiskThatStaysFullIsAskedAgainAndAgain) {
  fill();
  for (int i = 0; i < 5; ++i) {
    anna.forget();
    stage.ask(anna, card("een bankje"), "card-one");
    EXPECT_TRUE(anna.last<Retry>());
    stage.wait(until_better);
  }
  free();
  stage.ask(anna, card("een bankje"), "card-one");
  EXPECT_TRUE(anna.was_done(CommandId{"card-one"}));
}

TEST_F(FullDisk, AJoinThatWasNotKeptCanBeSentAgainOverTheSameLine) {
  auto& carla = stage.phone();
  stage.says_hello(carla);
  fill();
  Join const join{{"Carla"}, Side::online, std::nullopt, {limits::house_rules_version}};
  stage.ask(carla, join, "secret-of-carlas-phone");
  EXPECT_FALSE(carla.last<Seated>());
  EXPECT_TRUE(carla.last<Retry>());
  EXPECT_FALSE(carla.last<Snapshot>()) << "she has no seat";
  EXPECT_EQ(carla.all<Lobby>().size(), 2u);
  free();
  stage.ask(carla, join, "secret-of-carlas-phone");
  ASSERT_TRUE(carla.last<Seated>());
  EXPECT_TRUE(carla.last<Snapshot>());
  stage.ask(carla, card("van carla"));
  EXPECT_TRUE(lead.has("van carla"));
}

TEST_F(FullDisk, WhoWasNotRemovedAfterAllStays) {
  anna.forget();
  fill();
  stage.ask(lead, RemoveSeat{stage.seat_of(anna), {"grof"}});
  EXPECT_TRUE(lead.last<Retry>());
  EXPECT_FALSE(anna.closed);
  free();
  auto const id = stage.ask(anna, card("ik ben er nog"));
  EXPECT_TRUE(anna.was_done(id));
}

TEST_F(FullDisk, TheLobbyIsShownAsItIsOnDisk) {
  auto& phone = stage.phone();
  stage.says_hello(phone);
  fill();
  stage.ask(lead, FreezeJoins{});
  EXPECT_FALSE(phone.last<Lobby>()->joins_are_frozen);
  free();
  stage.ask(lead, FreezeJoins{});
  EXPECT_TRUE(phone.last<Lobby>()->joins_are_frozen);
}

TEST_F(FullDisk, OverHttpTheAnswerIsRetryToo) {
  fill();
  auto const answer = stage.office(OfferStaffSeat{Role::facilitator});
  ASSERT_TRUE(std::holds_alternative<RetryReason>(answer));
  auto const at_once = stage.office(OfferStaffSeat{Role::facilitator});
  EXPECT_TRUE(std::holds_alternative<RetryReason>(at_once));
  free();
  EXPECT_TRUE(std::holds_alternative<engine::Invited>(stage.office(OfferStaffSeat{Role::facilitator})));
}

// One lost group is enough to know it: nobody else loses anything, and the room is not read again and again.
TEST_F(FullDisk, WhoeverAsksNextIsToldWithoutAnotherLostGroup) {
  fill();
  stage.ask(anna, card("een"));
  auto const life = anna.last<Snapshot>()->epoch;
  for (int i = 0; i < 5; ++i) {
    stage.wait(until_better);
    auto const id = stage.ask(anna, card("nog eens"));
    EXPECT_EQ(anna.last<Retry>()->id, id);
  }
  EXPECT_EQ(anna.last<Snapshot>()->epoch, life);
}

TEST_F(FullDisk, HidingGoesOnAtOnceWhateverOthersAsk) {
  stage.ask(anna, card("lelijk"));
  auto const ugly = stage.state().board.cards.begin()->first;
  stage.journal->fill_disk(true, true);
  stage.ask(anna, card("een"));
  for (int i = 0; i < 3; ++i) stage.ask(anna, card("en nog een"));
  auto const id = stage.ask(lead, HideItem{{ItemKind::card, ugly.value}, {"past hier niet"}});
  EXPECT_TRUE(lead.was_done(id));
  EXPECT_TRUE(stage.state().board.cards.at(ugly).is_hidden);
  stage.ask(anna, card("nog steeds vol"));
  EXPECT_EQ(lead.all<Retry>().size(), 0u);
  stage.restart();
  EXPECT_TRUE(stage.state().board.cards.at(ugly).is_hidden);
}

// A command that passes on a full disk and then asks for more than that would lose a group each time.
TEST_F(FullDisk, AllThatProtectsPeopleIsDoneFromTheReserve) {
  auto& bram = stage.joins("Bram");
  auto& carla = stage.joins("Carla");
  auto& daan = stage.joins("Daan");
  stage.ask(anna, card("lelijk"));
  stage.ask(anna, card("vergissing"));
  std::vector<CardId> cards;
  for (auto const& [id, known] : stage.state().board.cards) cards.push_back(id);
  auto& other = stage.leads("Lars");
  auto const device = stage.state().seats.at(stage.seat_of(other)).devices.front();
  stage.journal->fill_disk(true, true);
  stage.ask(anna, card("verloren"));
  std::vector<std::pair<Phone*, Command>> const all{
      {&lead, HideItem{{ItemKind::card, cards[0].value}, {"past hier niet"}}},
      {&anna, RetractCard{cards[1]}},
      {&lead, FreezeJoins{}},
      {&lead, RemoveSeat{stage.seat_of(bram), {"grof"}}},
      {&carla, LeaveRoom{}},
      {&daan, EraseSeat{stage.seat_of(daan)}},
      {&lead, RevokeDevice{device}},
      {&lead, PauseRoom{}},
      {&lead, CloseRoom{}},
  };
  for (auto const& [who, command] : all) {
    auto const seq = stage.state().seq;
    ASSERT_TRUE(journal::protects(command));
    stage.ask(*who, command);
    EXPECT_GT(stage.state().seq, seq) << command.index();
  }
  auto const seq = stage.state().seq;
  stage.restart();
  EXPECT_EQ(stage.state().seq, seq) << "and all of it was kept";
}

// Several rooms of one thread: rounds are carried out by hand.
class ByHand : public engine::Loop {
 public:
  void later(std::function<void()> work) override { works_.push_back(std::move(work)); }
  void ring_at(journal::RoomNumber, Millis) override {}
  void ring_no_more(journal::RoomNumber) override {}
  void round(engine::Rooms& rooms) {
    rooms.end_of_round();
    while (!works_.empty()) {
      auto const work = std::move(works_.front());
      works_.pop_front();
      work();
      rooms.end_of_round();
    }
  }

 private:
  std::deque<std::function<void()>> works_;
};

TEST_F(FullDisk, WhatAnotherRoomAsksInTheSameMomentDoesNotStandInTheWay) {
  ByHand hands;
  engine::Rooms rooms{*stage.journal, stage.surroundings, hands};
  engine::RoomActor* other = nullptr;
  engine::RoomActor* ours = nullptr;
  rooms.with_room(1, [&](engine::RoomActor* room) { ours = room; });
  room::Presence const nobody;
  room::Context context;
  context.now = stage.clock.now();
  context.actor = room::Office{};
  context.presence = &nobody;
  RoomCode const elsewhere{"anderekm"};
  auto const opened = room::open_room(elsewhere, evening::usual_plan(), context);
  rooms.open_room(2, elsewhere, std::get<std::vector<Event>>(opened), [](bool) {});
  rooms.with_room(2, [&](engine::RoomActor* room) { other = room; });
  hands.round(rooms);
  ASSERT_TRUE(ours && other);
  stage.journal->fill_disk(true, true);
  engine::OutsideAnswer closing = RetryReason::room_is_loading;
  engine::OutsideAnswer offering = RetryReason::room_is_loading;
  other->ask_from_outside(room::Office{}, OfferStaffSeat{Role::facilitator}, CommandId{"from-the-office-1"},
                          [&](engine::OutsideAnswer answer) { offering = std::move(answer); });
  ours->ask_from_outside(room::Office{}, CloseRoom{}, CommandId{"from-the-office-2"},
                         [&](engine::OutsideAnswer answer) { closing = std::move(answer); });
  hands.round(rooms);
  EXPECT_TRUE(std::holds_alternative<engine::JustDone>(closing));
  ASSERT_TRUE(std::holds_alternative<RetryReason>(offering));
  EXPECT_EQ(std::get<RetryReason>(offering), RetryReason::notebook_full);
}

// Refused on what was not kept, and so not refused after all.
TEST_F(FullDisk, WhoseTokenWasRefusedOnWhatWasLostIsReadAgain) {
  auto const token = stage.token_of(anna);
  stage.journal->hold();
  stage.ask(lead, RemoveSeat{stage.seat_of(anna), {"grof"}});
  auto& back = stage.phone();
  stage.says_hello(back, token);
  fill();
  stage.journal->release();
  stage.round();
  EXPECT_FALSE(back.closed);
  EXPECT_TRUE(back.last<Snapshot>());
  free();
  auto const id = stage.ask(back, card("ik ben er nog"));
  EXPECT_TRUE(back.was_done(id));
}

TEST_F(FullDisk, ABadTokenIsRefusedAgainAfterReading) {
  stage.journal->hold();
  stage.ask(anna, card("verloren"));
  auto& stranger = stage.phone();
  stage.says_hello(stranger, "no-token-of-ours");
  fill();
  stage.journal->release();
  stage.round();
  ASSERT_TRUE(stranger.closed);
  EXPECT_EQ(stranger.closed->code, close_codes::token_unknown.code);
}

// While the room is being read again, what is in memory was not kept: neither the harvest nor a newcomer may see it.
TEST_F(FullDisk, NothingIsReadFromARoomThatIsBeingReadAgain) {
  fill();
  stage.actor->ask(anna.member, Ask{CommandId{"card-one"}, std::nullopt, card("verloren")});
  stage.journal->hold();
  stage.round();                 // the group waits
  stage.journal->release_one();  // and is lost; the reading waits
  stage.journal->hold();
  stage.round();
  std::vector<bool> harvests;
  stage.actor->when_durable([&](bool is_kept) { harvests.push_back(is_kept); });
  EXPECT_EQ(harvests, std::vector<bool>{false});
  auto& late = stage.phone();
  stage.says_hello(late, stage.token_of(anna));
  auto& at_the_door = stage.phone();
  stage.says_hello(at_the_door);
  EXPECT_TRUE(late.pushes.empty());
  EXPECT_TRUE(at_the_door.pushes.empty());
  stage.journal->release();
  stage.round();
  EXPECT_TRUE(late.last<Snapshot>());
  EXPECT_FALSE(late.has("verloren"));
  EXPECT_TRUE(at_the_door.last<Lobby>());
  EXPECT_TRUE(stage.state().board.cards.empty());
}

TEST_F(FullDisk, WhatWasAskedBehindTheLostGroupIsLostWithIt) {
  stage.journal->hold();
  stage.ask(anna, card("eerste"), "card-one");
  stage.ask(anna, card("tweede"), "card-two");
  fill();
  stage.journal->release_one();
  stage.journal->fill_disk(false);  // space again, between the two
  stage.round();
  stage.journal->release();
  stage.round();
  EXPECT_EQ(anna.all<Retry>().size(), 2u);
  EXPECT_TRUE(stage.state().board.cards.empty());
  stage.wait(until_better);
  stage.ask(anna, card("eerste"), "card-one");
  stage.ask(anna, card("tweede"), "card-two");
  EXPECT_EQ(stage.state().board.cards.size(), 2u);
  stage.restart();
  EXPECT_EQ(stage.state().board.cards.size(), 2u);
}

}  // namespace
