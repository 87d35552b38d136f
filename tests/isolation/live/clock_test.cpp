// The clock of the machine is set back and forth under the real program (guide, reliability T27): by an hour, by a day,
// standing still, ten times too fast. A running room counts on by the monotonic clock: its time is right to 100 ms, no
// ticket dies early, no line is cut. Through libfaketime, which leaves the monotonic clock alone here.

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "tests/isolation/live/library.hpp"

namespace {

using namespace isolation;
using Clock = std::chrono::steady_clock;

constexpr auto library_path = FAKETIME_LIBRARY;

// Set for the server that is started next; what the file says counts from then on.
class WallClock {
 public:
  WallClock() : file_(std::filesystem::temp_directory_path() / ("plekberaad-clock-" + std::to_string(::getpid()))) {
    says("+0");
    ::setenv("LD_PRELOAD", library_path, 1);
    ::setenv("FAKETIME_TIMESTAMP_FILE", file_.c_str(), 1);
    ::setenv("FAKETIME_NO_CACHE", "1", 1);
    ::setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1", 1);
    ::setenv("DONT_FAKE_MONOTONIC", "1", 1);
  }
  ~WallClock() {
    for (auto const* name : {"LD_PRELOAD", "FAKETIME_TIMESTAMP_FILE", "FAKETIME_NO_CACHE",
                             "FAKETIME_DONT_FAKE_MONOTONIC", "DONT_FAKE_MONOTONIC"})
      ::unsetenv(name);
    std::filesystem::remove(file_);
  }
  void says(std::string const& what) {
    std::ofstream out{file_.string() + ".new"};
    out << what << "\n";
    out.close();
    std::filesystem::rename(file_.string() + ".new", file_);
  }

 private:
  std::filesystem::path file_;
};

// What a program that was started like the server takes for the time of day, less the real one, in seconds.
double off_by() {
  auto* const date = ::popen("date +%s", "r");
  char text[32] = {};
  bool const is_read = date && std::fgets(text, sizeof text, date);
  if (date) ::pclose(date);
  return is_read ? std::atof(text) - static_cast<double>(std::time(nullptr)) : 0;
}

struct RunningRoom : testing::Test {
  std::optional<WallClock> wall;
  std::optional<Library> library;

  void SetUp() override {
    if (!std::filesystem::exists(library_path)) GTEST_SKIP() << "no libfaketime; ./dev test installs it";
    wall.emplace();
    library.emplace();
    ASSERT_TRUE(library->open()) << library->server.log();
    std::ifstream maps{"/proc/" + std::to_string(library->server.process()) + "/maps"};
    std::string const all{std::istreambuf_iterator<char>{maps}, {}};
    ASSERT_NE(all.find("libfaketime"), std::string::npos) << "the server does not run by this clock";
    wall->says("+1h");
    ASSERT_NEAR(off_by(), 3600, 5) << "this clock cannot be set";
    wall->says("+0");
  }

  // The server's time, and ours by the monotonic clock, at the same moment.
  std::pair<Millis, double> times() {
    RawLine line{library->server.port()};
    EXPECT_EQ(line.upgrade("/ws/" + library->code).status, 101);
    line.say(hello());
    auto const lobby = line.until<Lobby>();
    auto const ours = std::chrono::duration<double, std::milli>(Clock::now().time_since_epoch()).count();
    return {lobby ? lobby->now : 0, ours};
  }
};

TEST_F(RunningRoom, KeepsItsTimeWhateverTheWallClockDoes) {
  auto const staff = library->leads("a-page-of-who-leads");
  ASSERT_TRUE(staff);
  RawLine lead{library->server.port()};
  ASSERT_TRUE(library->opens(lead, *staff));
  lead.say(asking("opa-comes-in", AddProxy{{"Opa"}, std::nullopt}));
  auto seat = lead.until<Update>();
  while (seat && !(seat->cause && seat->cause->value == "opa-comes-in")) seat = lead.until<Update>();
  ASSERT_TRUE(seat);
  SeatId opa;
  for (auto const& thing : seat->changed)
    if (auto const* one = std::get_if<SeatThing>(&thing)) opa = one->id;
  lead.say(asking("a-ticket-for-opa", OfferClaim{opa}));
  auto const ticket = lead.until<Ticket>();
  ASSERT_TRUE(ticket);

  auto const [began, our_began] = times();
  double worst = 0;
  for (auto const* what : {"+1h", "-1h", "+1d", "-1d", "+0 x0.0001", "+0 x10", "+0"}) {
    wall->says(what);
    std::this_thread::sleep_for(std::chrono::milliseconds{300});
    auto const [now, our_now] = times();
    auto const off = static_cast<double>(now - began) - (our_now - our_began);
    worst = std::max(worst, std::abs(off));
    EXPECT_LT(std::abs(off), 100) << "the wall clock says " << what;
  }
  std::cout << "worst difference from the monotonic clock: " << worst << " ms\n";
  // A day further or back by the wall, the ticket of twelve hours and the office's session still open.
  wall->says("+1d");
  RawLine opas_phone{library->server.port()};
  ASSERT_EQ(opas_phone.upgrade("/ws/" + library->code).status, 101);
  opas_phone.say(hello());
  ASSERT_TRUE(opas_phone.until<Lobby>());
  opas_phone.say(asking("a-secret-of-opas-phone", ClaimSeat{{ticket->secret}, {limits::house_rules_version}}));
  EXPECT_TRUE(opas_phone.until<Seated>());
  EXPECT_EQ(library->ask("GET", "rooms").status, 200);
  lead.say(asking("still-there", PauseRoom{}));
  auto done = lead.until<Update>();
  while (done && !(done->cause && done->cause->value == "still-there")) done = lead.until<Update>();
  EXPECT_TRUE(done) << "no line was cut";
}

// Time to say hello: fifteen seconds of the monotonic clock, while the wall clock runs to and fro.
TEST_F(RunningRoom, GivesWhoIsSilentTheirWholeFifteenSeconds) {
  RawLine silent{library->server.port()};
  auto const start = Clock::now();
  ASSERT_EQ(silent.upgrade("/ws/" + library->code).status, 101);
  for (auto const* what : {"+1h", "-1d", "+0 x10", "+1d"}) {
    wall->says(what);
    EXPECT_FALSE(silent.next(3'000)) << what;
    ASSERT_FALSE(silent.is_gone()) << what;
  }
  EXPECT_EQ(silent.close_code(10'000), 4100);
  auto const took = std::chrono::duration<double>(Clock::now() - start).count();
  std::cout << "cut after " << took << " s\n";
  EXPECT_GT(took, limits::hello_seconds_max - 0.1);
  EXPECT_LT(took, limits::hello_seconds_max + 5);
}

}  // namespace
