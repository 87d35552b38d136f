// Strangers at the door of the real program, with its real limits: guessed codes (guide, reliability T1), a link that
// leaked (T3), and crowds of sockets that say nothing (T13). Residents come in all the while.

#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "protocol/close_codes.hpp"
#include "tests/isolation/live/crowd.hpp"
#include "tests/isolation/live/library.hpp"

namespace {

using namespace isolation;

struct Strangers : testing::Test {
  Library library;
  void SetUp() override { ASSERT_TRUE(library.open()) << library.server.log(); }
  std::string const& port() const { return library.server.port(); }

  // A resident who comes in now; the seconds that it took, or -1.
  double resident(std::string const& name) {
    auto const start = std::chrono::steady_clock::now();
    RawLine line{port()};
    bool const is_in = join(line, library.code, name, "a-secret-of-" + name + "s-phone").has_value();
    return is_in ? seconds_since(start) : -1;
  }
  // A guess that goes on to say hello: the status of the upgrade, and one more of who was told "no such room".
  int tried(std::string const& target, int& no_such_room) {
    RawLine line{port()};
    auto const status = line.upgrade(target).status;
    if (status == 101 && line.say(hello())) no_such_room += line.close_code() == close_codes::room_unknown.code ? 1 : 0;
    return status;
  }
};

// Not as part of a longer number: a PIN has six figures, and a moment thirteen.
bool holds(std::string const& text, std::string const& secret) {
  auto const is_figure = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
  for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at + 1))
    if (!is_figure(at - 1) && !is_figure(at + secret.size())) return true;
  return false;
}

std::string some_code(std::mt19937& dice) {
  constexpr std::string_view signs = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string code;
  for (int at = 0; at < 8; ++at) code += signs[dice() % signs.size()];
  return code;
}

// 200 guesses at once (a hall of people who mistype) and 30 a minute after that; a right code is never refused.
TEST_F(Strangers, GuessAHundredThousandCodesAndFindNothing) {
  constexpr int guesses = 100'000, talking_guesses = 300;
  std::mt19937 dice{42};
  int let_in = 0, turned_away = 0, other = 0;
  double slowest = 0;
  auto const start = std::chrono::steady_clock::now();
  int heard_nothing = 0;  // of a room
  for (int at = 0; at < guesses; ++at) {
    auto const target = "/ws/" + some_code(dice);
    auto const status = at < talking_guesses ? tried(target, heard_nothing) : knock(port(), target);
    let_in += status == 101 ? 1 : 0;
    turned_away += status == 429 ? 1 : 0;
    other += status != 101 && status != 429 ? 1 : 0;
    if (at % 10'000 == 5'000) {
      auto const took = resident("Anna" + std::to_string(at));
      ASSERT_GE(took, 0) << "a right code was refused after " << at << " guesses";
      slowest = std::max(slowest, took);
    }
  }
  auto const took = seconds_since(start);
  std::cout << guesses << " guesses in " << took << " s, " << let_in << " heard \"no such room\", " << turned_away
            << " were told to wait; slowest resident " << slowest * 1000 << " ms\n";
  EXPECT_EQ(other, 0);
  EXPECT_GE(heard_nothing, 200) << "a budget that mistypes like a hall";
  EXPECT_LE(let_in - heard_nothing, 1 + static_cast<int>(took * 30 / 60)) << "some line found a room";
  EXPECT_LE(let_in, 200 + 1 + static_cast<int>(took * 30 / 60)) << "more guesses than the budget of one address";
  EXPECT_LT(slowest, 2.0);
}

// No such room, and a room that is closed: the same bytes, so that a guess learns nothing from either.
TEST_F(Strangers, HearTheSameOfNoRoomAndOfAClosedOne) {
  ASSERT_EQ(library.ask("POST", "rooms/" + library.code + "/close").status, 200);
  auto const heard = [&](std::string const& code) {
    RawLine line{port()};
    auto const answer = line.upgrade("/ws/" + code);
    line.say(hello());
    std::string all = answer.head + answer.body;
    while (auto const frame = line.next()) all += std::to_string(frame->first_byte) + frame->payload;
    return all;
  };
  auto const of_none = heard("zzzzzzzz");
  EXPECT_EQ(of_none, heard(library.code));
  EXPECT_NE(of_none.find("\x11\x34"), std::string::npos) << "4404 in the close frame";
  for (auto const* path : {"/harvest", "/invitations", "/staff", "/close"}) {
    auto const api = [&](std::string const& code) {
      auto const method = std::string{path} == "/harvest" ? "GET" : "POST";
      auto const answer = as_page(port(), method, "/api/v1/rooms/" + code + path);
      return answer.head + answer.body;
    };
    EXPECT_EQ(api("zzzzzzzz"), api(library.code)) << path;
  }
}

