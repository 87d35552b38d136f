// A whole evening on the real program with a canary in every field that takes text, in names, tokens and codes, also in
// what is refused or unreadable. Then every file, log, metric and export is searched: nothing personal where it must
// not be, and after erasing nothing anywhere (guide reliability G17, T21).

#include <gtest/gtest.h>

#include <filesystem>
#include <regex>

#include "protocol/close_codes.hpp"
#include "tests/live/raw_line.hpp"
#include "tests/personal/lying.hpp"
#include "tests/personal/text_fields.hpp"
#include "tests/personal/verb.hpp"
#include "tests/support/server_process.hpp"

namespace {

using namespace live;
using namespace protocol;
using personal::files;
using personal::hits;
using personal::opened;
using personal::verb;
namespace fs = std::filesystem;

constexpr auto password = "KANARIEwachtwoord lang";

struct Canary : testing::Test {
  support::ServerProcess server{{"--admin-listen", "127.0.0.1:0"}};
  std::string cookie;
  std::string code;
  std::vector<std::string> secrets;  // tokens, cookies, tickets, pins, join ids
  std::vector<SeatId> to_erase;      // by the office, besides who leads
  std::set<std::string> sung_in;     // fields of commands that were done with a bird in them
  fs::path root = server.data().parent_path();
  int next = 1;

  static std::string field(std::string const& json, std::string const& name) {
    auto const at = json.find("\"" + name + "\":\"");
    if (at == std::string::npos) return {};
    auto const start = at + name.size() + 4;
    return json.substr(start, json.find('"', start) - start);
  }
  Answer office(std::string const& method, std::string const& path, std::string const& body = "{}") {
    return as_page(server.port(), method, "/api/v1/" + path, body, cookie);
  }
  std::string metrics() {
    std::smatch port;
    auto const said = server.said("metrics on 127.0.0.1:");
    if (!std::regex_search(said, port, std::regex("metrics on 127\\.0\\.0\\.1:(\\d+)"))) return {};
    return http(port[1], "GET", "/metrics").body;
  }
  void SetUp() override {
    ASSERT_TRUE(server.start()) << server.log();
    auto const said = server.said("bibliotheek#");
    auto const ticket = said.substr(said.find('#') + 1, 28);
    secrets.push_back(ticket);
    auto const set =
        office("POST", "office/password",
               R"({"ticket":")" + ticket + R"(","password":")" + password + R"(","library":"Bibliotheek NACHTEGAAL"})");
    ASSERT_EQ(set.status, 200) << set.body;
    cookie = cookie_of(set);
    secrets.push_back(cookie.substr(cookie.find('=') + 1));
    secrets.emplace_back(password);
    code = make_room(server.port(), cookie);
    ASSERT_FALSE(code.empty());
    secrets.push_back(code);
  }

