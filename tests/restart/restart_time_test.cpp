// How long an evening stands still when the server dies in it. Sixty rehearsed people and who leads them are in the
// room; the server is killed as by a crash and brought back as the unit in deploy/ says. Printed: until it takes people
// again, until everybody is back; figures stand in README.md.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <thread>

#include "tests/live/raw_line.hpp"
#include "tests/support/server_process.hpp"

namespace {

using namespace live;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr int people = 60;
constexpr int everybody = people + 1;  // and who leads
// The goals, which the best of three crashes must meet: other tests may run beside this one.
constexpr auto ready_goal = std::chrono::seconds{2};
constexpr auto back_goal = std::chrono::seconds{5};
// Each of the three.
constexpr auto ready_within = std::chrono::seconds{10};
constexpr auto back_within = std::chrono::seconds{20};

std::string unit_text() {
  std::ifstream file{std::string{PLEKBERAAD_ROOT} + "/deploy/plekberaad.service"};
  return {std::istreambuf_iterator<char>(file), {}};
}

// "RestartSec=500ms" or "RestartSec=1" of the unit.
milliseconds restart_pause() {
  auto const text = unit_text();
  std::smatch found;
  if (!std::regex_search(text, found, std::regex("\nRestartSec=(\\d+)(ms)?\n"))) return milliseconds{-1};
  auto const number = std::stoi(found[1]);
  return milliseconds{found[2].matched ? number : number * 1'000};
}

// A figure of /metrics, the sum of all its labels; -1: no answer.
std::int64_t metric(support::ServerProcess& server, std::string const& name) {
  auto const said = server.said("metrics on 127.0.0.1:");
  std::smatch port;
  if (!std::regex_search(said, port, std::regex("metrics on 127\\.0\\.0\\.1:(\\d+)"))) return -1;
  auto const answer = http(port[1], "GET", "/metrics");
  if (answer.status != 200) return -1;
  std::int64_t sum = 0;
  std::regex const row("\n" + name + "(\\{[^}]*\\})? (\\d+)");
  for (std::sregex_iterator at{answer.body.begin(), answer.body.end(), row}, end; at != end; ++at)
    sum += std::stoll((*at)[2]);
  return sum;
}

// In the room and up to date again, and not a line alone that is open. Each process counts from nothing.
bool are_all_back(support::ServerProcess& server) {
  return metric(server, "plekberaad_lines") >= everybody && metric(server, "plekberaad_catch_ups_total") >= everybody;
}

template <class Question>
std::optional<milliseconds> time_until(Clock::time_point since, std::chrono::seconds limit, Question is_so) {
  while (Clock::now() - since < limit) {
    if (is_so()) return std::chrono::duration_cast<milliseconds>(Clock::now() - since);
    std::this_thread::sleep_for(milliseconds{10});
  }
  return std::nullopt;
}

// `plekberaad rehearse` in a process of its own; its exit code says whether anything was lost.
class Rehearsal {
 public:
  Rehearsal(std::string const& url, std::string const& minutes) {
    pid_ = fork();
    if (pid_ != 0) return;
    auto const count = std::to_string(people);
    execl(PLEKBERAAD_PROGRAM, PLEKBERAAD_PROGRAM, "rehearse", "--server", url.c_str(), "--people", count.c_str(),
          "--minutes", minutes.c_str(), nullptr);
    _exit(127);
  }
  ~Rehearsal() {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
  }
  Rehearsal(Rehearsal const&) = delete;
  Rehearsal& operator=(Rehearsal const&) = delete;
  int wait() {
    int status = 0;
    waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t pid_ = -1;
};

TEST(RestartTime, ACrashInAnEveningOfSixtyIsOverInAMoment) {
  auto const pause = restart_pause();
  ASSERT_GE(pause.count(), 0) << "the unit says no RestartSec";
  support::ServerProcess server{{"--limits", "relaxed", "--admin-listen", "127.0.0.1:0"}};
  ASSERT_TRUE(server.start()) << server.log();
  Rehearsal evening{"ws://127.0.0.1:" + server.port(), "0.6"};
  ASSERT_TRUE(time_until(Clock::now(), back_within, [&] { return are_all_back(server); })) << server.log();
  auto best_ready = milliseconds::max(), best_back = milliseconds::max();
  for (int crash = 1; crash <= 3; ++crash) {
    std::this_thread::sleep_for(std::chrono::seconds{2});  // the evening goes on
    auto const died_at = Clock::now();
    server.kill_hard();
    std::this_thread::sleep_for(pause);  // as the unit's RestartSec
    ASSERT_TRUE(server.start()) << server.log();
    auto const ready =
        time_until(died_at, ready_within, [&] { return http(server.port(), "GET", "/readyz").status == 200; });
    ASSERT_TRUE(ready) << server.log();
    auto const back = time_until(died_at, back_within, [&] { return are_all_back(server); });
    ASSERT_TRUE(back) << metric(server, "plekberaad_catch_ups_total") << " of " << everybody << " came back";
    std::printf("crash %d: ready after %lld ms (of which %lld ms the unit's pause), all %d back after %lld ms\n", crash,
                static_cast<long long>(ready->count()), static_cast<long long>(pause.count()), everybody,
                static_cast<long long>(back->count()));
    best_ready = std::min(best_ready, *ready);
    best_back = std::min(best_back, *back);
  }
  EXPECT_LT(best_ready, ready_goal);
  EXPECT_LT(best_back, back_goal);
  EXPECT_EQ(evening.wait(), 0) << "something was lost";
}

// The unit's promises, in words that a change of the file cannot lose unseen.
TEST(RestartTime, TheUnitBringsTheServerBackAndHoldsItTight) {
  auto const unit = unit_text();
  for (auto const* line : {"\nRestart=always\n", "\nStartLimitIntervalSec=0\n", "\nNoNewPrivileges=yes\n",
                           "\nProtectSystem=strict\n", "\nLimitCORE=0\n", "\nUMask=0077\n", "\nPrivateDevices=yes\n"}) {
    EXPECT_NE(unit.find(line), std::string::npos) << line;
  }
  EXPECT_LE(restart_pause(), milliseconds{1'000});
}

// systemd's own judgement, where it is installed: the file is sound, and little is left to take away.
TEST(RestartTime, SystemdFindsNothingWrongWithTheUnit) {
  if (std::system("command -v systemd-analyze >/dev/null") != 0) GTEST_SKIP() << "systemd-analyze is not here";
  auto const folder = std::filesystem::temp_directory_path() / ("plekberaad-unit-" + std::to_string(getpid()));
  std::filesystem::create_directory(folder);
  auto const path = (folder / "plekberaad.service").string();
  auto unit = unit_text();
  std::string const program = "/usr/local/bin/plekberaad";  // not installed here; ours stands in its place
  unit.replace(unit.find(program), program.size(), PLEKBERAAD_PROGRAM);
  std::ofstream{path} << unit;
  EXPECT_EQ(std::system(("systemd-analyze verify " + path).c_str()), 0);
  EXPECT_EQ(std::system(
                ("systemd-analyze security --offline=true --threshold=15 --no-pager " + path + " >/dev/null").c_str()),
            0)
      << "the exposure is above 1.5";
  std::filesystem::remove_all(folder);
}

// Whoever stops the server for an update waits as long as people need to hear it, not a fixed time.
TEST(RestartTime, StoppingEndsWithTheLastLine) {
  support::ServerProcess server;
  ASSERT_TRUE(server.start()) << server.log();
  auto const timed_stop = [&] {
    auto const since = Clock::now();
    EXPECT_EQ(server.stop(), 0) << server.log();
    return std::chrono::duration_cast<milliseconds>(Clock::now() - since);
  };
  auto const alone = timed_stop();
  ASSERT_TRUE(server.start());
  auto const code = make_room(server.port());
  RawLine deaf{server.port()};  // never answers the close
  ASSERT_TRUE(join(deaf, code, "Anna", "a-secret-of-annas-phone"));
  auto const with_deaf = timed_stop();
  std::printf("stop: %lld ms with nobody, %lld ms with somebody who does not let go\n",
              static_cast<long long>(alone.count()), static_cast<long long>(with_deaf.count()));
  EXPECT_LT(alone, with_deaf) << "nobody to wait for";
  EXPECT_LT(alone, milliseconds{1'400});
  EXPECT_LT(with_deaf, milliseconds{5'000});
}

}  // namespace
