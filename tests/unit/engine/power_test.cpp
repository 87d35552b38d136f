// Who loses power loses it at once, on an open line: removed, revoked, another role; and who asks too much is slowed.

#include <gtest/gtest.h>

#include "tests/unit/engine/stage.hpp"

namespace {

using namespace stage;

struct Power : testing::Test {
  Stage stage;
  Phone& lead = stage.leads("Lotte");
  std::string leads_cookie = stage.last_cookie;
  Phone& anna = stage.joins("Anna");
  Phone& bram = stage.joins("Bram");
};

TEST_F(Power, ARemovedSeatIsClosedOnEveryLineAndItsTokenIsDead) {
  auto const token = stage.token_of(anna);
  auto& tablet = stage.phone();
  stage.says_hello(tablet, token);
  stage.ask(lead, RemoveSeat{stage.seat_of(anna), {"grof"}});
  EXPECT_EQ(anna.closed->code, close_codes::seat_removed.code);
  EXPECT_EQ(tablet.closed->code, close_codes::seat_removed.code);
  EXPECT_EQ(anna.last<OwnChanged>()->own.removed_because, "grof") << "said before the line ends";
  EXPECT_FALSE(bram.closed);
  auto const seq = stage.state().seq;
  stage.ask(anna, card("nog een woord"));
  EXPECT_EQ(stage.state().seq, seq);
  auto& back = stage.phone();
  stage.says_hello(back, token);
  EXPECT_EQ(back.closed->code, close_codes::seat_removed.code);
  ASSERT_EQ(back.pushes.size(), 1u) << "nothing of the room";
  EXPECT_EQ(back.last<OwnChanged>()->own.removed_because, "grof");
}

TEST_F(Power, BetweenTheRemovalAndTheDiskNothingIsTakenFromThatLine) {
  stage.journal->hold();
  stage.ask(lead, RemoveSeat{stage.seat_of(anna), {"grof"}});
  auto const seq = stage.state().seq;
  stage.ask(anna, card("nog een woord"));
  EXPECT_EQ(stage.state().seq, seq);
}

TEST_F(Power, ARevokedDeviceIsClosedAtOnceAndCannotComeBack) {
  auto const token = stage.token_of(lead);
  auto& other = stage.leads("Lies");
  auto const device = stage.state().seats.at(stage.seat_of(lead)).devices.front();
  stage.ask(other, RevokeDevice{device});
  EXPECT_EQ(lead.closed->code, close_codes::device_revoked.code);
  EXPECT_FALSE(other.closed);
  auto& back = stage.phone(leads_cookie);
  stage.says_hello(back, token, View::staff);
  EXPECT_EQ(back.closed->code, close_codes::token_unknown.code);
}

TEST_F(Power, WhoRevokesTheOwnDeviceHearsThatItIsDone) {
  stage.leads("Lies");
  auto const device = stage.state().seats.at(stage.seat_of(lead)).devices.front();
  auto const id = stage.ask(lead, RevokeDevice{device});
  EXPECT_TRUE(lead.was_done(id));
  EXPECT_TRUE(lead.closed);
}

TEST_F(Power, AnotherRoleEndsTheOldView) {
  auto& other = stage.leads("Lies");
  auto const token = stage.token_of(lead);
  stage.ask(other, AssignRole{stage.seat_of(lead), Role::participant});
  ASSERT_TRUE(lead.closed);
  EXPECT_EQ(lead.closed->code, close_codes::resync.code);
  lead.forget();
  stage.ask(anna, SignalTrouble{Trouble::needs_help});
  EXPECT_TRUE(lead.pushes.empty());
  auto& back = stage.phone(leads_cookie);
  stage.says_hello(back, token, View::staff);
  ASSERT_TRUE(back.last<Snapshot>());
  EXPECT_EQ(back.last<Snapshot>()->view, View::participant);
  stage.ask(back, PauseRoom{});
  EXPECT_EQ(back.last<Refused>()->reason, Refusal::not_allowed);
}

TEST_F(Power, ARoleWithTheSameViewKeepsItsLine) {
  stage.ask(lead, AssignRole{stage.seat_of(anna), Role::usher});
  EXPECT_EQ(stage.state().seats.at(stage.seat_of(anna)).role, Role::usher);
  EXPECT_FALSE(anna.closed);
}

TEST_F(Power, RepeatedOffersGiveTheSameTicket) {
  stage.ask(lead, OfferStaffSeat{Role::remote_host}, "offer-one");
  stage.ask(lead, OfferStaffSeat{Role::remote_host}, "offer-one");
  auto const tickets = lead.all<Ticket>();
  ASSERT_EQ(tickets.size(), 2u);
  EXPECT_EQ(tickets[0].secret, tickets[1].secret);
  EXPECT_EQ(tickets[0].pin, tickets[1].pin);
  EXPECT_EQ(stage.state().tickets.size(), 1u);
  EXPECT_FALSE(anna.has(tickets[0].secret));
}

TEST_F(Power, AParticipantIsSlowedDownAndAtLastCutOff) {
  int done = 0;
  for (int i = 0; i < 100; ++i) {
    if (anna.was_done(stage.ask(anna, card("k" + std::to_string(i))))) ++done;
  }
  EXPECT_EQ(done, static_cast<int>(limits::commands_burst)) << "the door has an allowance of its own";
  EXPECT_EQ(anna.last<Refused>()->reason, Refusal::too_fast);
  EXPECT_FALSE(anna.closed);
  stage.wait(1'000);
  EXPECT_TRUE(anna.was_done(stage.ask(anna, card("weer rustig"))));
  for (int i = 0; i < 400; ++i) stage.ask(anna, card("x"));
  ASSERT_TRUE(anna.closed);
  EXPECT_EQ(anna.closed->code, close_codes::too_fast.code);
  EXPECT_TRUE(bram.was_done(stage.ask(bram, card("bram heeft er geen last van"))));
}

TEST_F(Power, WhoLeadsIsNotSlowedDown) {
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(lead.was_done(stage.ask(lead, i % 2 == 0 ? Command{PauseRoom{}} : Command{ResumeRoom{}})));
  }
}

TEST_F(Power, FiveUnreadableMessagesInARowEndTheLine) {
  BadInput const bad{"body", Problem::unknown_field, "x", std::nullopt};
  for (int i = 0; i < 4; ++i) stage.actor->bad_message(anna.member, bad);
  stage.ask(anna, card("iets leesbaars"));
  for (int i = 0; i < 4; ++i) stage.actor->bad_message(anna.member, bad);
  stage.round();
  EXPECT_FALSE(anna.closed);
  EXPECT_EQ(anna.all<BadMessage>().size(), 8u);
  stage.actor->bad_message(anna.member, bad);
  stage.round();
  EXPECT_EQ(anna.closed->code, close_codes::unreadable.code);
}

TEST_F(Power, StoppingTellsEverybodyToComeBack) {
  auto& screen = stage.screen();
  auto& silent = stage.phone();
  stage.actor->stop();
  stage.round();
  for (auto const* phone : {&lead, &anna, &bram, &screen, &silent}) {
    ASSERT_TRUE(phone->closed);
    EXPECT_EQ(phone->closed->code, close_codes::server_restarts.code);
  }
}

}  // namespace
