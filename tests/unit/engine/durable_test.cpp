// One gate: nothing that was decided on state that is not on disk leaves before it is. The journal is held, everything
// is looked at, then it is let go.

#include <gtest/gtest.h>

#include "tests/unit/engine/stage.hpp"

namespace {

using namespace stage;

struct Durable : testing::Test {
  Stage stage;
  Phone& anna = stage.joins("Anna");
  Phone& bram = stage.joins("Bram", Side::hall);
  Phone& lead = stage.leads("Lotte");
  Phone& beamer = stage.screen();
  std::vector<Phone*> everybody{&anna, &bram, &lead, &beamer};

  void hold() {
    for (auto* phone : everybody) phone->forget();
    stage.journal->hold();
  }
  void nobody_heard() {
    for (auto* phone : everybody) {
      EXPECT_TRUE(phone->pushes.empty()) << phone->bytes;
      EXPECT_FALSE(phone->closed);
    }
  }
  void release() {
    stage.journal->release();
    stage.round();
  }
};

TEST_F(Durable, PushesWait) {
  hold();
  auto const id = stage.ask(anna, card("een bankje"));
  nobody_heard();
  release();
  for (auto* phone : everybody) EXPECT_TRUE(phone->has("een bankje"));
  EXPECT_EQ(anna.last<Update>()->cause, id);
}

TEST_F(Durable, RefusalsWaitForTheStateTheyWereDecidedOn) {
  hold();
  stage.ask(lead, PauseRoom{});
  stage.ask(anna, card("te laat"));
  nobody_heard();
  release();
  EXPECT_EQ(anna.last<Refused>()->reason, Refusal::room_paused);
}

TEST_F(Durable, TheDoneOfARepeatWaits) {
  hold();
  stage.ask(anna, card("een"), "card-one");
  stage.ask(anna, card("een"), "card-one");
  nobody_heard();
  release();
  EXPECT_EQ(anna.all<Done>().size(), 1u);
  EXPECT_EQ(stage.state().board.cards.size(), 1u);
}

TEST_F(Durable, SnapshotsAndTokensOfNewPeopleWait) {
  hold();
  auto& carla = stage.joins("Carla");
  everybody.push_back(&carla);
  EXPECT_EQ(carla.pushes.size(), 1u) << "the lobby said nothing new";
  carla.forget();
  stage.ask(anna, card("een bankje"));
  auto& second_screen = stage.screen();
  everybody.push_back(&second_screen);
  nobody_heard();
  release();
  EXPECT_TRUE(carla.last<Seated>());
  EXPECT_TRUE(carla.last<Snapshot>());
  EXPECT_TRUE(second_screen.has("een bankje"));
}

TEST_F(Durable, ResumesWait) {
  auto const epoch = anna.last<Snapshot>()->epoch;
  auto const n = bram.last<Snapshot>()->n;
  hold();
  stage.ask(bram, card("een bankje"));
  auto& back = stage.phone();
  everybody.push_back(&back);
  stage.says_hello(back, stage.token_of(anna), View::participant, epoch, n);
  nobody_heard();
  release();
  EXPECT_TRUE(back.last<Resumed>() || back.last<Snapshot>());
  EXPECT_TRUE(back.has("een bankje"));
}

TEST_F(Durable, TheLobbyWaits) {
  hold();
  stage.ask(lead, FreezeJoins{});
  auto& phone = stage.phone();
  everybody.push_back(&phone);
  stage.says_hello(phone);
  nobody_heard();
  release();
  EXPECT_TRUE(phone.last<Lobby>()->joins_are_frozen);
}

TEST_F(Durable, ClosingALineWaits) {
  hold();
  stage.ask(lead, RemoveSeat{stage.seat_of(anna), {"grof"}});
  nobody_heard();
  release();
  ASSERT_TRUE(anna.closed);
  EXPECT_EQ(anna.closed->code, close_codes::seat_removed.code);
}

TEST_F(Durable, AnswersOverHttpWait) {
  hold();
  std::vector<std::string> answers;
  stage.actor->ask_from_outside(room::Office{}, OfferStaffSeat{Role::facilitator}, CommandId{"from-outside-0001"},
                                [&](engine::OutsideAnswer const&) { answers.push_back("invited"); });
  stage.actor->ask_from_outside(room::Office{}, PauseRoom{}, CommandId{"from-outside-0002"},
                                [&](engine::OutsideAnswer const&) { answers.push_back("refused"); });
  stage.actor->when_durable([&](bool is_kept) { answers.push_back(is_kept ? "kept" : "lost"); });
  stage.round();
  EXPECT_TRUE(answers.empty());
  release();
  EXPECT_EQ(answers, (std::vector<std::string>{"invited", "refused", "kept"}));
}

TEST_F(Durable, BadMessagesWaitToo) {
  hold();
  stage.ask(anna, card("een"));
  stage.actor->bad_message(anna.member, BadInput{"body", Problem::unknown_field, "x", std::nullopt});
  stage.round();
  nobody_heard();
  release();
  EXPECT_TRUE(anna.last<BadMessage>());
}

TEST_F(Durable, EveryGroupOpensTheGateForItselfOnly) {
  hold();
  stage.ask(anna, card("eerste groep"));
  stage.ask(anna, card("tweede groep"));
  stage.journal->release_one();
  stage.round();
  EXPECT_TRUE(bram.has("eerste groep"));
  EXPECT_FALSE(bram.has("tweede groep"));
  release();
  EXPECT_TRUE(bram.has("tweede groep"));
}

TEST_F(Durable, WhatNeverGotToDiskWasNeverSeen) {
  hold();
  stage.ask(anna, card("verloren"));
  nobody_heard();
  stage.journal->forget();  // power cut
  stage.restart();
  EXPECT_TRUE(stage.state().board.cards.empty());
  for (auto* phone : everybody) EXPECT_TRUE(phone->is_orphan);
}

TEST_F(Durable, DoneIsTheSharedPushOrElseAPrivateOne) {
  for (auto* phone : everybody) phone->forget();
  auto const shared = stage.ask(anna, card("een bankje"));
  EXPECT_EQ(anna.last<Update>()->cause, shared);
  EXPECT_TRUE(anna.all<Done>().empty());
  // A signal for staff is in the staff view only: the sender is told apart.
  auto const quiet = stage.ask(anna, SignalTrouble{Trouble::no_sound});
  ASSERT_EQ(anna.all<Done>().size(), 1u);
  EXPECT_EQ(anna.last<Done>()->id, quiet);
  EXPECT_FALSE(bram.has(quiet.value));
  EXPECT_TRUE(lead.has(quiet.value));
}

// The second copy comes late, on a line that the phone has left: what was refused does not happen after all.
TEST_F(Durable, ANoIsFinalForItsId) {
  stage.ask(lead, PauseRoom{});
  stage.ask(anna, card("een bankje"), "card-one");
  EXPECT_EQ(anna.last<Refused>()->reason, Refusal::room_paused);
  stage.ask(lead, ResumeRoom{});
  auto const seq = stage.state().seq;
  anna.forget();
  stage.ask(anna, card("een bankje"), "card-one");
  EXPECT_EQ(anna.last<Refused>()->reason, Refusal::room_paused);
  EXPECT_EQ(stage.state().seq, seq);
  stage.ask(bram, card("een bankje"), "card-one");
  EXPECT_TRUE(bram.was_done(CommandId{"card-one"})) << "a no is for one seat";
  stage.ask(anna, card("een bankje"), "card-two");
  EXPECT_TRUE(anna.was_done(CommandId{"card-two"})) << "the person may ask anew";
}

TEST_F(Durable, SameIdTwiceDoesOneThing) {
  auto const seq = stage.state().seq;
  stage.ask(anna, card("een bankje"), "card-one");
  stage.ask(anna, card("een bankje"), "card-one");
  EXPECT_EQ(stage.state().seq, seq + 1);
  EXPECT_EQ(anna.last<Done>()->id.value, "card-one");
  stage.ask(anna, card("een ander bankje"), "card-one");
  EXPECT_EQ(anna.last<Refused>()->reason, Refusal::id_used_differently);
  stage.ask(bram, card("van bram"), "card-one");
  EXPECT_TRUE(bram.was_done(CommandId{"card-one"})) << "an id belongs to a seat";
  EXPECT_EQ(stage.state().seq, seq + 2);
}

TEST_F(Durable, ARepeatAfterARestartIsStillARepeat) {
  stage.ask(anna, card("een bankje"), "card-one");
  auto const token = stage.token_of(anna);
  stage.restart();
  auto& back = stage.phone();
  stage.says_hello(back, token);
  stage.ask(back, card("een bankje"), "card-one");
  EXPECT_EQ(back.last<Done>()->id.value, "card-one");
  EXPECT_EQ(stage.state().board.cards.size(), 1u);
}

// A name is kept once, as it is now: its number among namesakes must not be counted again from the names.
TEST_F(Durable, NamesakesKeepTheirNumbersThroughARestart) {
  auto& first = stage.joins("Jan");
  stage.joins("Jan");
  stage.joins("Piet");
  stage.ask(first, Rename{{"Piet"}});
  stage.joins("Jan");
  auto const before = stage.state();
  stage.restart();
  EXPECT_TRUE(stage.state() == before);
}

TEST_F(Durable, WhoLeavesIsToldSoBeforeTheLineEnds) {
  anna.forget();
  auto const id = stage.ask(anna, LeaveRoom{});
  EXPECT_TRUE(anna.was_done(id));
  EXPECT_EQ(anna.closed->code, close_codes::seat_removed.code);
}

TEST_F(Durable, APlacedHandInSomebodysNameIsRefused) {
  stage.actor->ask(anna.member, Ask{CommandId{"for-bram"}, stage.seat_of(bram), card("namens bram")});
  stage.round();
  EXPECT_EQ(anna.last<Refused>()->reason, Refusal::cannot_act_for);
}

}  // namespace
