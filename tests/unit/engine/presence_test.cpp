// Who is here: lines lost for less than half a minute count as here; what is fleeting; a room without anybody to lead.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/engine/stage.hpp"

namespace {

using namespace stage;

std::optional<Presence> newest_presence(Phone const& phone) {
  std::optional<Presence> newest;
  for (auto const& push : phone.fleeting_pushes) {
    if (auto const* presence = std::get_if<Presence>(&push)) newest = *presence;
  }
  return newest;
}

bool is_here(Phone const& who_looks, SeatId const& seat) {
  auto const presence = newest_presence(who_looks);
  return presence && std::ranges::find(presence->here, seat) != presence->here.end();
}

TEST(Here, NeitherWhoLeadsNorATabletCountsAsAPersonInTheHall) {
  Stage stage;
  auto& lead = stage.leads("Lotte");
  auto& tablet = stage.tablet(lead, TableNumber{3});
  auto& bram = stage.joins("Bram", Side::hall);
  stage.wait(1'100);
  EXPECT_TRUE(is_here(bram, stage.seat_of(tablet)));
  EXPECT_EQ(newest_presence(bram)->hall, 1);
}

TEST(Here, ALostLineCountsAsHereForHalfAMinute) {
  Stage stage;
  auto& anna = stage.joins("Anna");
  auto& bram = stage.joins("Bram", Side::hall);
  auto const seat = stage.seat_of(anna);
  stage.wait(1'100);
  EXPECT_TRUE(is_here(bram, seat));
  EXPECT_EQ(newest_presence(bram)->hall, 1);
  EXPECT_EQ(newest_presence(bram)->online, 1);
  stage.actor->leave(anna.member);
  stage.wait(limits::grace_ms - 100);
  EXPECT_TRUE(is_here(bram, seat));
  stage.wait(2'000);
  EXPECT_FALSE(is_here(bram, seat));
  EXPECT_EQ(newest_presence(bram)->online, 0);
}

TEST(Here, WhoComesBackInTimeNeverLeft) {
  Stage stage;
  auto& anna = stage.joins("Anna");
  auto& bram = stage.joins("Bram");
  auto const token = stage.token_of(anna);
  stage.wait(2'000);
  stage.actor->leave(anna.member);
  stage.wait(limits::grace_ms - 1'000);
  auto& back = stage.phone();
  stage.says_hello(back, token);
  stage.wait(limits::grace_ms * 2);
  EXPECT_TRUE(is_here(bram, stage.seat_of(anna)));
}

TEST(Here, ASecondLineKeepsTheSeatHere) {
  Stage stage;
  auto& anna = stage.joins("Anna");
  auto& bram = stage.joins("Bram");
  auto& laptop = stage.phone();
  stage.says_hello(laptop, stage.token_of(anna));
  stage.actor->leave(anna.member);
  stage.wait(limits::grace_ms * 2);
  EXPECT_TRUE(is_here(bram, stage.seat_of(anna)));
}

TEST(Here, PresenceIsToldAtMostOnceASecond) {
  Stage stage;
  auto& bram = stage.joins("Bram");
  stage.wait(1'500);
  bram.fleeting_pushes.clear();
  for (int i = 0; i < 20; ++i) {
    stage.joins("Buur " + std::to_string(i));
    stage.wait(50);
  }
  stage.wait(1'500);
  EXPECT_LE(bram.fleeting_pushes.size(), 3u);
  EXPECT_EQ(newest_presence(bram)->here.size(), 21u);
}

// In a quiet room presence is due at once: it must not overtake the journal.
TEST(Here, PresenceNamesNobodyWhoseSeatIsNotOnDisk) {
  Stage stage;
  auto& anna = stage.joins("Anna");
  stage.wait(3'000);
  anna.forget();
  stage.journal->hold();
  auto& bram = stage.joins("Bram");
  stage.wait(4'000);
  EXPECT_TRUE(anna.fleeting_pushes.empty());
  EXPECT_FALSE(bram.last<Seated>());
  EXPECT_TRUE(bram.fleeting_pushes.empty()) << "nothing live before the room";
  stage.journal->release();
  stage.wait(1'100);
  ASSERT_TRUE(bram.last<Seated>());
  EXPECT_TRUE(is_here(anna, bram.last<Seated>()->seat));
  EXPECT_TRUE(is_here(bram, bram.last<Seated>()->seat));
}

TEST(Here, WhoHasNotCaughtUpHearsNothingLive) {
  Stage stage;
  auto& anna = stage.joins("Anna");
  stage.wait(3'000);
  stage.journal->hold();
  stage.ask(anna, card("eerste"));
  stage.wait(30'000);  // presence is due again and waits for this card
  stage.ask(anna, card("tweede"));
  auto& late = stage.phone();
  stage.says_hello(late, stage.token_of(anna));  // waits for the next
  stage.journal->release_one();
  stage.round();
  EXPECT_TRUE(anna.has("eerste"));
  EXPECT_TRUE(late.pushes.empty());
  EXPECT_TRUE(late.fleeting_pushes.empty());
  stage.journal->release();
  stage.wait(1'100);
  EXPECT_TRUE(is_here(late, stage.seat_of(anna)));
}

TEST(Here, ARoomThatIsNeverQuietStillSaysWhoIsHere) {
  Stage stage;
  auto& anna = stage.joins("Anna");
  auto& lead = stage.leads("Lotte");
  stage.wait(3'000);
  stage.journal->hold();
  stage.ask(lead, card("eerste"));
  stage.joins("Bram");
  anna.forget();
  for (int i = 0; i < 20; ++i) {
    stage.ask(lead, card("en nog een"));  // there is always a group on its way
    stage.wait(200);
    stage.journal->release_one();
    stage.round();
  }
  ASSERT_TRUE(newest_presence(anna));
  EXPECT_EQ(newest_presence(anna)->online, 2);
}

ScreenState screen_of(Phone const& lead) {
  std::optional<ScreenState> screen;
  auto const look = [&](std::vector<Thing> const& things) {
    for (auto const& thing : things) {
      if (auto const* room = std::get_if<RoomThing>(&thing)) screen = room->hall_screen;
    }
  };
  for (auto const& push : lead.pushes) {
    if (auto const* snapshot = std::get_if<Snapshot>(&push)) look(snapshot->things);
    if (auto const* update = std::get_if<Update>(&push)) look(update->changed);
  }
  return screen.value();
}

TEST(Here, WhoLeadsLearnsThatTheHallScreenIsGone) {
  Stage stage;
  auto& lead = stage.leads("Lotte");
  auto& anna = stage.joins("Anna");
  stage.wait(2'000);
  anna.forget();
  EXPECT_EQ(screen_of(lead), ScreenState::none);
  auto& screen = stage.screen();
  auto const token = screen.last<ScreenKnown>()->token;
  EXPECT_EQ(screen_of(lead), ScreenState::here);
  stage.actor->leave(screen.member);
  stage.wait(limits::screen_grace_ms - 100);
  EXPECT_EQ(screen_of(lead), ScreenState::here) << "a line that is back in a moment was never lost";
  stage.wait(200);
  EXPECT_EQ(screen_of(lead), ScreenState::lost);
  auto& back = stage.phone();
  stage.says_hello(back, token, View::hall_screen);
  EXPECT_EQ(screen_of(lead), ScreenState::here);
  auto& second = stage.screen();
  stage.actor->leave(back.member);
  stage.wait(limits::screen_grace_ms * 2);
  EXPECT_EQ(screen_of(lead), ScreenState::here) << "another one is still there";
  stage.actor->leave(second.member);
  stage.wait(limits::screen_grace_ms - 1'000);
  stage.screen();
  stage.wait(limits::screen_grace_ms * 2);
  EXPECT_EQ(screen_of(lead), ScreenState::here);
  EXPECT_TRUE(anna.all<Update>().empty()) << "nobody else is told";
}

// That the room runs itself is a push that no event stands behind: it must not wait for the next commit.
TEST(Here, WithoutAnybodyToLeadTheRoomSaysSoAtOnce) {
  Stage stage{"praten"};
  auto& anna = stage.joins("Anna");
  auto const floor_of = [&](Phone const& phone) {
    std::optional<FloorThing> floor;
    auto const look = [&](std::vector<Thing> const& things) {
      for (auto const& thing : things) {
        if (auto const* one = std::get_if<FloorThing>(&thing)) floor = *one;
      }
    };
    for (auto const& push : phone.pushes) {
      if (auto const* snapshot = std::get_if<Snapshot>(&push)) look(snapshot->things);
      if (auto const* update = std::get_if<Update>(&push)) look(update->changed);
    }
    return floor;
  };
  EXPECT_TRUE(floor_of(anna)->runs_itself);
  auto& lead = stage.leads("Lotte");
  EXPECT_FALSE(floor_of(anna)->runs_itself);
  auto const groups = stage.journal->groups_committed();
  stage.actor->leave(lead.member);
  stage.wait(limits::grace_ms + 1'000);
  EXPECT_TRUE(floor_of(anna)->runs_itself);
  EXPECT_EQ(stage.journal->groups_committed(), groups);
}

TEST(Here, TheFloorIsGivenInOrderOfArrivalWhenNobodyLeads) {
  Stage stage{"praten"};
  auto& anna = stage.joins("Anna");
  auto& bram = stage.joins("Bram");
  stage.ask(anna, RequestFloor{});
  stage.wait(10);
  stage.ask(bram, RequestFloor{});
  stage.wait(10);
  ASSERT_TRUE(stage.state().floor.speaker);
  EXPECT_EQ(stage.state().floor.speaker->seat, stage.seat_of(anna));
  EXPECT_TRUE(bram.has("\"speaker\""));
  stage.ask(anna, YieldFloor{});
  stage.wait(10);
  ASSERT_TRUE(stage.state().floor.speaker);
  EXPECT_EQ(stage.state().floor.speaker->seat, stage.seat_of(bram));
}

TEST(Here, WithAFacilitatorTheRoomWaitsForThem) {
  Stage stage{"praten"};
  stage.leads("Lotte");
  auto& anna = stage.joins("Anna");
  stage.ask(anna, RequestFloor{});
  stage.wait(60'000);
  EXPECT_FALSE(stage.state().floor.speaker);
}

// Pages come back one by one: until the grace is over nobody is taken for gone, and nobody is shown as here unseen.
TEST(Here, ARestartTakesNobodysTurnWhilePagesComeBack) {
  Stage stage{"praten"};
  auto& lead = stage.leads("Lotte");
  auto& anna = stage.joins("Anna");
  auto const seat = stage.seat_of(anna);
  auto const token = stage.token_of(anna);
  stage.ask(lead, GrantFloor{seat, std::nullopt});
  stage.restart();
  auto& screen = stage.screen();
  stage.wait(limits::grace_ms - 1'000);
  ASSERT_TRUE(stage.state().floor.speaker);
  EXPECT_EQ(stage.state().floor.speaker->seat, seat);
  EXPECT_FALSE(is_here(screen, seat));
  auto& back = stage.phone();
  stage.says_hello(back, token);
  stage.wait(limits::grace_ms * 2);
  EXPECT_TRUE(is_here(screen, seat));
  ASSERT_TRUE(stage.state().floor.speaker) << "she is here and may go on, also without anybody to lead";
  EXPECT_EQ(stage.state().floor.speaker->seat, seat);
}

TEST(Here, AfterARestartWhoStaysAwayLosesTheTurnInARoomThatRunsItself) {
  Stage stage{"praten"};
  auto& anna = stage.joins("Anna");
  stage.ask(anna, RequestFloor{});
  stage.wait(10);
  ASSERT_TRUE(stage.state().floor.speaker);
  stage.restart();
  stage.wait(limits::grace_ms + 1'000);
  EXPECT_FALSE(stage.state().floor.speaker);
}

TEST(Typing, OnlyTheSpeakersTypingIsShownAndNotWithoutEnd) {
  Stage stage{"praten"};
  auto& lead = stage.leads("Lotte");
  auto& anna = stage.joins("Anna");
  auto& bram = stage.joins("Bram");
  stage.ask(lead, GrantFloor{stage.seat_of(anna), std::nullopt});
  auto const typings = [&](Phone const& phone) {
    return std::ranges::count_if(phone.fleeting_pushes,
                                 [](Push const& push) { return std::holds_alternative<TypingShown>(push); });
  };
  stage.actor->typing(bram.member, true);
  EXPECT_EQ(typings(anna), 0);
  stage.actor->typing(anna.member, true);
  EXPECT_EQ(typings(bram), 1);
  EXPECT_EQ(typings(lead), 1);
  EXPECT_EQ(typings(anna), 0) << "not to the one who types";
  for (int i = 0; i < 1'000; ++i) stage.actor->typing(anna.member, true);
  EXPECT_LE(typings(bram), static_cast<int>(limits::commands_burst));
  stage.journal->hold();
  stage.ask(anna, YieldFloor{});
  auto const before = typings(bram);
  stage.wait(2'000);
  stage.actor->typing(anna.member, true);
  EXPECT_EQ(typings(bram), before);
}

}  // namespace
