// Tables with a view of their own: who hears what is said there, and what a line is told that goes to another table.

#include <gtest/gtest.h>

#include "server/room/floors.hpp"
#include "tests/unit/engine/stage.hpp"

namespace {

using namespace stage;

room::NewRoomPlan at_tables() {
  auto plan = evening::usual_plan();
  auto const tables = std::ranges::find(plan.phases, PhaseId{"tafels"}, &PhasePlan::id);
  std::rotate(plan.phases.begin(), tables, tables + 1);
  plan.starts_at_once = true;
  return plan;
}

struct Tables : testing::Test {
  Stage stage{at_tables()};
  Phone& lead = stage.leads("Lotte");
  Phone& anna = sits("Anna", 1);
  Phone& bram = sits("Bram", 1);
  Phone& cees = sits("Cees", 2);
  Phone& screen = stage.screen();

  Phone& sits(std::string const& name, int table) {
    auto& phone = stage.joins(name, Side::hall);
    goes(phone, table);
    return phone;
  }
  void goes(Phone& phone, int table) { stage.ask(phone, ChangeSide{Side::hall, TableNumber{table}}); }
  void speaks(Phone& phone) {
    stage.ask(phone, RequestFloor{});
    stage.wait(1);  // a table without a host gives the floor by itself
  }
  void forget_all() {
    for (auto* phone : {&lead, &anna, &bram, &cees, &screen}) phone->forget();
  }
  // Presence is told to everybody, typing is not.
  static auto typings(Phone const& phone) {
    return std::ranges::count_if(phone.fleeting_pushes,
                                 [](Push const& push) { return std::holds_alternative<TypingShown>(push); });
  }
};

TEST_F(Tables, WhatIsSaidAtATableIsHeardThereAndByTheStaffAlone) {
  forget_all();
  speaks(anna);
  stage.ask(anna, Say{{"een bankje bij de haven"}});
  stage.actor->typing(anna.member, true);
  for (auto const* who : {&anna, &bram, &lead}) EXPECT_TRUE(who->has("een bankje bij de haven"));
  for (auto const* who : {&bram, &lead}) EXPECT_EQ(typings(*who), 1);
  for (auto const* who : {&cees, &screen}) {
    EXPECT_TRUE(who->pushes.empty()) << "not one byte, not one counter";
    EXPECT_EQ(typings(*who), 0);
  }
}

TEST_F(Tables, WhoGoesToAnotherTableGoesOnOnTheSameLineWithWhatIsSaidThere) {
  speaks(anna);
  stage.ask(anna, Say{{"aan tafel een"}});
  speaks(cees);
  stage.ask(cees, Say{{"aan tafel twee"}});
  bram.forget();
  auto const id = stage.ask(bram, ChangeSide{Side::hall, TableNumber{2}});
  EXPECT_FALSE(bram.closed);
  EXPECT_TRUE(bram.was_done(id));
  ASSERT_TRUE(bram.last<Snapshot>());
  EXPECT_TRUE(bram.has("aan tafel twee"));
  EXPECT_EQ(bram.last<OwnChanged>()->own.floor, "table-2");
  bram.forget();
  stage.ask(anna, Say{{"en verder"}});
  stage.ask(cees, Say{{"en zo voort"}});
  EXPECT_FALSE(bram.has("en verder"));
  EXPECT_TRUE(bram.has("en zo voort"));
}

TEST_F(Tables, ALineThatWasLostResumesAtItsTableAndNotWithTheEpochOfAnother) {
  auto const epoch_of_one = anna.last<Snapshot>()->epoch;
  auto const seen = anna.last<Update>() ? anna.last<Update>()->n : anna.last<Snapshot>()->n;
  stage.actor->leave(anna.member);
  stage.ask(bram, RequestFloor{});
  auto& again = stage.phone();
  stage.says_hello(again, stage.token_of(anna), View::participant, epoch_of_one, seen);
  EXPECT_TRUE(again.last<Resumed>());
  EXPECT_FALSE(again.all<Update>().empty());
  stage.actor->leave(cees.member);
  auto& elsewhere = stage.phone();
  stage.says_hello(elsewhere, stage.token_of(cees), View::participant, epoch_of_one, seen);
  EXPECT_TRUE(elsewhere.last<Snapshot>()) << "what table one was told does not go to table two";
}

// Nobody sits there any more and nobody reads it: its log is gone, and the next who sit down begin another life of it.
TEST_F(Tables, ATableThatWasLeftBeginsAnew) {
  goes(cees, 5);
  auto const first = cees.last<Snapshot>()->epoch;
  goes(cees, 2);
  goes(cees, 5);
  EXPECT_NE(cees.last<Snapshot>()->epoch, first);
  EXPECT_FALSE(cees.closed);
}

TEST_F(Tables, InARoomWithoutAPhaseAtTablesAllWhoTakePartShareOneView) {
  auto plan = evening::usual_plan();
  std::erase_if(plan.phases, [](PhasePlan const& phase) { return phase.target == PhaseTarget::table; });
  Stage plain{plan};
  auto& anna = plain.joins("Anna");
  auto& bram = plain.joins("Bram", Side::hall);
  bram.forget();
  plain.ask(bram, ChangeSide{Side::hall, TableNumber{3}});
  EXPECT_FALSE(bram.last<Snapshot>());
  EXPECT_TRUE(anna.last<Update>() && bram.last<Update>());
}

// Whoever is shown to another table by the staff goes on there on the same line.
TEST_F(Tables, WhoIsSeatedElsewhereHearsThatTableFromThenOn) {
  stage.ask(lead, SeatAtTable{stage.seat_of(anna), TableNumber{2}});
  forget_all();
  speaks(cees);
  stage.ask(cees, Say{{"een fontein"}});
  for (auto const* who : {&anna, &cees, &lead}) EXPECT_TRUE(who->has("een fontein"));
  EXPECT_TRUE(bram.pushes.empty()) << "not one byte, not one counter";
}

// A line, a call for help and who comes are for that table and the staff; what is told to all tables is for all.
TEST_F(Tables, ACanaryAtATableReachesThatTableAndTheStaffAlone) {
  auto& olga = stage.leads("Olga", Role::observer);
  auto& dirk = stage.tablet(lead, TableNumber{1});
  auto& els = stage.tablet(lead, TableNumber{2});
  auto const there = {&anna, &bram, &dirk, &lead};
  auto const elsewhere = {&cees, &els, &screen, &olga};
  auto const forget = [&] {
    for (auto const& some : {there, elsewhere})
      for (auto* phone : some) phone->forget();
  };
  auto const expect_quiet = [&](char const* after) {
    for (auto* phone : elsewhere) EXPECT_TRUE(phone->pushes.empty()) << after << ": " << phone->bytes;
  };
  forget();
  stage.ask(anna, WriteLine{{"KANARIEregel"}, {}});
  for (auto* phone : there) EXPECT_TRUE(phone->has("KANARIEregel"));
  expect_quiet("a line");
  forget();
  stage.ask(bram, CallForHelp{});
  for (auto* phone : there) EXPECT_TRUE(phone->has("\"help\":"));
  expect_quiet("a call for help");
  forget();
  stage.ask(lead, AnswerHelp{{1}});
  for (auto* phone : there) EXPECT_TRUE(phone->has("\"answered_by\":"));
  expect_quiet("who comes");
  forget();
  stage.ask(bram, EndHelp{{1}});
  expect_quiet("helped");
  // Who comes in at another table, or goes there, is not told of it either; at this one all of it.
  auto& fem = sits("Fem", 2);
  auto& guus = sits("Guus", 1);
  EXPECT_FALSE(fem.has("KANARIEregel"));
  EXPECT_TRUE(guus.has("KANARIEregel"));
  goes(fem, 3);
  EXPECT_FALSE(fem.has("KANARIEregel"));
  forget();
  stage.ask(lead, MessageTables{{"KANARIEbericht"}});
  for (auto const& some : {there, elsewhere})
    for (auto* phone : some) EXPECT_TRUE(phone->has("KANARIEbericht"));
  forget();
  stage.ask(lead, StartPhase{PhaseId{"praten"}, PhaseId{"tafels"}});
  for (auto const& some : {there, elsewhere})
    for (auto* phone : some) EXPECT_TRUE(phone->has("KANARIEregel")) << "all are together";
  auto& late = stage.joins("Hans");
  EXPECT_TRUE(late.has("KANARIEregel"));
  EXPECT_FALSE(late.has("KANARIEbericht")) << "it was for that part of the evening";
}

// Pairs come with a phase and part with the next; what two people said goes with them.
TEST_F(Tables, APairHearsItselfAloneAndNobodyReadsItLater) {
  auto& dirk = sits("Dirk", 2);
  stage.ask(lead, StartPhase{PhaseId{"tweetallen"}, PhaseId{"tafels"}});
  forget_all();
  speaks(anna);
  stage.ask(anna, Say{{"ons geheim"}});
  for (auto const* who : {&anna, &bram, &lead}) EXPECT_TRUE(who->has("ons geheim"));
  for (auto const* who : {&cees, &dirk, &screen}) EXPECT_FALSE(who->has("ons geheim"));
  stage.ask(lead, StartPhase{PhaseId{"viertallen"}, PhaseId{"tweetallen"}});
  forget_all();
  speaks(cees);
  stage.ask(cees, Say{{"samen een plan"}});
  for (auto const* who : {&anna, &bram, &dirk}) EXPECT_TRUE(who->has("samen een plan"));
  for (auto const* who : {&cees, &dirk, &screen}) EXPECT_FALSE(who->has("ons geheim"));
}

// A move that the disk did not take has not happened: nobody hears a table that they do not sit at, nor reads what was
// said there before.
TEST_F(Tables, WhoseMoveWasNotKeptHearsNothingOfThatTable) {
  speaks(anna);
  stage.ask(anna, Say{{"onder ons"}});
  forget_all();
  stage.journal->fill_disk(true);
  goes(cees, 1);
  ASSERT_TRUE(cees.last<Retry>());
  stage.journal->fill_disk(false);
  stage.wait(3'001);
  stage.ask(anna, Say{{"en nog iets"}});
  EXPECT_TRUE(bram.has("en nog iets"));
  EXPECT_FALSE(cees.has("onder ons"));
  EXPECT_FALSE(cees.has("en nog iets"));
  goes(cees, 1);
  EXPECT_TRUE(cees.has("en nog iets"));
}

}  // namespace
