// Catching up: every missed push in order, or one snapshot, never a part; and nothing hidden comes back that way.

#include <gtest/gtest.h>

#include <set>

#include "tests/support/usual_rules.hpp"
#include "tests/unit/engine/stage.hpp"

namespace {

using namespace stage;

struct Resume : testing::Test {
  Stage stage;
  Phone& anna = stage.joins("Anna");
  Phone& bram = stage.joins("Bram", Side::hall);
  Phone& lead = stage.leads("Lotte");

  std::string epoch() { return anna.last<Snapshot>()->epoch; }
  std::int64_t head(Phone const& phone) {
    auto const update = phone.last<Update>();
    return update ? update->n : phone.last<Snapshot>()->n;
  }
  Phone& back(Phone& who, std::optional<std::string> of_epoch, std::optional<std::int64_t> n,
              View view = View::participant) {
    auto& line = stage.phone();
    stage.says_hello(line, stage.token_of(who), view, of_epoch, n);
    return line;
  }
};

TEST_F(Resume, MissedPushesComeInOrderAndWhole) {
  auto const n = head(anna);
  stage.actor->leave(anna.member);
  bram.forget();
  for (int i = 0; i < 5; ++i) stage.ask(bram, card("kaart " + std::to_string(i)));
  auto& line = back(anna, epoch(), n);
  ASSERT_TRUE(line.last<Resumed>());
  EXPECT_FALSE(line.last<Snapshot>());
  EXPECT_EQ(line.last<Resumed>()->n, n + 5);
  ASSERT_TRUE(std::holds_alternative<Resumed>(line.pushes[0]));
  ASSERT_TRUE(std::holds_alternative<OwnChanged>(line.pushes[1])) << "the own object whole";
  ASSERT_TRUE(std::holds_alternative<OwnCards>(line.pushes[2])) << "and the own cards";
  auto const missed = line.all<Update>();
  auto const live = bram.all<Update>();
  ASSERT_EQ(missed.size(), 5u);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(missed[i].n, n + 1 + static_cast<std::int64_t>(i));
    EXPECT_EQ(encode(Push{missed[i]}), encode(Push{live[i]}));
  }
  stage.ask(bram, card("en verder"));
  EXPECT_EQ(line.last<Update>()->n, n + 6);
}

TEST_F(Resume, WhoMissedNothingResumesWithNothing) {
  auto& line = back(anna, epoch(), head(anna));
  EXPECT_TRUE(line.last<Resumed>());
  EXPECT_TRUE(line.all<Update>().empty());
}

TEST_F(Resume, AnotherEpochAnotherViewOrAFutureCounterGetASnapshot) {
  auto const n = head(anna);
  EXPECT_TRUE(back(anna, "otherepoch", n).last<Snapshot>());
  EXPECT_TRUE(back(anna, epoch(), n, View::staff).last<Snapshot>());
  EXPECT_TRUE(back(anna, epoch(), n + 7).last<Snapshot>());
  EXPECT_TRUE(back(anna, epoch(), std::nullopt).last<Snapshot>());
  EXPECT_TRUE(back(anna, std::nullopt, n).last<Snapshot>());
}

// What was said long ago is not in the snapshot, nor is who said it and left. What then becomes of that turn is told
// with that name.
TEST_F(Resume, WhoCameLaterLearnsWhoSpokeLongAgoWhenThatTurnIsToldAnew) {
  auto const speaks = [&](Phone& phone) {
    auto const& speaker = stage.state().floor.speaker;
    stage.ask(lead, GrantFloor{stage.seat_of(phone), speaker ? std::optional(speaker->turn) : std::nullopt});
  };
  speaks(anna);
  for (std::size_t i = 0; i < limits::turns_in_snapshot; ++i) speaks(i % 2 == 0 ? bram : lead);
  auto const seat = stage.seat_of(anna);
  auto const turn = stage.state().talk.turns.front().id;
  stage.ask(anna, LeaveRoom{});
  auto& late = stage.joins("Cor");
  auto const whole = *late.last<Snapshot>();
  for (auto const& thing : whole.things) {
    auto const* one = std::get_if<SeatThing>(&thing);
    EXPECT_FALSE(one && one->id == seat);
  }
  // Looking back brings both; whoever stands at the door or only shows the hall gets no answer.
  auto const oldest = stage.state().talk.turns[1].id;
  auto& screen = stage.screen();
  auto& door = stage.phone();
  stage.says_hello(door);
  for (auto const* phone : {&late, &screen, &door}) stage.actor->look_back(phone->member, oldest);
  stage.round();
  auto const earlier = late.last<EarlierTurns>();
  ASSERT_TRUE(earlier);
  EXPECT_EQ(earlier->before, oldest);
  EXPECT_TRUE(earlier->is_all);
  ASSERT_EQ(earlier->things.size(), 2u);
  EXPECT_EQ(std::get<SeatThing>(earlier->things[0]).id, seat);
  EXPECT_EQ(std::get<TurnThing>(earlier->things[1]).id, turn);
  EXPECT_FALSE(screen.last<EarlierTurns>() || door.last<EarlierTurns>());
  for (int i = 0; i < 100; ++i) stage.actor->look_back(late.member, oldest);
  stage.round();
  EXPECT_LE(late.all<EarlierTurns>().size(), static_cast<std::size_t>(limits::commands_burst)) << "and no flood";
  stage.ask(lead, AddGist{turn, {"wil een bankje"}});
  auto const told = late.last<Update>()->changed;
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(std::get<SeatThing>(told[0]).name, "Anna");
  EXPECT_EQ(std::get<TurnThing>(told[1]).gist, "wil een bankje");
}

