// The library's office over real HTTP: the first visit, signing in, inviting who leads, taking over; and what another
// site's page or a guesser gets. Limits as they are for real.

#include <gtest/gtest.h>

#include "protocol/api.hpp"
#include "tests/live/raw_line.hpp"
#include "tests/support/server_process.hpp"

namespace {

using namespace live;
using namespace protocol;

constexpr auto password = "een lang wachtwoord";

std::string field(std::string const& json, std::string const& name) {
  auto const at = json.find("\"" + name + "\":\"");
  if (at == std::string::npos) return {};
  auto const start = at + name.size() + 4;
  return json.substr(start, json.find('"', start) - start);
}

struct Office : testing::Test {
  support::ServerProcess server{{"--reactors", "2"}};
  std::string cookie;

  void SetUp() override { ASSERT_TRUE(server.start()) << server.log(); }
  std::string link() {
    auto const said = server.said("bibliotheek#");
    auto const at = said.find('#');
    return at == std::string::npos ? std::string{} : said.substr(at + 1, 28);
  }
  Answer ask(std::string const& method, std::string const& path, std::string const& body = "{}") {
    return as_page(server.port(), method, "/api/v1/" + path, body, cookie);
  }
  Answer set_password(std::string const& ticket, std::string const& word = password) {
    return ask("POST", "office/password",
               R"({"ticket":")" + ticket + R"(","password":")" + word + R"(","library":"Bibliotheek De Zwaan"})");
  }
  void open_office() {
    auto const answer = set_password(link());
    ASSERT_EQ(answer.status, 200) << answer.body;
    cookie = cookie_of(answer);
  }
  static std::string staff(std::string const& id, std::string const& more = {}) {
    return R"({"id":")" + id + R"(",)" + more + R"("role":"facilitator","name":"Lotte","accepts":1})";
  }
  static std::string with_ticket(std::string const& secret, std::string const& pin) {
    return R"("ticket":")" + secret + R"(","pin":")" + pin + R"(",)";
  }
};

TEST_F(Office, TheFirstVisitSetsAPasswordOnce) {
  EXPECT_NE(ask("GET", "office").body.find("\"needs_password\":true"), std::string::npos);
  auto const ticket = link();
  ASSERT_EQ(ticket.size(), 28u);
  EXPECT_EQ(set_password("not-the-ticket").status, 403);
  EXPECT_EQ(set_password(ticket, "kort").status, 400);
  auto const first = set_password(ticket);
  EXPECT_EQ(first.status, 200);
  auto const set = first.header("set-cookie");
  for (auto const* part : {"HttpOnly", "SameSite=Strict", "Path=/api/"}) EXPECT_NE(set.find(part), std::string::npos);
  EXPECT_EQ(set_password(ticket, "een ander wachtwoord").status, 403) << "the link works once";
  EXPECT_NE(ask("GET", "office").body.find("\"needs_password\":false"), std::string::npos);
  EXPECT_EQ(ask("GET", "office").header("cache-control"), "no-store");
}

TEST_F(Office, AfterARestartTheLinkIsDeadAndThePasswordWorks) {
  open_office();
  auto const old_session = cookie;
  ASSERT_EQ(server.stop(), 0);
  ASSERT_TRUE(server.start());
  EXPECT_EQ(server.log().find("bibliotheek#"), std::string::npos);
  EXPECT_EQ(ask("GET", "rooms").status, 200) << "a session outlives a restart";
  cookie.clear();
  EXPECT_EQ(ask("GET", "rooms").status, 401);
  EXPECT_EQ(ask("POST", "office/session", R"({"password":"iets anders"})").status, 403);
  auto const good = ask("POST", "office/session", std::string(R"({"password":")") + password + "\"}");
  EXPECT_EQ(good.status, 200);
  cookie = cookie_of(good);
  EXPECT_EQ(ask("GET", "rooms").status, 200);
  EXPECT_EQ(ask("DELETE", "office/session").status, 200);
  EXPECT_EQ(ask("GET", "rooms").status, 401) << "signed out means signed out, also for a copied cookie";
  cookie = old_session;
  EXPECT_EQ(ask("GET", "rooms").status, 200);
}

TEST_F(Office, PasswordsAreNotGuessed) {
  open_office();
  cookie.clear();
  int slowed = 0;
  for (int i = 0; i < 15; ++i) slowed += ask("POST", "office/session", R"({"password":"gok gok gok"})").status == 429;
  EXPECT_GE(slowed, 5);
}

TEST_F(Office, AnotherSitesPageCanChangeNothing) {
  open_office();
  auto const own = "http://127.0.0.1:" + server.port();
  std::string const body = R"({"password":"x"})";
  auto const post = [&](Headers headers) {
    headers.emplace_back("Cookie", cookie);
    return http(server.port(), "POST", "/api/v1/rooms", headers, body).status;
  };
  EXPECT_EQ(post({{"Content-Type", "application/json"}, {"Origin", own}}), 403) << "without our header";
  EXPECT_EQ(post({{"Content-Type", "text/plain"}, {"X-Plekberaad", "1"}, {"Origin", own}}), 415);
  EXPECT_EQ(post({{"X-Plekberaad", "1"}, {"Origin", own}}), 415);
  for (auto const* origin : {"https://evil.example", "null"}) {
    EXPECT_EQ(post({{"Content-Type", "application/json"}, {"X-Plekberaad", "1"}, {"Origin", origin}}), 403);
  }
  EXPECT_EQ(
      http(server.port(), "GET", "/api/v1/rooms", {{"Cookie", cookie}, {"Origin", "https://evil.example"}}).status,
      403);
  EXPECT_EQ(ask("GET", "rooms").body, R"({"rooms":[]})");
}

TEST_F(Office, WithoutSigningInNothingIsShown) {
  open_office();
  auto const code = make_room(server.port(), cookie);
  ASSERT_EQ(code.size(), 8u);
  cookie.clear();
  EXPECT_EQ(make_room(server.port()), "");
  EXPECT_EQ(ask("POST", "rooms/" + code + "/invitations", R"({"role":"facilitator"})").status, 401);
  EXPECT_EQ(ask("POST", "rooms/" + code + "/close").status, 401);
  EXPECT_EQ(ask("GET", "rooms/" + code + "/harvest").status, 401);
  EXPECT_EQ(ask("POST", "rooms/" + code + "/staff", staff("a-secret-of-this-page")).status, 401);
  cookie = "pb_office=99999999999999.abc.def";
  EXPECT_EQ(ask("GET", "rooms").status, 401);
}

TEST_F(Office, AnInvitationWorksOnceAndOnItsDeviceOnly) {
  open_office();
  auto const code = make_room(server.port(), cookie);
  auto const invited = ask("POST", "rooms/" + code + "/invitations", R"({"role":"facilitator"})");
  ASSERT_EQ(invited.status, 200) << invited.body;
  cookie.clear();
  auto const ticket = with_ticket(field(invited.body, "secret"), field(invited.body, "pin"));
  auto const first = ask("POST", "rooms/" + code + "/staff", staff("a-secret-of-this-page", ticket));
  ASSERT_EQ(first.status, 200) << first.body;
  auto const device = first.header("set-cookie");
  for (auto const& part : {std::string{"HttpOnly"}, std::string{"SameSite=Strict"}, "Path=/ws/" + code}) {
    EXPECT_NE(device.find(part), std::string::npos);
  }
  auto const again = ask("POST", "rooms/" + code + "/staff", staff("a-secret-of-this-page", ticket));
  EXPECT_EQ(again.body, first.body) << "the answer was lost: the same one again";
  auto const second = ask("POST", "rooms/" + code + "/staff", staff("a-secret-of-another-page", ticket));
  EXPECT_EQ(second.status, 409);
  EXPECT_NE(second.body.find("ticket_used"), std::string::npos);

  auto const token = field(first.body, "token");
  RawLine thief{server.port()};
  ASSERT_EQ(thief.upgrade("/ws/" + code).status, 101);
  thief.say(hello(token, View::staff));
  EXPECT_EQ(thief.close_code(), 4401);
  RawLine lead{server.port()};
  ASSERT_EQ(lead.upgrade("/ws/" + code, {{"Cookie", cookie_of(first)}}).status, 101);
  lead.say(hello(token, View::staff));
  EXPECT_EQ(lead.until<Snapshot>()->view, View::staff);
}

TEST_F(Office, FiveWrongPinsKillAnInvitation) {
  open_office();
  auto const code = make_room(server.port(), cookie);
  auto const invited = ask("POST", "rooms/" + code + "/invitations", R"({"role":"facilitator"})");
  auto const secret = field(invited.body, "secret");
  auto const pin = field(invited.body, "pin");
  cookie.clear();
  for (int i = 0; i < 5; ++i) {
    auto wrong = pin;
    wrong[5] = static_cast<char>('0' + (wrong[5] - '0' + 1 + i) % 10);
    auto const answer =
        ask("POST", "rooms/" + code + "/staff", staff("a-secret-of-this-page", with_ticket(secret, wrong)));
    EXPECT_EQ(answer.status, 403);
    EXPECT_NE(answer.body.find("pin_is_wrong"), std::string::npos) << answer.body;
  }
  EXPECT_EQ(ask("POST", "rooms/" + code + "/staff", staff("a-secret-of-this-page", with_ticket(secret, pin))).status,
            403);
}

TEST_F(Office, TheCoordinatorTakesOverWithinOneRequest) {
  open_office();
  auto const code = make_room(server.port(), cookie);
  auto const entered = ask("POST", "rooms/" + code + "/staff", staff("a-secret-of-the-office"));
  ASSERT_EQ(entered.status, 200) << entered.body;
  RawLine lead{server.port()};
  ASSERT_EQ(lead.upgrade("/ws/" + code, {{"Cookie", cookie_of(entered)}}).status, 101);
  lead.say(hello(field(entered.body, "token"), View::staff));
  ASSERT_TRUE(lead.until<OwnChanged>());
  lead.say(asking("pause-now", PauseRoom{}));
  auto update = lead.until<Update>();
  while (update && !update->cause) update = lead.until<Update>();  // that somebody leads is told as well
  ASSERT_TRUE(update);
  EXPECT_EQ(update->cause->value, "pause-now");
}

TEST_F(Office, SecretsAreNotInTheLog) {
  open_office();
  auto const code = make_room(server.port(), cookie);
  RawLine anna{server.port()};
  auto const seat = join(anna, code, "Wilhelmina", "a-secret-of-annas-phone");
  ASSERT_TRUE(seat);
  ask("POST", "office/session", R"({"password":"verkeerd wachtwoord"})");
  for (auto const& secret :
       {cookie, seat->token, std::string{password}, std::string{"Wilhelmina"}, std::string{"verkeerd"}, code}) {
    EXPECT_EQ(server.log().find(secret), std::string::npos) << secret;
  }
}

}  // namespace