// A link that was on the beamer: it opens once; revoking its device ends its power at its next message, on the socket
// that stands open; and neither link nor token nor PIN is in a log line or reaches the hall screen.
TEST_F(Strangers, GetNothingFromALinkThatLeaked) {
  RawLine screen{port()};
  ASSERT_EQ(screen.upgrade("/ws/" + library.code).status, 101);
  screen.say(hello(std::nullopt, View::hall_screen));
  std::string seen;
  auto const watch = [&] {
    while (auto const frame = screen.next(200)) seen += frame->payload;
  };

  auto const link = library.invitation();
  auto const first = library.enter(link, "the-page-of-the-thief");
  ASSERT_EQ(first.status, 200) << first.body;
  auto const second = library.enter(link, "the-page-of-the-owner");
  EXPECT_EQ(second.status, 409);
  EXPECT_NE(second.body.find("ticket_used"), std::string::npos);

  Library::Staff const thief{field(first.body, "token"), cookie_of(first)};
  auto const owner = library.leads("a-page-of-the-owner-again");
  ASSERT_TRUE(owner);
  RawLine thief_line{port()}, owner_line{port()};
  ASSERT_TRUE(library.opens(thief_line, thief));
  ASSERT_TRUE(library.opens(owner_line, *owner));
  auto const seat = SeatId{field(first.body, "seat")};
  auto const device =
      DeviceId{thief.cookie.substr(thief.cookie.find('=') + 1, thief.cookie.find('.') - thief.cookie.find('=') - 1)};
  auto const revoked_at = std::chrono::steady_clock::now();
  owner_line.say(asking("revoke-it", RevokeDevice{device}));
  auto update = owner_line.until<Update>();
  while (update && update->cause != CommandId{"revoke-it"}) update = owner_line.until<Update>();
  ASSERT_TRUE(update) << "from here on the thief has no power";
  thief_line.say(asking("pause-at-once", PauseRoom{}));  // on a line that may still stand open
  EXPECT_EQ(thief_line.close_code(), close_codes::device_revoked.code) << "told, and the line ends";
  EXPECT_LT(seconds_since(revoked_at), 1.0) << "within a second";
  thief_line.say(asking("pause-after-all", PauseRoom{}));
  RawLine again{port()};
  ASSERT_EQ(again.upgrade("/ws/" + library.code, {{"Cookie", thief.cookie}}).status, 101);
  again.say(hello(thief.token, View::staff));
  EXPECT_EQ(again.close_code(), close_codes::token_unknown.code) << "the cookie is dead as well";
  owner_line.say(asking("is-it-paused", ResumeRoom{}));
  auto const refused = owner_line.until<Refused>();
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->reason, Refusal::not_paused) << "what the thief sent after the revoking happened";

  owner_line.say(asking("offer-a-seat", OfferStaffSeat{Role::facilitator}));
  auto const ticket = owner_line.until<Ticket>();
  ASSERT_TRUE(ticket);
  watch();
  EXPECT_GT(seen.size(), 500u) << "the hall screen saw the evening";
  auto const log = library.server.log();
  for (auto const& secret : {link.secret, link.pin, thief.token, thief.cookie, owner->token, owner->cookie,
                             ticket->secret, *ticket->pin, library.cookie}) {
    ASSERT_GE(secret.size(), 6u);
    EXPECT_FALSE(holds(log, secret)) << "in the log";
    EXPECT_FALSE(holds(seen, secret)) << "on the hall screen";
  }
}

