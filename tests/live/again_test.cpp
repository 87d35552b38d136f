// What a page does whose line broke before the answer came: it asks the same again, under the same id. On the real
// server each command is then done once and answered once, on the next line and also by the process after a kill.

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>

#include "tests/live/raw_line.hpp"
#include "tests/support/server_process.hpp"

namespace {

using namespace live;
using namespace protocol;

constexpr auto annas_join = "a-secret-of-annas-phone";

struct SentAgain : testing::Test {
  support::ServerProcess server;
  std::string code, cookie, token;  // cookie and token of who leads
  std::optional<RawLine> lead, anna;
  std::optional<Seat> seat;  // Anna's
  std::vector<std::pair<std::string, Command>> asked;
  std::map<std::string, int> caused;  // how often an update named this command, on the whole line of who leads
  int fences = 0;

  static std::string field(std::string const& json, std::string const& name) {
    auto const at = json.find("\"" + name + "\":\"");
    if (at == std::string::npos) return {};
    auto const start = at + name.size() + 4;
    return json.substr(start, json.find('"', start) - start);
  }

  void SetUp() override {
    ASSERT_TRUE(server.start()) << server.log();
    code = make_room(server.port());
    auto const staff = as_page(server.port(), "POST", "/api/v1/rooms/" + code + "/staff",
                               R"({"id":"a-secret-of-this-page","role":"facilitator","name":"Lotte","accepts":1})");
    cookie = cookie_of(staff);
    token = field(staff.body, "token");
    ASSERT_TRUE(leads());
  }
  bool leads() {
    lead.emplace(server.port());
    if (lead->upgrade("/ws/" + code, {{"Cookie", cookie}}).status != 101) return false;
    return lead->say(hello(token, View::staff)) && lead->until<OwnChanged>();
  }
  Update lead_sees(std::string const& id) {
    while (auto const update = lead->until<Update>()) {
      if (update->cause) ++caused[update->cause->value];
      if (update->cause && update->cause->value == id) return *update;
    }
    ADD_FAILURE() << id << " is never seen";
    return {};
  }

  // How often the command is answered on Anna's line, until something that was asked behind it is.
  int answers_to(std::string const& id, Command const& body) {
    auto const fence = "fence-" + std::to_string(++fences);
    anna->say(asking(id, body));
    anna->say(asking(fence, PostCard{ColumnId{"acties"}, {fence}, {}}));
    int answers = 0;
    while (auto const push = anna->push()) {
      if (auto const* done = std::get_if<Done>(&*push)) answers += done->id.value == id;
      auto const* refused = std::get_if<Refused>(&*push);
      EXPECT_FALSE(refused && refused->id.value == id) << encode(*push);
      auto const* update = std::get_if<Update>(&*push);
      if (!update || !update->cause) continue;
      answers += update->cause->value == id;
      if (update->cause->value == fence) return answers;
    }
    ADD_FAILURE() << "no answer to what came after " << id;
    return answers;
  }

  // Anna asks; it is done, and her line goes while the answer is on it. On her next line she asks again.
  Update is_asked_twice(std::string const& id, Command const& body) {
    asked.emplace_back(id, body);
    anna->say(asking(id, body));
    auto const update = lead_sees(id);
    anna.emplace(server.port());
    EXPECT_TRUE(come_back(*anna, code, seat->token));
    EXPECT_EQ(answers_to(id, body), 1) << id;
    return update;
  }

  // Everything on the hall screen but the cards behind which answers were counted.
  std::multiset<std::string> shown() {
    std::multiset<std::string> all;
    RawLine screen{server.port()};
    EXPECT_EQ(screen.upgrade("/ws/" + code).status, 101);
    screen.say(hello({}, View::hall_screen));
    auto const snapshot = screen.until<Snapshot>();
    EXPECT_TRUE(snapshot && snapshot->is_last);
    if (!snapshot) return all;
    for (auto const& thing : snapshot->things) {
      auto const* card = std::get_if<CardThing>(&thing);
      if (!card || !card->text.starts_with("fence")) all.insert(encode(Push{Update{0, {}, {thing}, {}}}));
    }
    return all;
  }
};

TEST_F(SentAgain, AfterACutIsDoneOnceAndAnsweredOnceAndAfterAKillLikewise) {
  anna.emplace(server.port());
  ASSERT_EQ(anna->upgrade("/ws/" + code).status, 101);
  anna->say(hello());
  ASSERT_TRUE(anna->until<Lobby>());
  anna->say(asking(annas_join, Join{{"Anna"}, Side::online, {}, {limits::house_rules_version}}));
  auto came = lead->until<Update>();  // the seat is taken; Anna's phone has lost its line and does not know
  ASSERT_TRUE(came);
  anna.emplace(server.port());
  seat = join(*anna, code, "Anna", annas_join);
  ASSERT_TRUE(seat);

  CardId card;
  auto const posted = is_asked_twice("c-post", PostCard{ColumnId{"acties"}, {"een bankje"}, {}});
  for (auto const& thing : posted.changed)
    if (auto const* one = std::get_if<CardThing>(&thing)) card = one->id;
  is_asked_twice("c-edit", EditCard{card, {"een bankje in de zon"}});
  is_asked_twice("c-hand", RequestFloor{});
  is_asked_twice("c-lower", LowerHand{});
  is_asked_twice("c-hand-again", RequestFloor{{}, RequestKind::technical});
  lead->say(asking("l-grant", GrantFloor{seat->id, {}}));
  lead_sees("l-grant");
  is_asked_twice("c-say", Say{{"ik begin maar"}});
  is_asked_twice("c-yield", YieldFloor{});
  is_asked_twice("c-name", Rename{{"Anna B"}});
  is_asked_twice("c-second", PostCard{ColumnId{"acties"}, {"een boom"}, {}});
  is_asked_twice("c-retract", RetractCard{card});
  auto const before = shown();
  EXPECT_GT(before.size(), 5u);

  server.kill_hard();
  ASSERT_TRUE(server.start()) << server.log();
  ASSERT_TRUE(leads());
  anna.emplace(server.port());
  ASSERT_TRUE(come_back(*anna, code, seat->token));
  for (auto const& [id, body] : asked) EXPECT_EQ(answers_to(id, body), 1) << id << " after the kill";
  lead_sees("fence-" + std::to_string(fences));
  for (auto const& [id, body] : asked) EXPECT_EQ(caused[id], 1) << id << " acted more than once";
  EXPECT_EQ(shown(), before);

  anna->say(asking("c-post", PostCard{ColumnId{"acties"}, {"iets anders"}, {}}));
  auto const refused = anna->until<Refused>();
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->reason, Refusal::id_used_differently);
}

}  // namespace