  // Comes in as who leads, over HTTP and then the line.
  SeatId leads(RawLine& line, std::string const& name) {
    auto const invited = office("POST", "rooms/" + code + "/invitations", R"({"role":"facilitator"})");
    auto const secret = field(invited.body, "secret"), pin = field(invited.body, "pin");
    secrets.push_back(secret);
    auto const came = as_page(server.port(), "POST", "/api/v1/rooms/" + code + "/staff",
                              R"({"id":"KANARIEgeheim-van-de-leiding","ticket":")" + secret + R"(","pin":")" + pin +
                                  R"(","role":"facilitator","name":")" + name + R"(","accepts":1})");
    EXPECT_EQ(came.status, 200) << came.body;
    auto const device = cookie_of(came), token = field(came.body, "token");
    secrets.insert(secrets.end(), {token, device.substr(device.find('=') + 1), "KANARIEgeheim-van-de-leiding"});
    EXPECT_EQ(line.upgrade("/ws/" + code, {{"Cookie", device}}).status, 101);
    line.say(hello(token, View::staff));
    EXPECT_TRUE(line.until<OwnChanged>());
    return SeatId{field(came.body, "seat")};
  }
  // Asks and waits until it is answered; the update that did it, when there is one.
  std::optional<Update> asks(RawLine& line, Command body) {
    auto const id = "c-" + std::to_string(next++);
    line.say(asking(id, body));
    std::set<std::string> sung;
    std::visit([&](auto const& asked) { personal::add_text_fields(asked, {"KANARIE", "NACHTEGAAL"}, sung); }, body);
    auto const is_done = [&](auto answer) {
      sung_in.merge(sung);
      return answer;
    };
    while (auto const push = line.push()) {
      if (auto const* update = std::get_if<Update>(&*push); update && update->cause && update->cause->value == id) {
        return is_done(std::optional{*update});
      }
      if (auto const* done = std::get_if<Done>(&*push); done && done->id.value == id)
        return is_done(std::optional<Update>{});
      if (auto const* refused = std::get_if<Refused>(&*push); refused && refused->id.value == id) return std::nullopt;
      if (auto const* ticket = std::get_if<Ticket>(&*push); ticket && ticket->id.value == id) {
        secrets.push_back(ticket->secret);
        if (ticket->pin) secrets.push_back(*ticket->pin);
        return std::nullopt;
      }
    }
    ADD_FAILURE() << "no answer to " << id;
    return std::nullopt;
  }

  // In a room with tables no update bears a cause: what is done is told by a word of its own.
  void does(RawLine& line, Command body) {
    auto const id = "t-" + std::to_string(next++);
    line.say(asking(id, body));
    std::visit([&](auto const& asked) { personal::add_text_fields(asked, {"KANARIE"}, sung_in); }, body);
    while (auto const push = line.push()) {
      if (auto const* done = std::get_if<Done>(&*push); done && done->id.value == id) return;
      auto const* refused = std::get_if<Refused>(&*push);
      if (refused && refused->id.value == id) break;
    }
    ADD_FAILURE() << id << " was not done";
  }

  // Somebody is entered without a phone, somebody is put out; tickets of all three kinds are made.
  void has_helpers_and_a_nuisance(RawLine& lead) {
    auto const entered = asks(lead, AddProxy{{"KANARIEinvoer"}, {}});
    ASSERT_TRUE(entered);
    for (auto const& thing : entered->changed) {
      auto const* seat = std::get_if<SeatThing>(&thing);
      if (seat && seat->is_proxied) to_erase.push_back(seat->id);
    }
    ASSERT_EQ(to_erase.size(), 1u);
    asks(lead, Rename{{"KANARIEkaartnaam"}, to_erase[0]});
    auto const known = secrets.size();
    asks(lead, OfferClaim{to_erase[0]});
    asks(lead, OfferStaffSeat{Role::usher});
    asks(lead, OfferScreen{});
    ASSERT_EQ(secrets.size(), known + 4) << "three tickets, one with a PIN";
    RawLine carol{server.port()};
    auto const seat = join(carol, code, "KANARIEstoorder", "KANARIEgeheim-van-carol");
    ASSERT_TRUE(seat);
    to_erase.push_back(seat->id);
    secrets.insert(secrets.end(), {seat->token, "KANARIEgeheim-van-carol"});
    ASSERT_TRUE(asks(lead, RemoveSeat{seat->id, {"KANARIEwegreden"}}));
    EXPECT_EQ(carol.close_code(), close_codes::seat_removed.code);
  }

  // What is kept: names, cards, words, gists, reasons; by oneself and on behalf. And what is refused, unreadable, or
  // was never for us.
  void lives_an_evening(RawLine& lead, RawLine& anna, RawLine& bram, SeatId const& of_anna) {
    asks(anna, Rename{{"KANARIEhernoemd"}});
    ASSERT_TRUE(asks(anna, PostCard{ColumnId{"acties"}, {"KANARIEkaart"}, {}}));
    auto const mended = asks(anna, PostCard{ColumnId{"acties"}, {"KANARIEeerst"}, {}});
    ASSERT_TRUE(mended);
    for (auto const& thing : mended->changed) {
      auto const* card = std::get_if<CardThing>(&thing);
      if (card) asks(anna, EditCard{card->id, {"KANARIEdaarna"}});
    }
    asks(lead, PostCard{ColumnId{"acties"}, {"KANARIEnamens"}, of_anna});
    auto const hidden = asks(bram, PostCard{ColumnId{"acties"}, {"blijft verborgen"}, {}});
    ASSERT_TRUE(hidden);
    for (auto const& thing : hidden->changed) {
      auto const* card = std::get_if<CardThing>(&thing);
      if (card) asks(lead, HideItem{{ItemKind::card, card->id.value}, {"KANARIEreden"}});
    }
    asks(bram, PostCard{ColumnId{"acties"}, {"blijft staan"}, {}});
    asks(lead, GrantFloor{of_anna, {}});
    asks(anna, Say{{"KANARIEwoorden"}});
    auto const ended = asks(anna, YieldFloor{});
    ASSERT_TRUE(ended);
    for (auto const& thing : ended->changed) {
      auto const* turn = std::get_if<TurnThing>(&thing);
      if (turn) asks(lead, AddGist{turn->id, {"KANARIEkern"}});
    }
    // What a room says of itself is for everybody and stays in its harvest; logs and figures are not the place for it.
    asks(lead, CorrectRoom{PlaceText{"NACHTEGAALplein"}, QuestionText{"Hoe NACHTEGAAL?"}, ListenText{"NACHTEGAAL"}});
    asks(lead, CorrectPhase{PhaseId{"bord"}, TitleText{"NACHTEGAALdeel"}, InstructionText{"Zing als NACHTEGAAL."}, {}});
    asks(anna, PostCard{ColumnId{"KANARIEkolom"}, {"KANARIEgeweigerd"}, {}});
    auto const themes = asks(lead, MakeTheme{ColumnId{"acties"}, {"KANARIEthema"}});
    ASSERT_TRUE(themes);
    for (auto const& thing : themes->changed)
      if (auto const* theme = std::get_if<ThemeThing>(&thing))
        asks(lead, RenameTheme{theme->id, {"KANARIEthemanaam"}, {theme->revision}});
    asks(lead, AskConsent{{"een bank voor de NACHTEGAAL"}});
    ASSERT_TRUE(asks(anna, AnswerConsent{{1}, Consent::object, GistText{"KANARIEbezwaar"}, {}}));
    ASSERT_TRUE(asks(lead, OpenAnswers{{1}}));
    anna.text(R"({"type":"command","id":"c-k","body":{"type":"post_card","column":"a","KANARIEveld":"KANARIE"}})");
    anna.text("KANARIEgeen json");
    ASSERT_TRUE(anna.until<BadMessage>());
    anna.say(Typing{true});
    http(server.port(), "GET", "/KANARIEpad?KANARIE=1", {{"X-KANARIE", "KANARIE"}, {"User-Agent", "KANARIEagent"}});
    office("POST", "office/session", R"({"password":"KANARIEfout wachtwoord"})");
    office("GET", "rooms/KANARIEcode/harvest");
    RawLine stranger{server.port()};
    stranger.upgrade("/ws/kanarie2");
    stranger.say(hello("KANARIE.0.token"));
    stranger.close_code();
    has_a_card_back(lead, anna);
  }

  // A card that a rule stops, and the note with which it goes back to its author.
  void has_a_card_back(RawLine& lead, RawLine& anna) {
    asks(anna, PostCard{ColumnId{"acties"}, {"KANARIEwacht, bel 06 12345678"}, {}});
    std::optional<CardId> waiting;
    while (auto const update = waiting ? std::nullopt : lead.until<Update>())
      for (auto const& thing : update->changed)
        if (auto const* card = std::get_if<CardThing>(&thing); card && card->held_because) waiting = card->id;
    ASSERT_TRUE(waiting);
    asks(lead, ReturnCard{*waiting, {0}, {"KANARIEnotitie"}});
  }

  void expect_a_bird_in_all_but(std::set<std::string> elsewhere) {
    elsewhere.insert({"join.name", "take_staff_seat.name"});  // by join() and leads(), not asked in the room
    elsewhere.insert("claim_seat.ticket");                    // a secret of ours, and not what people say
    for (auto const& field : personal::all_text_fields())
      EXPECT_NE(sung_in.contains(field), elsewhere.contains(field)) << field;
  }

  void expect_no_canary_in_the_harvest() {
    for (auto const* file : {"", "/talk.csv", "/cards.csv", "/counts.csv", "/proposals.csv", "/dots.csv"}) {
      auto const text = office("GET", "rooms/" + code + "/harvest" + file).body;
      EXPECT_EQ(hits(text, "KANARIE"), 0) << "harvest" << file;
    }
  }
  // In the data folder, or in copies of it.
  void expect_nothing_in(fs::path const& folder) {
    for (auto const& [name, bytes] : files(folder)) {
      EXPECT_EQ(hits(bytes, "KANARIE"), 0) << name;
      EXPECT_EQ(hits(bytes, "127.0.0.1"), 0) << name << ": addresses are never stored";
      for (auto const& secret : secrets) {
        // The code is an address and stands in the journal; no other secret is stored.
        if (secret == code) continue;
        EXPECT_EQ(hits(bytes, secret), 0) << name << " holds " << secret;
      }
    }
  }

  // A copy of the journal and one of the keys, in folders of this name; "--from JOURNAL --keys KEYS" of them.
  std::string copied(std::string const& name) {
    auto const journals = root / (name + "-journal"), keys = root / (name + "-keys");
    auto const said =
        verb("backup --data " + server.data().string() + " --to " + journals.string() + " --keys-to " + keys.string());
    EXPECT_EQ(said.code, 0) << said.text;
    auto const only = [](fs::path const& folder) { return fs::directory_iterator(folder)->path().string(); };
    return said.code == 0 ? " --from " + only(journals) + " --keys " + only(keys) : "";
  }
};

