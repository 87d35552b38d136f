// What an evening brought: nothing hidden, no drafts, no names, and cells that no spreadsheet runs.

#include <gtest/gtest.h>

#include <map>

#include "server/engine/harvest.hpp"
#include "tests/unit/room/evening.hpp"

namespace {

using namespace protocol;
using evening::Evening;

PostCard card_in(std::string column, std::string text) { return {ColumnId{std::move(column)}, {std::move(text)}, {}}; }

CardId posted(room::Decision const& decision) { return std::get<CardPosted>(evening::events(decision).front()).card; }

TEST(Harvest, LeavesOutWhatWasHiddenAndWhatIsADraft) {
  Evening evening{"bord"};
  auto const anna = evening.comes("Anna Visser", Side::hall);
  auto const lead = evening.leads("Lotte");
  evening.ask(anna, card_in("acties", "een bankje"));
  auto const bad = posted(evening.ask(anna, card_in("acties", "iets lelijks")));
  evening.ask(lead, HideItem{{ItemKind::card, bad.value}, {"niet aardig"}});
  evening.goes_to(lead, "schrijven");
  evening.ask(anna, card_in("dromen", "nog geheim"));
  auto const harvest = engine::harvest_of(evening.room, "De Zwaan");
  ASSERT_EQ(harvest.cards.size(), 1u);
  EXPECT_EQ(harvest.cards[0].text, "een bankje");
  EXPECT_EQ(harvest.cards[0].side, "hall");
  auto const all =
      api::encode_body(harvest) + engine::cards_csv(harvest) + engine::talk_csv(harvest) + engine::counts_csv(harvest);
  for (auto const* secret : {"iets lelijks", "niet aardig", "nog geheim", "Anna", "Visser", "Lotte"}) {
    EXPECT_EQ(all.find(secret), std::string::npos) << secret;
  }
}

TEST(Harvest, TellsPeopleApartByANumberOnly) {
  Evening evening{"praten"};
  SeatTaken tablet;
  tablet.seat = SeatId{"tablet"};
  tablet.number = 1;
  tablet.role = Role::table_tablet;
  tablet.side = Side::hall;
  evening.happen({tablet});
  auto const lead = evening.leads("Lotte");
  auto const anna = evening.comes("Anna", Side::hall);
  auto const bram = evening.comes("Bram");
  for (auto const& who : {anna, bram, anna}) {
    evening.ask(lead, GrantFloor{who, std::nullopt});
    evening.ask(who, Say{{"woorden"}});
    evening.wait(12'000);
    evening.ask(who, YieldFloor{});
  }
  auto const harvest = engine::harvest_of(evening.room, "De Zwaan");
  ASSERT_EQ(harvest.talk.size(), 3u);
  EXPECT_EQ(harvest.talk[0].person, 1);
  EXPECT_EQ(harvest.talk[1].person, 2);
  EXPECT_EQ(harvest.talk[2].person, 1);
  EXPECT_EQ(harvest.talk[0].kind, "typed");
  EXPECT_EQ(harvest.talk[0].seconds, 12);
  EXPECT_EQ(harvest.talk[0].at, "2023-11-14T22:13:20Z");
  EXPECT_EQ(harvest.counts.at(0).what, "people");
  EXPECT_EQ(harvest.counts.at(0).hall, 1) << "who leads is not counted, nor a tablet";
  EXPECT_EQ(harvest.counts.at(0).online, 1);
}

TEST(Harvest, NoCellIsRunAsAFormula) {
  api::Harvest harvest;
  for (auto const* text : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=HYPERLINK(\"http://x\")"}) {
    harvest.cards.push_back({"Dromen", "bankjes", text, "hall", ""});
  }
  auto const csv = engine::cards_csv(harvest);
  std::size_t at = 0;
  std::size_t cells = 0;
  for (at = csv.find("\"bankjes\";\""); at != std::string::npos; at = csv.find("\"bankjes\";\"", at + 1)) {
    EXPECT_EQ(csv[at + 11], '\'') << csv.substr(at, 30);
    ++cells;
  }
  EXPECT_EQ(cells, harvest.cards.size());
  EXPECT_NE(csv.find("HYPERLINK(\"\"http://x\"\")"), std::string::npos);
}

TEST(Harvest, CellsAreQuotedAndTheFileSaysItIsUtf8) {
  api::Harvest harvest;
  harvest.cards.push_back({"f", "k", "zeg \"hoi\",\nen dag; é", "online", "3", 7, 2, "Groen"});
  EXPECT_EQ(
      engine::cards_csv(harvest),
      "\xEF\xBB\xBF\"onderdeel\";\"kolom\";\"kaartje\";\"waar\";\"tafel\";\"nummer\";\"bouwt voort op\";\"thema\"\r\n"
      "\"f\";\"k\";\"zeg \"\"hoi\"\",\nen dag; é\";\"online\";\"3\";\"7\";\"2\";\"Groen\"\r\n");
}

TEST(Harvest, ACsvIsInDutchAndTellsTheTimeOfTheClockOnTheWall) {
  api::Harvest harvest;
  harvest.talk.push_back({"2026-07-02T18:30:05Z", "Kennismaken", "typed", "hall", 2, 61, "hoi", "", "De vijver"});
  harvest.counts.push_back({"people_without_phone", 3, 0});
  EXPECT_EQ(engine::talk_csv(harvest),
            "\xEF\xBB\xBF\"tijd\";\"onderdeel\";\"soort\";\"waar\";\"persoon\";\"seconden\";\"woorden\";"
            "\"kort gezegd\";\"namens\"\r\n\"2026-07-02 20:30:05\";\"Kennismaken\";\"getypt\";\"zaal\";\"2\";\"61\";"
            "\"hoi\";\"\";\"De vijver\"\r\n");
  EXPECT_NE(engine::counts_csv(harvest).find("\"mensen zonder telefoon\";\"3\";\"0\""), std::string::npos);
  EXPECT_NE(api::encode_body(harvest).find("2026-07-02T18:30:05Z"), std::string::npos) << "programs get UTC";
}

// What a table wrote goes home with its table, once all were together again.
TEST(Harvest, ALineSaysFromWhichTableItComes) {
  Evening evening{"tafels"};
  auto const lead = evening.leads("Lotte");
  auto const anna = evening.comes("Anna", Side::hall, 3);
  evening.ask(anna, WriteLine{{"meer bomen"}, {}});
  EXPECT_TRUE(engine::harvest_of(evening.room, "De Zwaan").cards.empty());
  evening.goes_to(lead, "tweetallen");
  evening.ask(anna, WriteLine{{"een bankje"}, {}});
  evening.goes_to(lead, "praten");
  auto const csv = engine::cards_csv(engine::harvest_of(evening.room, "De Zwaan"));
  EXPECT_NE(csv.find("\"meer bomen\";\"zaal\";\"3\""), std::string::npos) << csv;
  EXPECT_NE(csv.find("\"een bankje\";\"zaal\";\"groepje 1\""), std::string::npos) << csv;
}

TEST(Harvest, HoldsInWhoseNameSomebodySpokeAndWhatCameOfAProposal) {
  Evening evening{"parlement"};
  auto const lead = evening.leads("Lotte");
  auto const anna = evening.comes("Anna", Side::hall);
  evening.comes("Bram", Side::hall);
  evening.ask(anna, SpeakFor{Whole<0, limits::spoken_for_max - 1>{1}, {}});
  evening.ask(lead, GrantFloor{anna, std::nullopt});
  evening.ask(lead, StartPhase{PhaseId{"besluit"}, PhaseId{"parlement"}});
  evening.ask(lead, AskConsent{{"Een bank"}});
  evening.ask(anna, AnswerConsent{{1}, Consent::object, GistText{"te duur"}, {}});
  EXPECT_TRUE(engine::harvest_of(evening.room, "De Zwaan").proposals.empty()) << "before the answers are open";
  evening.ask(lead, OpenAnswers{{1}});
  auto const harvest = engine::harvest_of(evening.room, "De Zwaan");
  ASSERT_EQ(harvest.talk.size(), 1u);
  EXPECT_EQ(harvest.talk[0].speaks_for, "De vijver");
  ASSERT_EQ(harvest.proposals.size(), 1u);
  EXPECT_EQ(harvest.proposals[0].text, "Een bank");
  EXPECT_EQ(harvest.proposals[0].object, 1);
  EXPECT_EQ(harvest.proposals[0].objections, std::vector<std::string>{"te duur"});
  auto const csv = engine::proposals_csv(harvest);
  EXPECT_NE(csv.find("\"Een bank\";\"2\";\"0\";\"0\";\"1\";\"nee\";\"te duur\"\r\n"), std::string::npos) << csv;
}

TEST(Harvest, HoldsWhatWasWeighedOnceItIsClosedAndNothingOfAPrivateCard) {
  Evening evening{"bord"};
  auto const lead = evening.leads("Lotte");
  auto const anna = evening.comes("Anna", Side::hall);
  auto const bram = evening.comes("Bram");
  auto const bench = posted(evening.ask(anna, card_in("acties", "een bankje")));
  auto const mine = posted(evening.ask(anna, PostCard{ColumnId{"acties"}, {"mijn ziekte"}, {}, {}, true}));
  evening.ask(lead, OpenDots{PhaseId{"bord"}, {}, {3}});
  evening.ask(anna, PlaceDots{{1}, bench, {2}, {}});
  evening.ask(bram, PlaceDots{{1}, mine, {3}, {}});
  evening.ask(lead, CountStickers{{1}, bench, Side::hall, {7}});
  EXPECT_TRUE(engine::harvest_of(evening.room, "De Zwaan").dots.empty()) << "before it is closed";
  evening.ask(lead, CloseDots{{1}});
  EXPECT_EQ(engine::dots_csv(engine::harvest_of(evening.room, "De Zwaan")),
            "\xEF\xBB\xBF\"keer\";\"onderdeel\";\"kaartje\";\"nummer\";\"stippen\";\"stickers zaal\";"
            "\"stickers online\";\"stippen per persoon\";\"mensen\";\"mensen met stippen gezet\"\r\n"
            "\"1\";\"bord\";\"een bankje\";\"1\";\"2\";\"7\";\"0\";\"3\";\"2\";\"2\"\r\n");
}

TEST(Harvest, EveryReasonOfAnObjectionHasItsOwnRow) {
  api::Harvest harvest;
  harvest.proposals.push_back({"Besluit", "Een hek", 1, 0, 2, {"=1+1", "te hoog"}, 3, false});
  harvest.proposals.push_back({"Besluit", "Een bank", 2, 1, 0, {}, 3, true});
  EXPECT_EQ(engine::proposals_csv(harvest),
            "\xEF\xBB\xBF\"onderdeel\";\"voorstel\";\"mensen\";\"mee eens\";\"kan ermee leven\";\"bezwaar\";"
            "\"gaat door\";\"reden van bezwaar\"\r\n"
            "\"Besluit\";\"Een hek\";\"3\";\"1\";\"0\";\"2\";\"nee\";\"'=1+1\"\r\n"
            "\"Besluit\";\"Een hek\";\"\";\"\";\"\";\"\";\"\";\"te hoog\"\r\n"
            "\"Besluit\";\"Een bank\";\"3\";\"2\";\"1\";\"0\";\"ja\";\"\"\r\n");
}

TEST(Harvest, APrivateCardGoesHomeInNothingAndACardSaysOnWhichItBuilds) {
  Evening evening{"bord"};
  auto const anna = evening.comes("Anna", Side::hall);
  evening.ask(anna, PostCard{ColumnId{"acties"}, {"mijn ziekte"}, {}, {}, true});
  auto const bench = posted(evening.ask(anna, card_in("acties", "een bankje")));
  evening.ask(anna, PostCard{ColumnId{"acties"}, {"en een boom"}, {}, bench});
  auto const later = posted(evening.ask(anna, card_in("acties", "toch liever niet")));
  evening.ask(anna, PostCard{ColumnId{"acties"}, {"los"}, {}, later});
  evening.ask(anna, EditCard{later, {"toch liever niet"}, true});
  auto const harvest = engine::harvest_of(evening.room, "De Zwaan");
  auto const all = api::encode_body(harvest) + engine::cards_csv(harvest);
  for (auto const* secret : {"ziekte", "liever"}) EXPECT_EQ(all.find(secret), std::string::npos) << secret;
  ASSERT_EQ(harvest.cards.size(), 3u);
  EXPECT_EQ(harvest.cards[0].number, 1);
  EXPECT_EQ(harvest.cards[1].builds_on, 1);
  EXPECT_EQ(harvest.cards[2].builds_on, std::nullopt) << "what it builds on is private";
}

// As counts only, and without what is private.
TEST(Harvest, CountsHowCardsCame) {
  Evening evening{"bord"};
  auto const lead = evening.leads("Lotte");
  auto const anna = evening.comes("Anna", Side::hall);
  evening.ask(anna, card_in("acties", "zelf getypt"));
  evening.ask(lead, PostCard{ColumnId{"acties"}, {"voor haar"}, anna});
  evening.ask(lead, PostCard{ColumnId{"acties"}, {"van papier"}, anna, {}, {}, true});
  evening.ask(lead, PostCard{ColumnId{"acties"}, {"niet mee"}, anna, {}, true, true});
  std::map<std::string, int> counts;
  for (auto const& count : engine::harvest_of(evening.room, "De Zwaan").counts) counts[count.what] = count.hall;
  EXPECT_EQ(counts.at("cards_by_phone"), 1);
  EXPECT_EQ(counts.at("cards_entered"), 1);
  EXPECT_EQ(counts.at("cards_from_paper"), 1);
}

// Every word that a harvest can hold has its Dutch one.
TEST(Harvest, NoEnglishStandsInACsv) {
  Evening evening{"praten"};
  auto const lead = evening.leads("Lotte");
  auto const anna = evening.comes("Anna", Side::hall);
  evening.ask(lead, GrantFloor{anna, std::nullopt});
  evening.wait(12'000);
  evening.ask(anna, YieldFloor{});
  auto const harvest = engine::harvest_of(evening.room, "De Zwaan");
  auto const all = engine::talk_csv(harvest) + engine::counts_csv(harvest);
  for (auto const* word : {"spoken", "typed", "hall", "people", "turn", "cards", "seconds", "phase", "_"}) {
    EXPECT_EQ(all.find(word), std::string::npos) << word << " in " << all;
  }
}

}  // namespace
