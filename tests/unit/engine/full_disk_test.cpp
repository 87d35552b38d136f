// The notebook is full: nothing happened, everybody who waits hears that it may be tried again, and it goes on by
// itself.

#include <gtest/gtest.h>

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