TEST_F(Resume, WhoIsTooFarBehindGetsASnapshot) {
  auto const n = head(anna);
  for (int i = 0; i < 300; ++i) {
    stage.clock.advance(1'000);
    stage.ask(bram, card(std::string(390, 'x') + std::to_string(i)));
  }
  for (int i = 0; i < 300; ++i) {
    stage.clock.advance(1'000);
    auto const& mine = stage.state().board.by_author.at(stage.seat_of(bram)).at(static_cast<std::size_t>(i));
    stage.ask(bram, EditCard{mine, {std::string(390, 'y') + std::to_string(i)}});
  }
  auto& line = back(anna, epoch(), n);
  EXPECT_FALSE(line.last<Resumed>());
  ASSERT_TRUE(line.last<Snapshot>());
  EXPECT_TRUE(line.has("y299"));
}

TEST_F(Resume, ALongSnapshotComesInPagesThatAreOneWhole) {
  for (int i = 0; i < 900; ++i) {
    stage.clock.advance(1'000);
    stage.ask(bram, card(std::string(390, 'x') + std::to_string(i)));
  }
  auto& line = back(anna, std::nullopt, std::nullopt);
  auto const pages = line.all<Snapshot>();
  ASSERT_GE(pages.size(), 2u);
  std::size_t cards = 0;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    EXPECT_EQ(pages[i].page, static_cast<int>(i) + 1);
    EXPECT_EQ(pages[i].is_last, i + 1 == pages.size());
    EXPECT_EQ(pages[i].n, pages[0].n);
    EXPECT_LT(encode(Push{pages[i]}).size(), limits::snapshot_page_bytes_max + 64 * 1024);
    for (auto const& thing : pages[i].things) cards += std::holds_alternative<CardThing>(thing);
  }
  EXPECT_EQ(cards, 900u);
}

// Five hundred phones that read nothing must not keep five hundred rooms in memory (T12).
TEST_F(Resume, ALongSnapshotIsOneForAllAndOfThePresentMoment) {
  for (int i = 0; i < 150; ++i) stage.ask(lead, card(std::to_string(i) + std::string(380, 'k')));
  auto const cards_of = [](Phone& phone) {
    std::set<std::string> cards;
    for (auto const& page : phone.all<Snapshot>())
      for (auto const& thing : page.things)
        if (auto const* one = std::get_if<CardThing>(&thing)) cards.insert(one->text);
    return cards;
  };
  auto& first = back(anna, std::nullopt, std::nullopt);
  stage.wait(5'000);
  auto& second = back(bram, std::nullopt, std::nullopt);
  ASSERT_EQ(first.snapshots.size(), 1u);
  ASSERT_EQ(second.snapshots.size(), 1u);
  EXPECT_TRUE(first.snapshots[0] == second.snapshots[0]) << "one copy in memory";
  EXPECT_EQ(cards_of(second).size(), 150u);
  auto const last = second.last<Snapshot>();
  EXPECT_TRUE(last->is_last);
  EXPECT_EQ(last->now, stage.clock.now()) << "the time is that of who comes, not of the copy";
  // What was acknowledged before somebody comes in is in what that person gets first.
  stage.ask(lead, card("sindsdien"));
  auto& third = back(anna, std::nullopt, std::nullopt);
  EXPECT_FALSE(third.snapshots.at(0) == first.snapshots[0]);
  EXPECT_TRUE(cards_of(third).contains("sindsdien"));
}

TEST_F(Resume, ALongSnapshotIsNotGivenAgainOnceSomethingInItIsHidden) {
  for (int i = 0; i < 150; ++i) stage.ask(lead, card(std::to_string(i) + std::string(380, 'k')));
  stage.ask(lead, card("een geheim"));
  auto& before = back(anna, std::nullopt, std::nullopt);
  ASSERT_TRUE(before.has("een geheim"));
  std::string id_of_it;
  for (auto const& [id, one] : stage.state().board.cards)
    if (one.text == "een geheim") id_of_it = id.value;
  stage.ask(lead, HideItem{{ItemKind::card, id_of_it}, {"persoonlijk"}});
  auto& after = back(bram, std::nullopt, std::nullopt);
  EXPECT_NE(after.snapshots.at(0), before.snapshots.at(0));
  EXPECT_FALSE(after.has("een geheim"));
}

TEST_F(Resume, OneMoreCardCostsOneCardAndALineStartsWithAllOfThem) {
  for (int i = 0; i < 20; ++i) stage.ask(bram, card("kaart " + std::to_string(i)));
  bram.forget();
  stage.ask(bram, card("nog een"));
  auto const news = bram.all<OwnCards>();
  ASSERT_EQ(news.size(), 1u);
  EXPECT_FALSE(news[0].is_start);
  EXPECT_EQ(news[0].changed.size(), 1u);
  stage.ask(bram, RetractCard{news[0].changed.at(0).id});
  EXPECT_EQ(bram.last<OwnCards>()->removed, std::vector{news[0].changed.at(0).id});

  auto const whole = back(bram, epoch(), head(bram)).all<OwnCards>();
  ASSERT_EQ(whole.size(), 1u);
  EXPECT_TRUE(whole[0].is_start);
  EXPECT_EQ(whole[0].changed, room::own_cards(stage.state(), stage.seat_of(bram)));
}

TEST_F(Resume, ManyOwnCardsComeInFramesOfWhichOnlyTheFirstStartsAnew) {
  for (int i = 0; i < 2'000; ++i) {
    stage.clock.advance(1'000);
    stage.ask(bram, card(std::to_string(i)));
  }
  auto const frames = back(bram, epoch(), head(bram)).all<OwnCards>();
  ASSERT_GE(frames.size(), 2u);
  std::size_t cards = 0;
  for (auto const& frame : frames) {
    EXPECT_EQ(frame.is_start, &frame == &frames.front());
    EXPECT_LT(encode(Push{frame}).size(), limits::snapshot_page_bytes_max);
    cards += frame.changed.size();
  }
  EXPECT_EQ(cards, 2'000u);
}

TEST_F(Resume, WhatWasHiddenDoesNotComeBack) {
  auto const n = head(anna);
  stage.actor->leave(anna.member);
  stage.ask(bram, card("iets lelijks"));
  auto const id = stage.state().board.cards.begin()->first;
  stage.ask(lead, HideItem{{ItemKind::card, id.value}, {"niet aardig"}});
  auto& line = back(anna, epoch(), n);
  EXPECT_TRUE(line.last<Snapshot>());
  EXPECT_FALSE(line.has("iets lelijks"));
  EXPECT_FALSE(line.has("niet aardig"));
  stage.ask(bram, card("iets moois"));
  EXPECT_TRUE(line.has("iets moois"));
}

TEST_F(Resume, HidingThatIsNotDurableYetForgetsJustAsWell) {
  auto const n = head(anna);
  stage.actor->leave(anna.member);
  stage.journal->hold();
  stage.ask(bram, card("iets lelijks"));
  auto const id = stage.state().board.cards.begin()->first;
  auto& before = back(anna, epoch(), n);
  stage.ask(lead, HideItem{{ItemKind::card, id.value}, {"niet aardig"}});
  auto& after = back(anna, epoch(), n);
  stage.journal->release();
  stage.round();
  EXPECT_FALSE(after.has("iets lelijks"));
  EXPECT_TRUE(after.last<Snapshot>());
  EXPECT_TRUE(before.last<Update>()) << "who came before the hiding saw both, in order";
  EXPECT_EQ(before.last<Update>()->removed.size(), 1u);
}

// Whole again because of something that nobody saw: that would tell that there was something.
TEST_F(Resume, HidingWhatWasNeverShownCutsNobodyOffButWhoSawItWait) {
  auto const n = head(anna);
  auto const lead_epoch = lead.last<Snapshot>()->epoch;
  auto const lead_n = head(lead);
  stage.surroundings.policy = support::usual_rules();
  stage.ask(bram, card("een bankje"));
  stage.ask(bram, card("bel 06-12345678"));
  auto const waiting = stage.state().board.by_author.at(stage.seat_of(bram)).back();
  stage.ask(lead, HideItem{{ItemKind::card, waiting.value}, {"niet aardig"}});
  auto& line = back(anna, epoch(), n);
  EXPECT_TRUE(line.last<Resumed>());
  EXPECT_FALSE(line.last<Snapshot>());
  EXPECT_TRUE(line.has("een bankje"));
  auto& staff = stage.phone(stage.last_cookie);
  stage.says_hello(staff, stage.token_of(lead), View::staff, lead_epoch, lead_n);
  EXPECT_TRUE(staff.last<Snapshot>());
}

TEST_F(Resume, CountersOfAViewAreDenseWhateverStaffDo) {
  auto const n = head(anna);
  anna.forget();
  stage.ask(bram, SignalTrouble{Trouble::no_sound});  // staff only
  stage.ask(lead, OfferScreen{});                     // nobody
  stage.ask(bram, card("een"));
  stage.ask(lead, ClearTrouble{stage.seat_of(bram)});
  stage.ask(bram, card("twee"));
  auto const updates = anna.all<Update>();
  ASSERT_EQ(updates.size(), 2u);
  EXPECT_EQ(updates[0].n, n + 1);
  EXPECT_EQ(updates[1].n, n + 2);
}

// The page asks for the view it always asks for, but holds the things of the role it had meanwhile.
TEST_F(Resume, WhoseRoleChangedAndChangedBackGetsASnapshot) {
  auto const seat = stage.seat_of(anna);
  stage.ask(lead, AssignRole{seat, Role::observer});
  auto const held = *back(anna, std::nullopt, std::nullopt).last<Snapshot>();
  ASSERT_EQ(held.view, View::observer);
  stage.ask(lead, AssignRole{seat, Role::participant});
  for (int i = 0; i < 5; ++i) stage.ask(bram, card("kaart " + std::to_string(i)));
  auto& again = back(anna, held.epoch, held.n);
  EXPECT_FALSE(again.last<Resumed>());
  EXPECT_EQ(again.last<Snapshot>()->view, View::participant);
}

TEST_F(Resume, ARestartIsANewEpoch) {
  auto const old = epoch();
  auto const n = head(anna);
  auto const token = stage.token_of(anna);
  stage.ask(bram, card("een bankje"));
  stage.restart();
  auto& line = stage.phone();
  stage.says_hello(line, token, View::participant, old, n);
  ASSERT_TRUE(line.last<Snapshot>());
  EXPECT_NE(line.last<Snapshot>()->epoch, old);
  EXPECT_TRUE(line.has("een bankje"));
}

// The two-world test: two evenings that differ in one secret. Whoever may not know it receives the same bytes.
struct Heard {
  std::string participant, screen, observer;
  bool operator==(Heard const&) const = default;
};

Heard world(std::string const& secret, std::string const& reason) {
  Stage stage;
  auto& lead = stage.leads("Lotte");
  auto& author = stage.joins("Anna");
  stage.ask(author, card(secret), "the-secret-card");
  auto const id = stage.state().board.cards.begin()->first;
  stage.ask(lead, HideItem{{ItemKind::card, id.value}, {reason}}, "hide-it");
  // Everybody else comes now, or comes back now.
  auto& participant = stage.joins("Bram");
  auto& screen = stage.screen();
  auto& observer = stage.leads("Olga", Role::observer);
  stage.ask(author, EditCard{id, {secret + "!"}}, "edit-in-hiding");
  stage.ask(lead, HideItem{{ItemKind::card, id.value}, {reason + "!"}}, "hide-again");
  stage.ask(author, card("open en bloot"), "an-open-card");
  stage.ask(author, RetractCard{id}, "retract-it");
  stage.ask(participant, card("van bram"), "brams-card");
  auto const without_epoch = [](Phone const& phone) {
    auto const epoch = phone.last<Snapshot>()->epoch;
    auto bytes = phone.bytes;
    for (auto at = bytes.find(epoch); at != std::string::npos; at = bytes.find(epoch)) bytes.erase(at, epoch.size());
    return bytes;
  };
  return {without_epoch(participant), without_epoch(screen), without_epoch(observer)};
}

TEST(TwoWorlds, WhatIsHiddenChangesNoByteThatOthersReceive) {
  auto const one = world("een aardig briefje", "reden een");
  auto const other = world("iets heel anders en veel langer dan dat", "een andere reden");
  EXPECT_GT(one.participant.size(), 1'000u);
  EXPECT_NE(one.participant.find("open en bloot"), std::string::npos);
  EXPECT_EQ(one.participant, other.participant);
  EXPECT_EQ(one.screen, other.screen);
  EXPECT_EQ(one.observer, other.observer);
}

}  // namespace