PhasePlan at_tables() {
  PhasePlan phase;
  phase.id.value = phase.key.value = "tafels";
  phase.title.value = "Tafels";
  phase.minutes.value = 60;
  phase.floor = FloorMode::open;
  phase.columns = {{ColumnId{"oogst"}, {"Oogst"}}};
  phase.target = PhaseTarget::table;
  phase.tables = TablePlan{{}, {}, {}, {}, LineBy::anybody};
  return phase;
}

TEST_F(Canary, IsNowhereWhereItMustNotBeAndAfterErasingNowhere) {
  RawLine lead{server.port()}, anna{server.port()}, bram{server.port()};
  auto const lotte = leads(lead, "KANARIEleiding");
  auto const seat = join(anna, code, "KANARIEnaam", "KANARIEgeheim-van-anna");
  auto const other = join(bram, code, "Bram", "KANARIEgeheim-van-bram");
  ASSERT_TRUE(seat && other);
  secrets.insert(secrets.end(), {seat->token, other->token, "KANARIEgeheim-van-anna", "KANARIEgeheim-van-bram"});
  lives_an_evening(lead, anna, bram, seat->id);
  has_helpers_and_a_nuisance(lead);
  expect_a_bird_in_all_but({"message_tables.text", "write_line.text"});  // those are sung at a table, below

  auto const lying = files(server.data());
  ASSERT_GE(hits(lying.at("journal.sqlite-wal"), "card_posted"), 4) << "we look at the right bytes";
  expect_nothing_in(server.data());
  auto const before = copied("before");
  for (auto const* folder : {"before-journal", "before-keys"}) expect_nothing_in(root / folder);
  int in_the_copy = 0;
  for (auto const& file : files(root / "before-journal")) in_the_copy += hits(file.second, "card_posted");
  EXPECT_GE(in_the_copy, 4) << "and at the right bytes of the copy";
  auto const harvest = office("GET", "rooms/" + code + "/harvest").body;
  EXPECT_GT(hits(harvest, "KANARIEkaart"), 0) << "the harvest holds the words until then";
  for (auto const* name : {"KANARIEnaam", "KANARIEhernoemd", "KANARIEleiding", "Bram"})
    EXPECT_EQ(hits(harvest, name), 0) << "and no names";
  EXPECT_GT(hits(harvest, "KANARIEdaarna"), 0);
  EXPECT_GE(hits(harvest, "NACHTEGAAL"), 3) << "the room's own words are in it";
  EXPECT_GT(hits(harvest, "KANARIEbezwaar"), 0) << "an objection goes home, without who wrote it";
  EXPECT_EQ(hits(harvest, "KANARIEeerst"), 0) << "nor what a card said before";

  // Erased: the person by the own page, who leads by the office.
  anna.say(asking("c-erase", EraseSeat{seat->id}));
  EXPECT_EQ(anna.close_code(), close_codes::seat_erased.code);
  auto const listed = office("GET", "rooms/" + code + "/people").body;
  EXPECT_EQ(hits(listed, "KANARIEhernoemd"), 0);
  EXPECT_GT(hits(listed, "KANARIEleiding"), 0);
  ASSERT_EQ(office("POST", "rooms/" + code + "/erase", R"({"seat":")" + lotte.value + R"("})").status, 200);
  EXPECT_EQ(lead.close_code(), close_codes::seat_erased.code);
  for (auto const& one : to_erase) {
    auto const answer = office("POST", "rooms/" + code + "/erase", R"({"seat":")" + one.value + R"("})");
    ASSERT_EQ(answer.status, 200) << answer.body;
  }
  expect_no_canary_in_the_harvest();
  auto const cards = cards_seen(server.port(), code, other->token).value_or(std::vector<std::string>{"KANARIE"});
  for (auto const& text : cards) EXPECT_EQ(hits(text, "KANARIE"), 0) << "or no answer";

  auto const figures = metrics();
  EXPECT_GT(hits(figures, "plekberaad_commands_total{answer=\"done\"}"), 0);
  EXPECT_GT(hits(figures, "plekberaad_erased_total{what=\"seat\"} 4"), 0) << figures;
  ASSERT_EQ(server.stop(), 0);
  for (auto const& text : {server.log(), figures}) {
    EXPECT_EQ(hits(text, "KANARIE") + hits(text, "NACHTEGAAL") + hits(text, "127.0.0.1"), 0) << text;
    for (auto const& secret : secrets) EXPECT_EQ(hits(text, secret), 0) << secret;
  }
  expect_nothing_in(server.data());
  auto const key = server.data() / "server.key";
  auto const after = copied("after");
  auto const all = opened(server.data(), key);
  EXPECT_GT(hits(all, "blijft staan"), 0) << "the key of the server opens what is left";
  EXPECT_EQ(hits(all, "KANARIE"), 0) << "and nothing of who was erased";
  EXPECT_EQ(hits(all, "CORRUPT"), 0);

  // The copy of before with the keys of after, as an evening is restored: the older journal brings nobody back.
  auto const from = before.substr(0, before.find(" --keys")) + after.substr(after.find(" --keys"));
  auto const back = verb("restore --data " + (root / "restored").string() + " --server-key " + key.string() + from);
  ASSERT_EQ(back.code, 0) << back.text;
  EXPECT_EQ(hits(back.text, "KANARIE"), 0) << back.text;
  auto const restored = opened(root / "restored", key);
  EXPECT_GT(hits(restored, "blijft staan"), 0);
  EXPECT_EQ(hits(restored, "KANARIE") + hits(restored, "CORRUPT"), 0);
  expect_nothing_in(root / "restored");
}

