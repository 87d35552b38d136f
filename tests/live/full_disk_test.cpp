// A disk that runs full in the middle of an evening, on a small file system in memory: writing answers "again", reading
// goes on, and once there is space everything goes on without a restart (guide reliability T25, R5).

#include <gtest/gtest.h>

#include <sys/mount.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <fstream>
#include <thread>

#include "tests/live/raw_line.hpp"
#include "tests/support/server_process.hpp"

namespace {

using namespace live;
using namespace protocol;

struct FullDisk : testing::Test {
  support::ServerProcess server;
  bool is_mounted = false;

  void SetUp() override {
    // Larger than the reserve, which is 64 MiB, and not much.
    is_mounted = ::mount("tmpfs", server.data().c_str(), "tmpfs", 0, "size=100m") == 0;
    if (!is_mounted) GTEST_SKIP() << "a small file system cannot be mounted here (needs root): not tested";
    ASSERT_TRUE(server.start()) << server.log();
  }
  void TearDown() override {
    server.kill_hard();
    if (is_mounted) ::umount2(server.data().c_str(), MNT_DETACH);
  }
  std::filesystem::path ballast() const { return server.data() / "ballast"; }
  void fill() {
    std::ofstream file{ballast(), std::ios::binary};
    std::string const block(4096, 'b');
    while (file.write(block.data(), static_cast<std::streamsize>(block.size())) && file.flush()) {
    }
  }
  static std::string lead(RawLine& line, std::string const& port, std::string const& code) {
    auto const seat = as_page(port, "POST", "/api/v1/rooms/" + code + "/staff",
                              R"({"id":"a-secret-of-this-page","role":"facilitator","name":"Lotte","accepts":1})", "");
    auto const at = seat.body.find(R"("token":")") + 9;
    auto const token = seat.body.substr(at, seat.body.find('"', at) - at);
    line.upgrade("/ws/" + code, {{"Cookie", cookie_of(seat)}});
    line.say(hello(token, View::staff));
    return line.until<OwnChanged>() ? token : std::string{};
  }
  // Posts without a pause, as impatient pages would, and counts how often "again" was the answer.
  static void post_on(RawLine& line, std::string const& who, std::atomic<bool> const& is_over,
                      std::atomic<int>& again) {
    for (int i = 0; !is_over; ++i) {
      auto const id = who + '-' + std::to_string(i);
      line.say(asking(id, action_card(id + std::string(300, '.'))));
      while (!is_over) {
        auto const push = line.push(100);
        if (!push) break;
        auto const* update = std::get_if<Update>(&*push);
        if (auto const* retry = std::get_if<Retry>(&*push); retry && retry->id.value == id) {
          ++again;
          std::this_thread::sleep_for(std::chrono::milliseconds{20});
          break;
        }
        if (update && update->cause && update->cause->value == id) break;
      }
    }
  }
  // Sends one command again under its id until it is done, as a page does; how often "again" was the answer, -1: never.
  static int until_done(RawLine& line, std::string const& id, Command const& body, int seconds) {
    auto const end = std::chrono::steady_clock::now() + std::chrono::seconds{seconds};
    int again = 0;
    line.say(asking(id, body));
    while (std::chrono::steady_clock::now() < end) {
      auto const push = line.push(500);
      if (!push) continue;
      if (auto const* done = std::get_if<Done>(&*push); done && done->id.value == id) return again;
      if (auto const* update = std::get_if<Update>(&*push); update && update->cause && update->cause->value == id) {
        return again;
      }
      if (auto const* retry = std::get_if<Retry>(&*push); retry && retry->id.value == id) {
        ++again;
        std::this_thread::sleep_for(std::chrono::milliseconds{std::min(retry->after_ms, 500)});
        line.say(asking(id, body));
      }
    }
    return -1;
  }
};

TEST_F(FullDisk, WritingWaitsReadingGoesOnAndAllIsWellAgainByItself) {
  auto const code = make_room(server.port());
  RawLine anna{server.port()};
  auto const seat = join(anna, code, "Anna", "a-secret-of-annas-phone");
  ASSERT_TRUE(seat) << code << server.log();
  ASSERT_EQ(until_done(anna, "card-before", action_card("voor het vol was"), 5), 0);
  fill();

  // A few may still fit into what the journal has laid aside; then the answer is "again", never "done".
  std::vector<std::string> done{"voor het vol was"};
  std::string refused_id, refused_text;
  for (int i = 0; i < 200 && refused_id.empty(); ++i) {
    auto const id = "card-" + std::to_string(i);
    auto const text = "briefje " + std::to_string(i) + std::string(300, '.');
    anna.say(asking(id, action_card(text)));
    while (auto const push = anna.push()) {
      auto const* update = std::get_if<Update>(&*push);
      auto const* retry = std::get_if<Retry>(&*push);
      if (retry && retry->id.value == id) {
        refused_id = id;
        refused_text = text;
        break;
      }
      if (update && update->cause && update->cause->value == id) {
        done.push_back(text);
        break;
      }
    }
  }
  ASSERT_FALSE(refused_id.empty()) << "the disk never was full";

  EXPECT_EQ(http(server.port(), "GET", "/healthz").status, 200);
  EXPECT_EQ(http(server.port(), "GET", "/readyz").status, 503) << "who keeps the machine is told";
  for (int newcomer = 0; newcomer < 3; ++newcomer) {
    auto cards = cards_seen(server.port(), code, seat->token);
    ASSERT_TRUE(cards) << "reading goes on";
    std::ranges::sort(*cards);
    std::ranges::sort(done);
    EXPECT_EQ(*cards, done);
  }
  EXPECT_EQ(make_room(server.port()), "") << "no new room either, and a clear answer";

  std::filesystem::remove(ballast());
  EXPECT_GE(until_done(anna, refused_id, action_card(refused_text), 15), 0) << server.log();
  EXPECT_EQ(http(server.port(), "GET", "/readyz").status, 200);
  done.push_back(refused_text);
  auto cards = cards_seen(server.port(), code, seat->token);
  ASSERT_TRUE(cards);
  std::ranges::sort(*cards);
  std::ranges::sort(done);
  EXPECT_EQ(*cards, done) << "each exactly once";

  server.kill_hard();
  ASSERT_TRUE(server.start()) << server.log();
  auto after = cards_seen(server.port(), code, seat->token);
  ASSERT_TRUE(after);
  std::ranges::sort(*after);
  EXPECT_EQ(*after, done);
}

// Nobody has to write first: who keeps the machine sees it at once, and sees when it is over.
TEST_F(FullDisk, ARestartDoesNotHideItAndSpaceIsSeenByItself) {
  auto const code = make_room(server.port());
  RawLine anna{server.port()};
  ASSERT_TRUE(join(anna, code, "Anna", "a-secret-of-annas-phone"));
  ASSERT_EQ(until_done(anna, "before", action_card("voor het vol was"), 5), 0);
  fill();
  bool is_full = false;
  for (int i = 0; i < 200 && !is_full; ++i)
    is_full = until_done(anna, "more-" + std::to_string(i), action_card("meer"), 1) != 0;
  ASSERT_TRUE(is_full);
  server.kill_hard();
  ASSERT_TRUE(server.start()) << server.log();
  EXPECT_EQ(http(server.port(), "GET", "/readyz").status, 503);
  RawLine back{server.port()};
  ASSERT_TRUE(join(back, code, "Anna", "a-secret-of-annas-phone")) << "what was kept before is answered";
  EXPECT_EQ(until_done(back, "before", action_card("voor het vol was"), 5), 0);

  std::filesystem::remove(ballast());
  auto const end = std::chrono::steady_clock::now() + std::chrono::seconds{5};
  int status = 503;
  while (status != 200 && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    status = http(server.port(), "GET", "/readyz").status;
  }
  EXPECT_EQ(status, 200);
}

// Whoever hides does not wait for those who try to post: the server knows that the disk is full and asks it for what
// protects people only.
TEST_F(FullDisk, HidingTakesOneRoundTripWhileEverybodyTriesToPost) {
  auto const code = make_room(server.port());
  RawLine anna{server.port()};
  ASSERT_TRUE(join(anna, code, "Anna", "a-secret-of-annas-phone"));
  RawLine leader{server.port()};
  ASSERT_FALSE(lead(leader, server.port(), code).empty()) << server.log();
  std::vector<CardId> ugly;
  for (int i = 0; i < 5; ++i) {
    anna.say(asking("ugly-" + std::to_string(i), action_card("iets lelijks")));
    while (auto const update = anna.until<Update>()) {
      auto const* shown = update->changed.empty() ? nullptr : std::get_if<CardThing>(&update->changed.front());
      if (shown) ugly.push_back(shown->id);
      if (shown) break;
    }
  }
  ASSERT_EQ(ugly.size(), 5u);
  std::deque<RawLine> lines;
  for (int i = 0; i < 8; ++i) {
    auto const name = "Buur" + std::to_string(i);
    ASSERT_TRUE(join(lines.emplace_back(server.port()), code, name, "a-secret-of-the-phone-of-" + name));
  }
  fill();
  std::atomic<bool> is_over{false};
  std::atomic<int> again{0};
  std::vector<std::thread> people;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    people.emplace_back([&, i] { post_on(lines[i], "p" + std::to_string(i), is_over, again); });
  }
  for (int i = 0; i < 200 && again < 20; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{50});
  EXPECT_GE(again, 20) << "the disk never was full";
  for (auto const& item : ugly) {
    auto const before = std::chrono::steady_clock::now();
    EXPECT_EQ(until_done(leader, "hide-" + item.value, HideItem{{ItemKind::card, item.value}, {"past hier niet"}}, 10),
              0);
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::milliseconds{500});
    std::this_thread::sleep_for(std::chrono::milliseconds{700});
  }
  is_over = true;
  for (auto& thread : people) thread.join();
}

}  // namespace