// From five addresses, as many as one may hold: half say nothing, half stop in the middle of the first line.
TEST_F(Strangers, CrowdTheDoorWithTwoThousandSilentSockets) {
  Crowd crowd;
  for (int at = 0; at < 2'000; ++at)
    ASSERT_TRUE(crowd.connect(port(), "127.0.1." + std::to_string(1 + at % 5), at % 2 ? "GET /ws/zzz" : "")) << at;
  double slowest = 0;
  for (int at = 0; at < 10; ++at) {
    auto const took = resident("Bram" + std::to_string(at));
    ASSERT_GE(took, 0) << "a resident was kept out";
    slowest = std::max(slowest, took);
  }
  std::cout << crowd.open() << " silent sockets; slowest resident " << slowest * 1000 << " ms\n";
  EXPECT_EQ(crowd.open(), 2'000u);
  EXPECT_LT(slowest, 2.0);
  // Nobody stays for saying nothing: ten seconds for the whole head of a request.
  auto const start = std::chrono::steady_clock::now();
  while (crowd.still_open() > 0 && seconds_since(start) < 20) crowd.wait(500);
  EXPECT_EQ(crowd.still_open(), 0u);
}

// One phone with the code takes seat after seat: 120 at once, as two for each phone of a hall, then two a second. A
// hall behind another address does not notice.
TEST_F(Strangers, FillNoRoomFromOnePhone) {
  auto const joins = [&](std::string const& name, std::string const& from) {
    RawLine line{port(), 0, from};
    if (line.upgrade("/ws/" + library.code).status != 101 || !line.say(hello())) return Retry{};
    line.say(asking("a-secret-of-" + name + "s-phone", Join{{name}, Side::online, {}, {limits::house_rules_version}}));
    while (auto const push = line.push()) {
      if (auto const* retry = std::get_if<Retry>(&*push)) return *retry;
      if (std::holds_alternative<Seated>(*push)) return Retry{CommandId{"seated"}, {}, 0};
    }
    return Retry{};
  };
  auto const start = std::chrono::steady_clock::now();
  int seats = 0, told_to_wait = 0;
  for (int at = 0; at < 300; ++at) {
    auto const answer = joins("Nep" + std::to_string(at), "127.0.2.1");
    seats += answer.id.value == "seated" ? 1 : 0;
    if (answer.id.value == "seated") continue;
    ASSERT_EQ(answer.reason, RetryReason::door_is_busy);
    ASSERT_GE(answer.after_ms, 500);
    ++told_to_wait;
  }
  auto const took = seconds_since(start);
  std::cout << seats << " seats and " << told_to_wait << " times \"wait\" in " << took << " s\n";
  EXPECT_GE(seats, 120);
  EXPECT_LE(seats, 120 + 2 * (took + 1));
  EXPECT_GT(told_to_wait, 0);
  for (int at = 0; at < 60; ++at) EXPECT_EQ(joins("Buur" + std::to_string(at), "127.0.2.2").id.value, "seated");
}

// The documented proxy stands before the server, so every line comes from it: the share of an address holds all the
// same, by the address that the proxy names.
TEST(Proxy, GivesNobodyMoreThanTheShareOfOneAddress) {
  constexpr int share = 1'500, phones = 60;
  Library library{{"--limits", "normal", "--trusted-proxy", "127.0.0.1/32"}};
  ASSERT_TRUE(library.open()) << library.server.log();
  may_open_many();
  std::vector<std::unique_ptr<RawLine>> lines;
  auto const comes = [&](std::string const& from) {
    auto line = std::make_unique<RawLine>(library.server.port());
    auto const status = line->upgrade("/ws/" + library.code, {{"X-Forwarded-For", from}}).status;
    if (status == 101) line->say(hello());
    if (status == 101) lines.push_back(std::move(line));
    return status;
  };
  for (int at = 0; at < share; ++at) ASSERT_EQ(comes("203.0.113.9"), 101) << at;
  for (int at = 0; at < 20; ++at) ASSERT_EQ(comes("203.0.113.9"), 429) << at;
  // What the person behind the proxy writes in the header changes nothing: the proxy adds the real one behind it.
  EXPECT_EQ(comes("198.51.100.7, 203.0.113.9"), 429);
  for (int at = 0; at < phones; ++at) EXPECT_EQ(comes("203.0.113.10"), 101) << "a hall of others";
  lines.erase(lines.begin(), lines.begin() + phones);
  Crowd::wait(500);
  for (int at = 0; at < phones; ++at) EXPECT_EQ(comes("203.0.113.9"), 101) << "places come free when lines end";
}

}  // namespace
