// At the door: the lobby, joining, asking again, claiming a proxied seat, and staff who come in over HTTP.

#include <gtest/gtest.h>

#include "server/room/tickets.hpp"
#include "tests/unit/engine/stage.hpp"

namespace {

using namespace stage;

Join joining(std::string name) {
  return {{std::move(name)}, Side::online, std::nullopt, {limits::house_rules_version}};
}
constexpr auto join_id = "a-secret-of-this-phone";

TEST(Door, AStrangerSeesTheLobbyAndNothingElse) {
  Stage stage;
  stage.joins("Anna");
  auto& phone = stage.phone();
  stage.says_hello(phone);
  ASSERT_EQ(phone.pushes.size(), 1u);
  auto const lobby = phone.last<Lobby>();
  ASSERT_TRUE(lobby);
  EXPECT_EQ(lobby->code, stage::code);
  EXPECT_EQ(lobby->library, "Bibliotheek De Zwaan");
  EXPECT_FALSE(phone.has("Anna"));
  stage.ask(phone, card("van buiten"));
  EXPECT_EQ(phone.last<Refused>()->reason, Refusal::not_seated);
  EXPECT_TRUE(stage.state().board.cards.empty());
}

TEST(Door, JoiningGivesATokenThenTheWholeRoomThenTheOwnThings) {
  Stage stage;
  stage.joins("Anna");
  auto& phone = stage.phone();
  stage.says_hello(phone);
  stage.ask(phone, joining("Bram"), join_id);
  ASSERT_GE(phone.pushes.size(), 4u);
  ASSERT_TRUE(std::holds_alternative<Seated>(phone.pushes[1]));
  ASSERT_TRUE(std::holds_alternative<Snapshot>(phone.pushes[2]));
  ASSERT_TRUE(std::holds_alternative<OwnChanged>(phone.pushes[3]));
  auto const seated = std::get<Seated>(phone.pushes[1]);
  EXPECT_EQ(seated.id.value, join_id);
  EXPECT_EQ(std::get<OwnChanged>(phone.pushes[3]).own.seat, seated.seat);
  EXPECT_TRUE(phone.has("Anna"));
  auto const token = stage.credentials.read_seat_token(1, seated.token);
  ASSERT_TRUE(token);
  EXPECT_EQ(token->seat, seated.seat);
}

TEST(Door, AskingAgainWithTheSameIdGivesTheSameSeatAndToken) {
  Stage stage;
  auto& first = stage.phone();
  stage.says_hello(first);
  stage.ask(first, joining("Anna"), join_id);
  stage.actor->leave(first.member);  // the answer was lost with the line
  auto& second = stage.phone();
  stage.says_hello(second);
  stage.ask(second, joining("Anna"), join_id);
  ASSERT_TRUE(second.last<Seated>());
  EXPECT_EQ(second.last<Seated>()->seat, first.last<Seated>()->seat);
  EXPECT_EQ(second.last<Seated>()->token, first.last<Seated>()->token);
  EXPECT_EQ(stage.state().seats.size(), 1u);
}

TEST(Door, AJoinIdStaysASecretAndMayNotBeShort) {
  Stage stage;
  auto& anna = stage.joins("Anna");
  auto& phone = stage.phone();
  stage.says_hello(phone);
  stage.ask(phone, joining("Bram"), "short");
  EXPECT_EQ(phone.last<Refused>()->reason, Refusal::join_id_too_short);
  stage.ask(phone, joining("Bram"), join_id);
  EXPECT_TRUE(anna.has("Bram"));
  EXPECT_FALSE(anna.has(join_id));
}

TEST(Door, TheSameIdWithAnotherNameIsRefused) {
  Stage stage;
  auto& first = stage.phone();
  stage.says_hello(first);
  stage.ask(first, joining("Anna"), join_id);
  auto& second = stage.phone();
  stage.says_hello(second);
  stage.ask(second, joining("Mallory"), join_id);
  EXPECT_FALSE(second.last<Seated>());
  EXPECT_EQ(second.last<Refused>()->reason, Refusal::id_used_differently);
}

TEST(Door, PeopleInTheLobbySeeItFreezeAndOpen) {
  Stage stage;
  auto& lead = stage.leads("Lotte");
  auto& phone = stage.phone();
  stage.says_hello(phone);
  stage.ask(lead, FreezeJoins{});  // the first thing that happens while somebody waits
  ASSERT_EQ(phone.all<Lobby>().size(), 2u);
  EXPECT_TRUE(phone.last<Lobby>()->joins_are_frozen);
  stage.ask(phone, joining("Anna"), join_id);
  EXPECT_EQ(phone.last<Refused>()->reason, Refusal::joins_frozen);
  auto& late = stage.phone();
  stage.says_hello(late);
  EXPECT_TRUE(late.last<Lobby>()->joins_are_frozen);
  stage.ask(lead, OpenJoins{});
  EXPECT_FALSE(phone.last<Lobby>()->joins_are_frozen);
  EXPECT_FALSE(late.last<Lobby>()->joins_are_frozen);
}

TEST(Door, AFrozenRoomNeedsATicketForTheHallScreen) {
  Stage stage;
  auto& lead = stage.leads("Lotte");
  stage.ask(lead, FreezeJoins{});
  auto& without = stage.screen();
  ASSERT_TRUE(without.closed);
  EXPECT_EQ(without.closed->code, close_codes::token_unknown.code);
  EXPECT_TRUE(without.pushes.empty());
  stage.ask(lead, OfferScreen{});
  auto const ticket = lead.last<Ticket>();
  ASSERT_TRUE(ticket);
  for (int again = 0; again < 2; ++again) {
    auto& with = stage.phone();
    stage.says_hello(with, ticket->secret, View::hall_screen);
    EXPECT_FALSE(with.closed);
    EXPECT_TRUE(with.last<Snapshot>());
  }
  stage.wait(limits::ticket_life_ms + 1);
  auto& next_day = stage.phone();
  stage.says_hello(next_day, ticket->secret, View::hall_screen);
  EXPECT_FALSE(next_day.closed) << "who prepares does so days before";
  stage.wait(room::tickets::invitation_life_ms);
  auto& too_late = stage.phone();
  stage.says_hello(too_late, ticket->secret, View::hall_screen);
  EXPECT_TRUE(too_late.closed);
}

// What it came in by is no ticket: the plain link that stands on every sheet.
TEST(Door, AHallScreenThatWasInComesBackWhileTheDoorIsClosed) {
  Stage stage;
  auto& lead = stage.leads("Lotte");
  auto& screen = stage.screen();
  ASSERT_TRUE(screen.last<ScreenKnown>());
  auto const token = screen.last<ScreenKnown>()->token;
  auto const whole = *screen.last<Snapshot>();
  stage.ask(lead, FreezeJoins{});
  stage.actor->leave(screen.member);
  auto& back = stage.phone();
  stage.says_hello(back, token, View::hall_screen, whole.epoch, whole.n);
  EXPECT_FALSE(back.closed);
  EXPECT_TRUE(back.last<Resumed>()) << "a line that was lost is taken up where it was";
  EXPECT_FALSE(back.last<ScreenKnown>()) << "it has one";
  stage.restart();
  auto& later = stage.phone();
  stage.says_hello(later, token, View::hall_screen);
  EXPECT_TRUE(later.last<Snapshot>()) << "also after a restart";
  auto& curious = stage.phone();
  stage.says_hello(curious, token);
  EXPECT_TRUE(curious.closed) << "it opens no seat";
  stage.office(CloseRoom{});
  EXPECT_FALSE(later.closed) << "who looks on may go on looking";
  auto& too_late = stage.phone();
  stage.says_hello(too_late, token, View::hall_screen);
  ASSERT_TRUE(too_late.closed);
  EXPECT_EQ(too_late.closed->code, close_codes::room_unknown.code);
}

TEST(Door, AClosedRoomIsForAStrangerNoRoomAtAll) {
  Stage stage;
  auto& anna = stage.joins("Anna");
  auto const token = stage.token_of(anna);
  stage.office(CloseRoom{});
  for (auto const view : {View::participant, View::hall_screen, View::staff, View::observer}) {
    for (auto const& secret : {std::optional<std::string>{}, std::optional<std::string>{"rubbish.0.rubbish"}}) {
      if (!secret && (view == View::staff || view == View::observer)) continue;
      auto& stranger = stage.phone();
      stage.says_hello(stranger, secret, view);
      ASSERT_TRUE(stranger.closed);
      EXPECT_EQ(stranger.closed->code, close_codes::room_unknown.code) << static_cast<int>(view);
      EXPECT_TRUE(stranger.pushes.empty());
    }
  }
  auto& again = stage.phone();
  stage.says_hello(again, token);
  EXPECT_TRUE(again.last<Snapshot>()) << "who was there may read on";
}

TEST(Door, ClaimingASeatKillsTheTokensThatWereBefore) {
  Stage stage;
  auto& lead = stage.leads("Lotte");
  stage.ask(lead, AddProxy{{"Mevrouw Bos"}, std::nullopt});
  SeatId proxied;
  for (auto const& [id, seat] : stage.state().seats) {
    if (seat.is_proxied) proxied = id;
  }
  auto const old_token = stage.credentials.seat_token(1, {proxied, 0});
  auto& tablet = stage.phone();
  stage.says_hello(tablet, old_token);
  ASSERT_FALSE(tablet.closed);
  stage.ask(lead, OfferClaim{proxied});
  auto const ticket = lead.last<Ticket>()->secret;
  auto& phone = stage.phone();
  stage.says_hello(phone);
  stage.ask(phone, ClaimSeat{{ticket}, {limits::house_rules_version}}, join_id);
  ASSERT_TRUE(phone.last<Seated>());
  EXPECT_EQ(phone.last<Seated>()->seat, proxied);
  EXPECT_EQ(tablet.closed->code, close_codes::device_replaced.code);
  auto& with_old = stage.phone();
  stage.says_hello(with_old, old_token);
  EXPECT_EQ(with_old.closed->code, close_codes::token_unknown.code);
  auto& second = stage.phone();
  stage.says_hello(second);
  stage.ask(second, ClaimSeat{{ticket}, {limits::house_rules_version}}, "another-phones-secret");
  EXPECT_EQ(second.last<Refused>()->reason, Refusal::ticket_used);
}

TEST(Door, ATabletComesInOnceByItsTicketComesBackAndIsSentAway) {
  Stage stage;
  auto& lead = stage.leads("Lotte");
  stage.ask(lead, FreezeJoins{});
  stage.ask(lead, OfferTablet{TableNumber{3}});
  auto& hasty = stage.phone();
  stage.says_hello(hasty);
  stage.ask(hasty, ClaimSeat{{lead.last<Ticket>()->secret}, {limits::house_rules_version + 1}},
            "a-hasty-tablets-secret");
  ASSERT_TRUE(hasty.last<Refused>());
  EXPECT_EQ(hasty.last<Refused>()->reason, Refusal::house_rules_changed);
  auto& tablet = stage.tablet(lead, TableNumber{3});
  auto const seat = stage.seat_of(tablet);
  EXPECT_EQ(stage.state().seats.at(seat).role, Role::table_tablet);
  EXPECT_EQ(stage.state().seats.at(seat).table, TableNumber{3});
  auto& second = stage.phone();
  stage.says_hello(second);
  stage.ask(second, ClaimSeat{{lead.last<Ticket>()->secret}, {limits::house_rules_version}}, "another-tablets-secret");
  EXPECT_EQ(second.last<Refused>()->reason, Refusal::ticket_used);
  auto& back = stage.phone();
  stage.says_hello(back, stage.token_of(tablet));
  EXPECT_TRUE(back.last<Snapshot>());
  stage.ask(lead, RemoveSeat{seat, {"kwijt"}});
  EXPECT_EQ(back.closed->code, close_codes::seat_removed.code);
  auto& lost = stage.phone();
  stage.says_hello(lost, stage.token_of(tablet));
  EXPECT_EQ(lost.closed->code, close_codes::seat_removed.code);
}

TEST(Door, StaffNeedTheDeviceThatCameInOverHttp) {
  Stage stage;
  auto& lead = stage.leads("Lotte");
  EXPECT_EQ(lead.last<Snapshot>()->view, View::staff);
  auto const token = stage.token_of(lead);
  auto& without = stage.phone();
  stage.says_hello(without, token, View::staff);
  EXPECT_EQ(without.closed->code, close_codes::token_unknown.code);
  EXPECT_TRUE(without.pushes.empty());
  auto& as_participant = stage.phone();
  stage.says_hello(as_participant, token, View::participant);
  EXPECT_TRUE(as_participant.closed);
  auto const foreign = stage.credentials.device(1, stage.seat_of(lead), DeviceId{"never-admitted"});
  auto& forged = stage.phone(foreign);
  stage.says_hello(forged, token, View::staff);
  EXPECT_TRUE(forged.closed);
  auto& with = stage.phone(stage.last_cookie);
  stage.says_hello(with, token, View::staff);
  EXPECT_FALSE(with.closed);
}

TEST(Door, ThePageThatCameInAsStaffMayAskAgainAndNobodyElse) {
  Stage stage;
  TakeStaffSeat const take{Role::facilitator, {"Lotte"}, {limits::house_rules_version}};
  auto const first = stage.office(take, join_id);
  auto const again = stage.office(take, join_id);
  ASSERT_TRUE(std::holds_alternative<engine::Entered>(first));
  ASSERT_TRUE(std::holds_alternative<engine::Entered>(again));
  EXPECT_EQ(std::get<engine::Entered>(first).token, std::get<engine::Entered>(again).token);
  EXPECT_EQ(std::get<engine::Entered>(first).device_cookie, std::get<engine::Entered>(again).device_cookie);
  EXPECT_EQ(stage.state().seats.size(), 1u);
  // Over the room's own door the id opens nothing: there is no device to hold the power.
  auto& phone = stage.phone();
  stage.says_hello(phone);
  stage.ask(phone, take, join_id);
  EXPECT_FALSE(phone.last<Seated>());
  stage.ask(phone, joining("Lotte"), join_id);
  EXPECT_FALSE(phone.last<Seated>());
}

TEST(Door, StaffMayNotBeTakenFromALine) {
  Stage stage;
  auto& phone = stage.phone();
  stage.says_hello(phone);
  stage.ask(phone, TakeStaffSeat{Role::facilitator, {"Mallory"}, {limits::house_rules_version}}, join_id);
  EXPECT_EQ(phone.last<Refused>()->reason, Refusal::not_allowed);
  EXPECT_TRUE(stage.state().seats.empty());
}

TEST(Door, HelloIsSaidOnce) {
  Stage stage;
  auto& anna = stage.joins("Anna");
  stage.says_hello(anna, stage.token_of(anna));
  ASSERT_TRUE(anna.last<BadMessage>());
  EXPECT_EQ(anna.last<BadMessage>()->problem, Problem::hello_twice);
}

// The address has taken too many seats: not now, and then the same command under the same id.
TEST(Door, WhoComesInTooQuicklyIsToldToWait) {
  Stage stage;
  Millis wait = 1'500;
  std::vector<std::string> asked_for;
  stage.surroundings.wait_to_join = [&](std::string const& address, Millis) {
    asked_for.push_back(address);
    return wait;
  };
  auto& phone = stage.phone();
  stage.says_hello(phone);
  stage.ask(phone, joining("Anna"), join_id);
  auto const retry = phone.last<Retry>();
  ASSERT_TRUE(retry);
  EXPECT_EQ(retry->id.value, join_id);
  EXPECT_EQ(retry->reason, RetryReason::door_is_busy);
  EXPECT_EQ(retry->after_ms, 1'500);
  EXPECT_TRUE(stage.state().seats.empty());
  wait = 0;
  stage.ask(phone, joining("Anna"), join_id);
  ASSERT_TRUE(phone.last<Seated>());
  EXPECT_EQ(asked_for.size(), 2u);
  wait = 1'500;
  auto& again = stage.phone();
  stage.says_hello(again);
  stage.ask(again, joining("Anna"), join_id);
  EXPECT_TRUE(again.last<Seated>()) << "the same join is no second seat";
  EXPECT_EQ(asked_for.size(), 2u) << "and costs nothing";
}

// Intruders took all seats; staff remove them, and there is room again: for the rules and for who reads the lobby.
TEST(Door, WhoIsRemovedMakesRoom) {
  Stage stage;
  auto& lead = stage.leads("Lotte");
  auto& intruder = stage.joins("Nep");
  auto const seat = stage.seat_of(intruder);
  while (stage.state().seats.size() < limits::seats_max)
    stage.ask(lead, AddProxy{{"Nep " + std::to_string(stage.state().seats.size())}, std::nullopt});
  auto& phone = stage.phone();
  stage.says_hello(phone);
  EXPECT_TRUE(phone.last<Lobby>()->is_full);
  stage.ask(phone, joining("Anna"), join_id);
  EXPECT_EQ(phone.last<Refused>()->reason, Refusal::room_full);
  stage.ask(lead, RemoveSeat{seat, {"hoort hier niet"}});
  EXPECT_FALSE(phone.last<Lobby>()->is_full) << "who waits at the door is told";
  stage.ask(phone, joining("Anna"), "another-secret-of-this-phone");
  EXPECT_TRUE(phone.last<Seated>());
}

}  // namespace
