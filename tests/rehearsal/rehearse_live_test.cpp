// The rehearsal itself against a real server: the example script, a quick living evening, a killed server in the
// middle, and the exit codes of the verb.

#include <csignal>
#include <thread>

#include "clients/rehearsal/evening.hpp"
#include "clients/rehearsal/script_play.hpp"
#include "clients/rehearsal/settings.hpp"
#include "clients/rehearsal/whole.hpp"
#include "tests/rehearsal/live_world.hpp"

namespace rehearsal {
namespace {

using namespace protocol;

class RehearseLive : public LiveWorld {
 protected:
  EveningPlan evening(int people, double minutes, double pace) {
    auto made = make_room(address, plan_of_an_evening());
    EXPECT_TRUE(std::holds_alternative<RoomCode>(made)) << std::get<Failed>(made).why;
    EveningPlan plan{address, std::get<RoomCode>(made), std::nullopt, people, minutes, pace};
    auto door = enter_as_staff(address, plan.room, "Ilse");
    EXPECT_TRUE(std::holds_alternative<Door>(door)) << std::get<Failed>(door).why;
    plan.leading = std::get<Door>(door);
    return plan;
  }

  Settings settings() {
    Settings asked;
    asked.server = server.url();
    return asked;
  }
};

TEST_F(RehearseLive, the_example_script_plays_as_written) {
  auto made = make_room(address, plan_of_an_evening());
  ASSERT_TRUE(std::holds_alternative<RoomCode>(made)) << std::get<Failed>(made).why;
  auto script = read_script(contents(SOURCE_FOLDER "/clients/rehearsal/scripts/eerste-avond.txt"));
  ASSERT_TRUE(std::holds_alternative<Script>(script)) << std::get<Unreadable>(script).why;
  ScriptPlay play{address, std::get<RoomCode>(made), std::get<Script>(script)};
  play.pace = 10;
  EXPECT_EQ(play_script(loop, play), std::vector<std::string>{});
}

TEST_F(RehearseLive, a_script_that_expects_the_wrong_thing_is_not_whole) {
  auto const file = server.data().parent_path() / "wrong.txt";
  std::ofstream(file) << "leiding Ilse\n+0s Fatima steekt hand op\n";  // the queue is closed in the first phase
  auto asked = settings();
  asked.script_file = file.string();
  EXPECT_EQ(rehearse(asked), not_whole);
}

TEST_F(RehearseLive, wrong_use_is_told_apart) {
  auto asked = settings();
  asked.server = "http//nowhere";
  EXPECT_EQ(rehearse(asked), wrong_use);
  asked = settings();
  asked.turns_file = "/nonexistent.rttm";
  EXPECT_EQ(rehearse(asked), wrong_use);
  asked = settings();
  asked.speed = 0;
  EXPECT_EQ(rehearse(asked), wrong_use);
}

TEST_F(RehearseLive, an_unknown_room_is_not_whole) {
  auto asked = settings();
  asked.room = "ABCDEFGH";
  asked.people = 1;
  asked.minutes = 0.05;
  EXPECT_EQ(rehearse(asked), not_whole);
}

TEST_F(RehearseLive, a_quick_evening_is_whole) {
  auto const result = live_evening(loop, evening(20, 0.25, 20));
  for (auto const& one : result.missing) ADD_FAILURE() << one;
  std::cout << result.hands << " hands, " << result.turns << " turns, " << result.words << " words, " << result.cards
            << " cards, " << result.refused << " refused\n";
  EXPECT_GT(result.turns, 5);
  EXPECT_GT(result.words, 5);
  EXPECT_GT(result.cards, 10);
}

TEST_F(RehearseLive, an_evening_survives_a_killed_server) {
  // Killed twice from inside the loop, as a power cut would; people come back by themselves and nothing is lost.
  auto const life = std::make_shared<int>(0);
  auto const kill = [&] {
    server.kill_hard();
    EXPECT_TRUE(server.start()) << server.log();
  };
  loop.after(std::chrono::seconds(5), life, kill);
  loop.after(std::chrono::seconds(10), life, kill);
  auto const result = live_evening(loop, evening(12, 0.3, 15));
  for (auto const& one : result.missing) ADD_FAILURE() << one;
  EXPECT_GT(result.cards, 5);
}

// What Ctrl-C of `./dev run` does: server and people are told at the same moment.
TEST_F(RehearseLive, who_stops_it_does_not_wait_for_a_server_that_is_gone) {
  auto const plan = evening(4, 0.5, 15);
  auto const life = std::make_shared<int>(0);
  loop.stop_on_signals();
  std::chrono::steady_clock::time_point stopped;
  loop.after(std::chrono::seconds(2), life, [&] {
    server.kill_hard();
    stopped = std::chrono::steady_clock::now();
    std::raise(SIGTERM);
  });
  auto const result = live_evening(loop, plan);
  EXPECT_LT(std::chrono::steady_clock::now() - stopped, std::chrono::seconds(8));
  EXPECT_FALSE(result.missing.empty()) << "they say that they were cut off";
}

TEST_F(RehearseLive, a_server_that_stops_in_order_is_found_again) {
  open_room();
  auto person = come_in("Fatima");
  ASSERT_TRUE(is_done(*person->ask_and_wait(PostCard{column(), {"Een bankje"}, std::nullopt})));
  // Stopping waits for the lines to close, so it happens beside the loop.
  std::thread stopping([&] { EXPECT_EQ(server.stop(), 0) << server.log(); });
  EXPECT_TRUE(person->wait_until([&] { return !person->is_in(); }));
  stopping.join();
  ASSERT_TRUE(person->last_closing().has_value());
  EXPECT_EQ(person->last_closing()->code, 1012);
  ASSERT_TRUE(server.start()) << server.log();
  ASSERT_TRUE(person->wait_until([&] { return person->is_in() && leader->is_in(); }, std::chrono::seconds(20)));
  EXPECT_EQ(person->store().all<CardThing>().size(), 1u);
  for (auto const& one : what_is_missing(loop, {person.get(), leader.get()})) ADD_FAILURE() << one;
}

}  // namespace
}  // namespace rehearsal
