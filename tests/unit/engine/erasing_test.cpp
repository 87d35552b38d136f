// "Verwijder mij" through the whole room: screens, resume, snapshots, prints, the harvest, and a restart.

#include <gtest/gtest.h>

#include "server/engine/harvest.hpp"
#include "tests/unit/engine/stage.hpp"

namespace {

using namespace stage;

struct Erasing : testing::Test {
  Stage stage;
  Phone& lead = stage.leads("Lotte");
  Phone& anna = stage.joins("Anna Kanarie", Side::hall);
  Phone& bram = stage.joins("Bram");
  Phone& screen = stage.screen();
};

TEST_F(Erasing, every_screen_shows_the_skeleton_and_the_line_of_the_person_is_told) {
  auto const posted = stage.ask(anna, card("KANARIE"));
  ASSERT_TRUE(bram.has("KANARIE"));
  auto const card_id = std::get<CardThing>(bram.last<Update>()->changed.at(0)).id;
  for (auto* who : {&lead, &anna, &bram, &screen}) who->forget();
  auto const id = stage.ask(anna, EraseSeat{stage.seat_of(anna)});
  EXPECT_TRUE(anna.was_done(id));
  ASSERT_TRUE(anna.closed);
  EXPECT_EQ(anna.closed->code, close_codes::seat_erased.code);
  for (auto* who : {&lead, &bram, &screen}) {
    auto const update = who->last<Update>();
    ASSERT_TRUE(update);
    bool is_seen = false;
    for (auto const& thing : update->changed) {
      auto const* shown = std::get_if<CardThing>(&thing);
      if (shown && shown->id == card_id) is_seen = shown->is_erased && shown->text.empty();
    }
    EXPECT_TRUE(is_seen) << "the card stays as an empty place";
    EXPECT_FALSE(who->has("KANARIE") || who->has("Kanarie"));
  }
}

TEST_F(Erasing, nothing_comes_back_through_resume_or_a_snapshot_of_a_moment_ago) {
  auto& late = stage.phone();
  auto const token = stage.token_of(bram);
  stage.says_hello(late, token);
  auto const before = late.last<Snapshot>();
  ASSERT_TRUE(before);
  stage.ask(anna, card("KANARIE"));
  auto& fresh = stage.phone();
  stage.says_hello(fresh, token);  // fills the cache of snapshots
  ASSERT_TRUE(fresh.has("KANARIE"));
  stage.office(EraseSeat{stage.seat_of(anna)});
  for (auto const& n : {before->n, before->n + 1, before->n + 2}) {
    auto& back = stage.phone();
    stage.says_hello(back, token, View::participant, before->epoch, n);
    EXPECT_FALSE(back.has("KANARIE") || back.has("Kanarie")) << "resumed from " << n;
    EXPECT_TRUE(back.last<Snapshot>() || back.last<Resumed>());
  }
}

TEST_F(Erasing, the_token_is_dead_for_good_also_after_a_restart) {
  auto const token = stage.token_of(anna);
  stage.ask(anna, EraseSeat{stage.seat_of(anna)});
  auto const expect_told = [&] {
    auto& again = stage.phone();
    stage.says_hello(again, token);
    ASSERT_TRUE(again.closed);
    EXPECT_EQ(again.closed->code, close_codes::seat_erased.code);
  };
  expect_told();
  auto const live = stage.state();
  stage.restart();
  EXPECT_EQ(stage.state(), live) << "the journal without the keys gives the same room";
  expect_told();
}

TEST_F(Erasing, a_join_sent_again_does_not_bring_the_person_back) {
  auto& cor = stage.phone();
  stage.says_hello(cor);
  auto const id = stage.ask(cor, Join{{"Cor"}, Side::hall, std::nullopt, {limits::house_rules_version}});
  auto const seat = cor.last<Seated>()->seat;
  stage.office(EraseSeat{seat});
  auto const seats = stage.state().seats.size();
  auto& again = stage.phone();
  stage.says_hello(again);
  stage.ask(again, Join{{"Cor"}, Side::hall, std::nullopt, {limits::house_rules_version}}, id.value);
  ASSERT_TRUE(again.last<Refused>());
  EXPECT_EQ(again.last<Refused>()->reason, Refusal::seat_removed);
  EXPECT_EQ(stage.state().seats.size(), seats);
}

// Whoever has the server's key can try every short text; without the salt of the person that tells nothing.
TEST_F(Erasing, no_print_of_a_short_text_can_be_guessed_back) {
  auto const seat = stage.seat_of(anna);
  auto const id = stage.ask(anna, card("nee"));
  auto const by_lead = stage.ask(lead, PostCard{ColumnId{"acties"}, {"ja"}, seat});
  auto const prints = [&] {
    std::vector<std::string> all;
    for (auto const& record : stage.disk->rooms.at(1).records) {
      if (record.cause && (record.cause->id == id || record.cause->id == by_lead)) all.push_back(record.cause->print);
    }
    return all;
  };
  auto const guesses = [&](std::string_view own, std::string_view about) {
    std::vector<std::string> all;
    for (auto const& text : {"ja", "nee"}) {
      auto const key = stage.credentials.print_key(1, own, about);
      all.push_back(print_of(card(text), key));
      all.push_back(print_of(PostCard{ColumnId{"acties"}, {text}, seat}, key));
    }
    return all;
  };
  auto const any_equal = [&](std::vector<std::string> const& tried) {
    for (auto const& print : prints()) {
      if (std::ranges::find(tried, print) != tried.end()) return true;
    }
    return false;
  };
  ASSERT_EQ(prints().size(), 2u);
  auto const salt = stage.state().seats.at(seat).salt;
  auto const salt_of_lead = stage.state().seats.at(stage.seat_of(lead)).salt;
  ASSERT_GE(salt.size(), 16u);
  EXPECT_TRUE(any_equal(guesses(salt, ""))) << "with the salt it is the print";
  EXPECT_TRUE(any_equal(guesses(salt_of_lead, salt)));
  EXPECT_FALSE(any_equal(guesses("", "")));
  EXPECT_FALSE(any_equal(guesses(salt_of_lead, ""))) << "what was written on behalf needs the salt of both";
  stage.office(EraseSeat{seat});
  EXPECT_EQ(stage.state().seats.at(seat).salt, "");
  // Idempotence holds without it.
  auto const cards = stage.state().board.cards.size();
  stage.ask(lead, PostCard{ColumnId{"acties"}, {"ja"}, seat}, by_lead.value);
  EXPECT_TRUE(lead.was_done(by_lead));
  EXPECT_EQ(stage.state().board.cards.size(), cards);
}

// A join id opens its seat once more; whoever reads the journal without the server's key must not find it there.
TEST_F(Erasing, no_join_id_stands_in_the_journal) {
  auto& cor = stage.phone();
  stage.says_hello(cor);
  auto const id = stage.ask(cor, Join{{"Cor"}, Side::hall, std::nullopt, {limits::house_rules_version}});
  auto const& kept = stage.disk->rooms.at(1).records.back();
  ASSERT_TRUE(kept.cause);
  EXPECT_NE(kept.cause->id, id);
  EXPECT_EQ(kept.cause->id.value.size(), 32u);
  auto& thief = stage.phone();
  stage.says_hello(thief);
  stage.ask(thief, Join{{"Cor"}, Side::hall, std::nullopt, {limits::house_rules_version}}, kept.cause->id.value);
  ASSERT_TRUE(thief.last<Seated>());
  EXPECT_NE(thief.last<Seated>()->seat, cor.last<Seated>()->seat) << "what stands there opens nothing";
}

TEST_F(Erasing, other_content_under_an_old_id_is_noticed_still) {
  auto const id = stage.ask(bram, card("een"));
  stage.ask(bram, card("twee"), id.value);
  ASSERT_TRUE(bram.last<Refused>());
  EXPECT_EQ(bram.last<Refused>()->reason, Refusal::id_used_differently);
  auto const entered = stage.ask(lead, AddProxy{{"Opa"}, std::nullopt});
  stage.restart();
  auto& back = stage.phone(stage.last_cookie);
  stage.says_hello(back, stage.token_of(lead), View::staff);
  stage.ask(back, AddProxy{{"Opa"}, std::nullopt}, entered.value);
  EXPECT_TRUE(back.was_done(entered));
  stage.ask(back, AddProxy{{"Oma"}, std::nullopt}, entered.value);
  ASSERT_TRUE(back.last<Refused>());
  EXPECT_EQ(back.last<Refused>()->reason, Refusal::id_used_differently);
}

TEST_F(Erasing, the_harvest_holds_nothing_of_the_person) {
  stage.ask(anna, card("KANARIE"));
  stage.ask(bram, card("blijft"));
  stage.office(EraseSeat{stage.seat_of(anna)});
  auto const harvest = engine::harvest_of(stage.state(), "De Zwaan");
  ASSERT_EQ(harvest.cards.size(), 1u);
  EXPECT_EQ(harvest.cards[0].text, "blijft");
}

TEST_F(Erasing, a_full_notebook_has_erased_nobody) {
  stage.ask(anna, card("KANARIE"));
  stage.journal->fill_disk(true);
  auto const answer = stage.office(EraseSeat{stage.seat_of(anna)});
  EXPECT_TRUE(std::holds_alternative<RetryReason>(answer));
  EXPECT_FALSE(stage.state().seats.at(stage.seat_of(anna)).is_erased);
  EXPECT_FALSE(anna.closed);
}

}  // namespace
