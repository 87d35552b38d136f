// What no page of ours would send, and what strangers try: it is answered shortly, or the line ends, and nobody else
// notices. The server stays up through all of it.

#include <gtest/gtest.h>

#include "tests/live/raw_line.hpp"
#include "tests/support/server_process.hpp"

namespace {

using namespace live;
using namespace protocol;

struct Abuse : testing::Test {
  static void SetUpTestSuite() {
    server = new support::ServerProcess;
    ASSERT_TRUE(server->start()) << server->log();
    code = make_room(server->port());
    ASSERT_EQ(code.size(), 8u);
  }
  static void TearDownTestSuite() {
    delete server;
    server = nullptr;
  }
  void TearDown() override { EXPECT_EQ(http(port(), "GET", "/healthz").status, 200) << server->log(); }

  static std::string const& port() { return server->port(); }
  static void open(RawLine& line) { ASSERT_EQ(line.upgrade("/ws/" + code).status, 101); }

  static support::ServerProcess* server;
  static std::string code;
};
support::ServerProcess* Abuse::server = nullptr;
std::string Abuse::code;

TEST_F(Abuse, AHeadThatIsTooLongIsNotRead) {
  RawLine line{port()};
  line.send("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(9 * 1024, 'x') + "\r\n\r\n");
  auto const answer = line.answer();
  if (answer) {
    EXPECT_EQ(answer->status, 431);
  }
  EXPECT_TRUE(line.is_ended());
}

TEST_F(Abuse, ABodyThatIsTooLongIsNotRead) {
  auto const answer = as_page(port(), "POST", "/api/v1/rooms", std::string(70'000, ' '));
  EXPECT_TRUE(answer.status == 413 || answer.status == 0) << answer.status;
}

TEST_F(Abuse, WhatIsNotHttpIsAnsweredShortly) {
  for (std::string const& rubbish :
       {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), std::string("SSH-2.0-x\r\n\r\n"),
        std::string("GET / HTTP/9.9\r\n\r\n"), std::string(300, '\0'), std::string("\r\n\r\n\r\n\r\n"),
        std::string("GET  HTTP/1.1\r\n\r\n"), std::string("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"),
        std::string("POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")}) {
    RawLine line{port()};
    line.send(rubbish);
    if (auto const answer = line.answer(300)) {
      EXPECT_GE(answer->status, 400);
    }
  }
}

TEST_F(Abuse, AMessageThatIsTooLongEndsTheLine) {
  RawLine line{port()};
  open(line);
  line.text(std::string(65 * 1024, ' '));
  EXPECT_EQ(line.close_code(), 1009);
  line.frame(0x88, "\x03\xF1");  // answered, as a browser does
  EXPECT_TRUE(line.is_ended());
}

TEST_F(Abuse, AMessageThatIsTooLongInManyFragmentsTheSame) {
  RawLine line{port()};
  open(line);
  line.frame(0x01, std::string(30'000, ' '));
  for (int i = 0; i < 5; ++i) line.frame(0x00, std::string(30'000, ' '));
  EXPECT_EQ(line.close_code(), 1009);
}

TEST_F(Abuse, BinaryIsNotSpokenHere) {
  RawLine line{port()};
  open(line);
  line.frame(0x82, "\x01\x02");
  EXPECT_EQ(line.close_code(), 1003);
}

TEST_F(Abuse, TextThatIsNotUtf8EndsTheLine) {
  for (std::string_view const bad : {"\xC3\x28", "\xED\xA0\x80", "\xF8\x88\x80\x80\x80", "\xC0\xAF", "ab\xE2\x82"}) {
    RawLine line{port()};
    open(line);
    line.text(bad);
    EXPECT_EQ(line.close_code(), 1007) << testing::PrintToString(bad);
  }
}

TEST_F(Abuse, ACharacterCutByAnEmptyLastFragmentIsNotUtf8Either) {
  RawLine line{port()};
  open(line);
  line.frame(0x01, "{\"type\":\"hello\"}\xE2\x82");
  line.frame(0x80, "");
  EXPECT_EQ(line.close_code(), 1007);
}

TEST_F(Abuse, BrokenFramesEndTheLine) {
  for (int const first_byte : {0x83, 0x8B, 0xC1, 0xF1, 0x80, 0x09}) {
    RawLine line{port()};
    open(line);
    line.frame(first_byte, "x");
    EXPECT_EQ(line.close_code(), 1002) << first_byte;
  }
  RawLine unmasked{port()};
  open(unmasked);
  unmasked.send("\x81\x02{}");
  EXPECT_EQ(unmasked.close_code(), 1002);
}

TEST_F(Abuse, AnUpgradeThatIsNotOursIsRefused) {
  RawLine foreign_protocol{port()};
  foreign_protocol.send("GET /ws/" + code +
                        " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  EXPECT_EQ(foreign_protocol.answer()->status, 400);
  RawLine two_keys{port()};
  EXPECT_EQ(two_keys.upgrade("/ws/" + code, {{"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}}).status, 400);
  RawLine elsewhere{port()};
  EXPECT_EQ(elsewhere.upgrade("/metrics").status, 400);
  RawLine in_a_hurry{port()};
  in_a_hurry.send("GET /ws/" + code +
                  " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                  "Sec-WebSocket-Protocol: plekberaad.v1\r\n\r\n\x81\x80\x00\x00\x00\x00");
  EXPECT_NE(in_a_hurry.answer()->status, 101);
}

TEST_F(Abuse, AForeignPageCannotOpenALine) {
  for (auto const* origin : {"https://evil.example", "null", "http://127.0.0.1.evil.example", "http://evil127.0.0.1",
                             "https://127.0.0.1", "http://127.0.0.1:1", "http://localhost"}) {
    RawLine line{port()};
    EXPECT_EQ(line.upgrade("/ws/" + code, {{"Origin", origin}}).status, 403) << origin;
  }
  RawLine own{port()};
  EXPECT_EQ(own.upgrade("/ws/" + code, {{"Origin", "http://127.0.0.1"}}).status, 101);
}

TEST_F(Abuse, AClosedRoomAnswersAStrangerAsNoRoomDoes) {
  auto const closed = make_room(port());
  ASSERT_EQ(as_page(port(), "POST", "/api/v1/rooms/" + closed + "/close").status, 200);
  auto const all_said_to = [&](std::string const& to, Hello const& with) {
    RawLine line{port()};
    auto said = line.upgrade("/ws/" + to).head;
    line.say(with);
    while (auto const frame = line.next()) {
      said += std::to_string(frame->first_byte) + frame->payload;
      if (frame->first_byte == 0x88) break;
    }
    return said;
  };
  for (auto const& with :
       {hello(), hello("rubbish"), hello("a.0.b"), hello({}, View::hall_screen), hello("rubbish", View::hall_screen)}) {
    auto const nowhere = all_said_to("zzzzzzzz", with);
    EXPECT_NE(nowhere.find("room_unknown"), std::string::npos);
    EXPECT_EQ(nowhere, all_said_to(closed, with));
  }
}

TEST_F(Abuse, NoFileOfTheMachineIsServed) {
  for (auto const* path : {"/../../../../etc/passwd", "/etc/passwd", "//etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
                           "/..%2f..%2fetc%2fpasswd", "/assets/../../server.key", "/journal.sqlite", "/server.key",
                           "/.git/config", "/..;/server.key", "/assets/%00", "/proc/self/environ"}) {
    auto const answer = http(port(), "GET", path);
    EXPECT_TRUE(answer.status == 404 || answer.status == 400) << path << ' ' << answer.status;
    EXPECT_EQ(answer.body.find("root:"), std::string::npos);
  }
}

TEST_F(Abuse, ErrorsSayNothingAboutTheInside) {
  std::vector<Answer> answers{http(port(), "GET", "/nowhere"),
                              http(port(), "BREW", "/coffee"),
                              as_page(port(), "POST", "/api/v1/rooms", "{"),
                              as_page(port(), "POST", "/api/v1/rooms", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["),
                              as_page(port(), "POST", "/api/v1/rooms", "{\"place\":1e999}"),
                              as_page(port(), "GET", "/api/v1/rooms/zzzzzzzz/harvest"),
                              as_page(port(), "POST", "/api/v1/rooms/zzzzzzzz/staff", "{\"id\":\"x\"}"),
                              as_page(port(), "GET", "/api/v1/nowhere")};
  for (auto const& answer : answers) {
    EXPECT_GE(answer.status, 400);
    EXPECT_LT(answer.status, 500) << answer.head;
    EXPECT_EQ(answer.header("server"), "");
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
    for (std::string const& inside :
         {std::string{".cpp"}, std::string{".hpp"}, std::string{"/tmp"}, std::string{"std::"}, std::string{"Beast"},
          std::string{"sqlite"}, server->data().string()}) {
      EXPECT_EQ((answer.head + answer.body).find(inside), std::string::npos) << inside << answer.body;
    }
  }
  RawLine line{port()};
  EXPECT_EQ(line.upgrade("/ws/" + code).header("server"), "");
}

TEST_F(Abuse, APageOfAnotherAgeIsToldToLoadAgain) {
  RawLine line{port()};
  open(line);
  line.text(R"({"type":"hello","protocol":2,"view":"participant"})");
  EXPECT_EQ(line.close_code(), 4426);
}

TEST_F(Abuse, FiveUnreadableMessagesAreEnough) {
  RawLine line{port()};
  open(line);
  for (int i = 0; i < 5; ++i) line.text(std::string(40, '['));
  EXPECT_EQ(line.close_code(), 4400);
}

TEST_F(Abuse, WhatIsSentRightBehindHelloWaitsForTheRoom) {
  auto const fresh = make_room(port());
  RawLine line{port()};
  ASSERT_EQ(line.upgrade("/ws/" + fresh).status, 101);
  line.say(hello());
  line.say(asking("a-secret-of-this-phone", Join{{"Anna"}, Side::online, std::nullopt, {limits::house_rules_version}}));
  EXPECT_TRUE(line.until<Seated>());
}

TEST_F(Abuse, WhoNeverReadsIsLetGoAndOthersGoOn) {
  RawLine anna{port()};
  auto const room = make_room(port());
  ASSERT_TRUE(join(anna, room, "Anna", "a-secret-of-annas-phone"));
  RawLine stuck{port(), 4096};
  ASSERT_TRUE(join(stuck, room, "Bram", "a-secret-of-brams-phone"));
  anna.say(asking("the-card", PostCard{ColumnId{"acties"}, {"eerst"}, std::nullopt}));
  auto const posted = anna.until<OwnCards>();
  ASSERT_TRUE(posted);
  auto const card = posted->changed.at(0).id;
  for (int i = 0; i < 2'000; ++i) {
    anna.say(asking("c" + std::to_string(i), EditCard{card, {std::string(390, i % 2 == 0 ? 'x' : 'y')}}));
    if (i % 50 == 49) {
      bool is_done = false;
      while (!is_done) {
        auto const update = anna.until<Update>();
        ASSERT_TRUE(update);
        is_done = update->cause && update->cause->value == "c" + std::to_string(i);
      }
    }
  }
  EXPECT_TRUE(stuck.is_ended(5'000)) << "reset, after what was on its way";
}

// With limits as they are for real.
TEST(Guessing, EndsIn429ForThatAddressWhileARightCodeStaysRight) {
  support::ServerProcess server{{"--reactors", "1"}};
  ASSERT_TRUE(server.start()) << server.log();
  int refused = 0;
  int let_in = 0;
  for (int i = 0; i < 230; ++i) {
    RawLine line{server.port()};
    auto const answer = line.upgrade("/ws/zzzzz" + std::to_string(100 + i));
    if (answer.status == 429) {
      ++refused;
      EXPECT_NE(answer.header("retry-after"), "");
    } else if (answer.status == 101) {
      ++let_in;
    }
  }
  EXPECT_GE(let_in, 200) << "a hall may mistype";
  EXPECT_GE(refused, 10);
}

}  // namespace