// A line of a table, and what all tables were told.
TEST_F(Canary, OfATableGoesWithWhoWroteIt) {
  std::erase(secrets, code);  // of the room that nobody used, an address as well
  code = make_room(server.port(), cookie, {at_tables()});
  ASSERT_FALSE(code.empty());
  secrets.push_back(code);
  RawLine lead{server.port()}, anna{server.port()}, bram{server.port()};
  auto const lotte = leads(lead, "KANARIEleiding");
  auto const seat = join(anna, code, "KANARIEnaam", "KANARIEgeheim-van-anna");
  auto const other = join(bram, code, "Bram", "KANARIEgeheim-van-bram");
  ASSERT_TRUE(seat && other);
  does(lead, StartPhase{PhaseId{"tafels"}, PhaseId{"bord"}});
  does(anna, ChangeSide{Side::hall, TableNumber{1}});
  does(bram, ChangeSide{Side::hall, TableNumber{2}});
  does(anna, WriteLine{{"KANARIEregel"}, {}});
  does(anna, CallForHelp{});
  does(bram, WriteLine{{"blijft staan"}, {}});
  does(lead, MessageTables{{"KANARIEbericht"}});
  for (auto const* field : {"write_line.text", "message_tables.text"}) EXPECT_TRUE(sung_in.contains(field)) << field;
  expect_nothing_in(server.data());
  expect_no_canary_in_the_harvest();  // what tables keep does not go home
  does(lead, StartPhase{PhaseId{"bord"}, PhaseId{"tafels"}});
  EXPECT_GT(hits(office("GET", "rooms/" + code + "/harvest").body, "KANARIEregel"), 0);
  anna.say(asking("c-erase", EraseSeat{seat->id}));
  EXPECT_EQ(anna.close_code(), close_codes::seat_erased.code);
  ASSERT_EQ(office("POST", "rooms/" + code + "/erase", R"({"seat":")" + lotte.value + R"("})").status, 200);
  expect_no_canary_in_the_harvest();
  ASSERT_EQ(server.stop(), 0);
  EXPECT_EQ(hits(server.log(), "KANARIE"), 0) << server.log();
  expect_nothing_in(server.data());
  auto const all = opened(server.data(), server.data() / "server.key");
  EXPECT_GT(hits(all, "blijft staan"), 0);
  EXPECT_EQ(hits(all, "KANARIE"), 0);
}

}  // namespace
