// Members who spoil it for others, by malice or by a bad line, against the real program: flooders (guide, reliability
// G13, T11) and readers who read nothing (T12, G7). What others notice is measured in the same run without them.

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <thread>

#include "tests/isolation/live/library.hpp"

namespace {

using namespace isolation;
using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

struct Times {
  std::vector<double> ms;
  double at(double share) {
    std::ranges::sort(ms);
    return ms.empty() ? 0
                      : ms[std::min(ms.size() - 1, static_cast<std::size_t>(share * static_cast<double>(ms.size())))];
  }
};

struct Neighbours : testing::Test {
  Library library;
  void SetUp() override { ASSERT_TRUE(library.open()) << library.server.log(); }
  std::string const& port() const { return library.server.port(); }
  std::unique_ptr<RawLine> comes(std::string const& name, Seat* seat = nullptr, int receive_buffer = 0) {
    auto line = std::make_unique<RawLine>(port(), receive_buffer);
    auto const got = join(*line, library.code, name, "a-secret-of-" + name + "s-phone");
    if (got && seat) *seat = *got;
    return got ? std::move(line) : nullptr;
  }
};

// One member who sends a thousand commands a second unless paused, on as many lines as it takes, until told to stop.
class Flooder {
 public:
  Flooder(std::string port, std::string code, std::string name, std::string token)
      : port_(std::move(port)), code_(std::move(code)), name_(std::move(name)), token_(std::move(token)),
        thread_([this] { flood(); }) {}
  ~Flooder() { stop(); }
  void stop() {
    is_over_ = true;
    if (thread_.joinable()) thread_.join();
  }
  std::atomic<bool> is_paused = true;
  std::atomic<int> sent = 0, done = 0, refused = 0, ended = 0;

 private:
  void flood() {
    auto next = Clock::now();
    while (!is_over_) {
      RawLine line{port_};
      if (line.upgrade("/ws/" + code_).status != 101 || !line.say(hello(token_))) continue;
      while (!is_over_ && !line.is_gone()) {
        std::this_thread::sleep_until(next += std::chrono::milliseconds{10});
        if (is_paused) {
          next = Clock::now();
          if (!drain(line)) break;
          continue;
        }
        for (int at = 0; at < 10; ++at, ++sent)
          line.say(
              asking(name_ + "-" + std::to_string(sent), sent % 2 ? Command{RequestFloor{}} : Command{LowerHand{}}));
        if (!drain(line)) break;
      }
      ended += line.close_code(0) == 4129 ? 1 : 0;
    }
  }
  // False: the line ends. Counts how often the room said that it is too fast.
  bool drain(RawLine& line) {
    while (auto const frame = line.next(0)) {
      if (frame->first_byte == 0x88) return false;
      if (frame->payload.find("\"too_fast\"") != std::string::npos) ++refused;
      if (frame->payload.find("\"cause\":\"" + name_ + "-") != std::string::npos) ++done;
    }
    return true;
  }

  std::string port_, code_, name_, token_;
  std::atomic<bool> is_over_ = false;
  std::thread thread_;
};

// Everybody in turn writes a card, five milliseconds after the one before, whether that has been answered or not; timed
// from the moment at which it was due until it is on the own screen. Empty: somebody was not answered at all.
Times write_at_a_pace(std::vector<std::unique_ptr<RawLine>>& people, std::string const& round, double for_ms) {
  constexpr std::chrono::milliseconds pace{5};
  constexpr double patience_ms = 5'000;
  Times times;
  std::map<std::string, Clock::time_point> waiting;  // by id
  auto const start = Clock::now();
  auto due = start;
  for (int number = 0; ms_since(start) < for_ms || !waiting.empty();) {
    if (ms_since(start) > for_ms + patience_ms) return {};
    for (; due <= Clock::now() && ms_since(start) < for_ms; due += pace, ++number) {
      auto const id = round + "-" + std::to_string(number);
      people[static_cast<std::size_t>(number) % people.size()]->say(
          asking(id, PostCard{ColumnId{"acties"}, {"kaart " + id}, std::nullopt}));
      waiting[id] = due;
    }
    for (std::size_t at = 0; at < people.size(); ++at) {
      while (auto const frame = people[at]->next(0)) {
        auto const cause = frame->payload.find("\"cause\":\"" + round + "-");
        if (cause == std::string::npos) continue;
        auto const id = frame->payload.substr(cause + 9, frame->payload.find('"', cause + 9) - cause - 9);
        auto const number = static_cast<std::size_t>(std::stoul(id.substr(round.size() + 1)));
        auto const asked = waiting.find(id);
        if (number % people.size() != at || asked == waiting.end()) continue;
        times.ms.push_back(ms_since(asked->second));
        waiting.erase(asked);
      }
    }
    std::this_thread::sleep_for(std::chrono::microseconds{200});
  }
  return times;
}

constexpr int windows = 5;
constexpr double p99_goal_ms = 100;

// The p99 of the window in the middle. A flood that is felt is felt in every window; a stall of the machine is not.
double middle_p99(std::vector<Times>& all) {
  std::vector<double> each;
  for (auto& times : all) each.push_back(times.at(0.99));
  std::ranges::sort(each);
  return each[each.size() / 2];
}

// Three of sixty flood at a thousand a second each, every other second; all windows count. The goal is p99 under 100
// ms. A machine that is so busy that it misses this without a flood as well is given three times what it took then.
TEST_F(Neighbours, AreAnsweredWhileThreeOfSixtyFlood) {
  std::vector<std::unique_ptr<RawLine>> people;
  for (int at = 0; at < 57; ++at) {
    people.push_back(comes("Buur" + std::to_string(at)));
    ASSERT_TRUE(people.back());
  }
  std::vector<std::unique_ptr<Flooder>> flooders;
  for (int at = 0; at < 3; ++at) {
    Seat seat;
    ASSERT_TRUE(comes("Vloed" + std::to_string(at), &seat));
    flooders.push_back(std::make_unique<Flooder>(port(), library.code, "vloed" + std::to_string(at), seat.token));
  }
  std::vector<Times> quiet, loud;
  double seconds = 0;
  for (int window = 0; window < windows; ++window) {
    quiet.push_back(write_at_a_pace(people, "stil" + std::to_string(window), 600));
    ASSERT_FALSE(quiet.back().ms.empty()) << "somebody was not answered";
    auto const start = Clock::now();
    for (auto& flooder : flooders) flooder->is_paused = false;
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    loud.push_back(write_at_a_pace(people, "luid" + std::to_string(window), 900));
    for (auto& flooder : flooders) flooder->is_paused = true;
    seconds += ms_since(start) / 1000;
    ASSERT_FALSE(loud.back().ms.empty()) << "somebody was not answered";
  }
  int sent = 0, refused = 0, ended = 0, done = 0;
  for (auto& flooder : flooders) {
    flooder->stop();
    sent += flooder->sent;
    refused += flooder->refused;
    ended += flooder->ended;
    done += flooder->done;
  }
  auto const quiet_ms = middle_p99(quiet), loud_ms = middle_p99(loud);
  std::cout << "p99 without a flood " << quiet_ms << " ms, with three at " << sent / seconds << "/s together "
            << loud_ms << " ms, ratio " << loud_ms / quiet_ms << "; each window:";
  for (int window = 0; window < windows; ++window)
    std::cout << ' ' << quiet[static_cast<std::size_t>(window)].at(0.99) << '/'
              << loud[static_cast<std::size_t>(window)].at(0.99);
  std::cout << "; flooders: " << done << " done, " << refused << " refused, " << ended << " lines ended\n";
  EXPECT_GT(sent, 3 * 800 * seconds) << "this was no flood";
  EXPECT_GT(refused, 1'000);
  EXPECT_GT(ended, 0) << "who goes on for ever is put out (4129)";
  // Ten a second and a burst of thirty belong to a person, not to a line: coming back does not fill the bucket.
  EXPECT_LE(done, 3 * (30 + 10 * (seconds + windows * 0.6 + 2)));
  EXPECT_LT(loud_ms, std::max(p99_goal_ms, 3 * quiet_ms));
}

// Pages of memory that the kernel keeps for all TCP sockets of this machine, in KiB.
std::size_t kernel_memory() {
  std::ifstream file{"/proc/net/sockstat"};
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("TCP:")) continue;
    return std::stoul(line.substr(line.find(" mem ") + 5)) * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) / 1024;
  }
  return 0;
}

// How many files and lines a process has open.
std::ptrdiff_t files_of(pid_t process) {
  auto const folder = "/proc/" + std::to_string(process) + "/fd";
  return std::distance(std::filesystem::directory_iterator{folder}, std::filesystem::directory_iterator{});
}

// A wall with a thousand cards, and 500 people whose phone asks for it and reads nothing (4 KiB receive buffers) while
// the others write on: the server keeps one copy for all, and each of them comes back to a whole room.
struct Stalled : Neighbours {
  static constexpr int people = 500;
  std::vector<std::unique_ptr<RawLine>> writers;
  std::vector<Seat> seats{people};
  std::size_t written = 0;

  // Thirty cards each are a burst that anybody may have.
  void write(int writers_wanted) {
    while (writers_wanted-- > 0) {
      auto line = std::make_unique<RawLine>(port(), 0, "127.0.3.1");
      ASSERT_TRUE(join(*line, library.code, "Schrijver", "a-secret-of-writer-" + std::to_string(written)));
      for (int at = 0; at < 25; ++at, ++written) {
        auto const id = "lang-" + std::to_string(written);
        line->say(asking(id, PostCard{ColumnId{"acties"}, {id + std::string(380, 'x')}, std::nullopt}));
        auto update = line->until<Update>();
        while (update && !(update->cause && update->cause->value == id)) update = line->until<Update>();
        ASSERT_TRUE(update) << id;
      }
    }
  }
  std::set<std::string> cards_after(Hello const& back, int& resumed, int& snapshots) {
    RawLine line{port()};
    std::set<std::string> cards;
    if (line.upgrade("/ws/" + library.code).status != 101 || !line.say(back)) return cards;
    while (auto const push = line.push()) {
      auto const note = [&](std::vector<Thing> const& things) {
        for (auto const& thing : things)
          if (auto const* card = std::get_if<CardThing>(&thing)) cards.insert(card->id.value);
      };
      if (auto const* page = std::get_if<Snapshot>(&*push)) note(page->things);
      if (auto const* update = std::get_if<Update>(&*push)) note(update->changed);
      resumed += std::holds_alternative<Resumed>(*push) ? 1 : 0;
      snapshots += std::holds_alternative<Snapshot>(*push) ? 1 : 0;
      if (cards.size() == written) break;
    }
    return cards;
  }
};

TEST_F(Stalled, FiveHundredReadersOfAFullWallCostNextToNothing) {
  for (int at = 0; at < people; ++at) {  // five halls
    RawLine line{port(), 0, "127.0.4." + std::to_string(1 + at / 100)};
    auto const seat = join(line, library.code, "Stil" + std::to_string(at), "a-secret-of-silent-" + std::to_string(at));
    ASSERT_TRUE(seat) << at;
    seats[static_cast<std::size_t>(at)] = *seat;
  }
  ASSERT_NO_FATAL_FAILURE(write(40));
  ASSERT_EQ(written, 1'000u);
  auto const memory = memory_of(library.server.process());
  auto const kernel = kernel_memory();
  auto const files = files_of(library.server.process());
  std::size_t most = 0, most_own = 0;
  std::ptrdiff_t most_open = 0;
  auto const look = [&] {
    most_open = std::max(most_open, files_of(library.server.process()) - files);
    auto const own = memory_of(library.server.process()), buffers = kernel_memory();
    auto const grown = (own > memory ? own - memory : 0) + (buffers > kernel ? buffers - kernel : 0);
    if (grown <= most) return;
    most = grown;
    most_own = own - memory;
  };
  std::vector<std::unique_ptr<RawLine>> stalled;
  for (int at = 0; at < people; ++at) {
    stalled.push_back(std::make_unique<RawLine>(port(), 4096));
    ASSERT_EQ(stalled.back()->upgrade("/ws/" + library.code).status, 101);
    stalled.back()->say(hello(seats[static_cast<std::size_t>(at)].token));
    // The room goes on while they come, so that no two of them would be told quite the same.
    if (at % 50 == 0) {
      ASSERT_NO_FATAL_FAILURE(write(1));
    }
    look();
  }
  for (int round = 0; round < 14; ++round) {
    ASSERT_NO_FATAL_FAILURE(write(1));
    look();
  }
  std::cout << people << " stalled readers of " << written << " long cards: " << most << " KiB more, of which "
            << most_own << " in the server and the rest in the kernel; " << most_open << " of them at once\n";
  EXPECT_LE(most, 64u * 1024);
  // Who is cut (after twenty seconds) costs nothing and proves nothing: most must be there at once.
  EXPECT_GE(most_open, people * 8 / 10);
  auto const held_back = std::ranges::count_if(stalled, [](auto const& line) { return line->waiting() > 0; });
  EXPECT_GE(held_back, people * 8 / 10);
  int resumed = 0, snapshots = 0;
  for (std::size_t at = 0; at < stalled.size(); ++at) {
    stalled[at].reset();
    auto back = hello(seats[at].token);
    back.epoch = Text<36>{seats[at].epoch};
    back.n.emplace().value = seats[at].n;
    auto const cards = cards_after(back, resumed, snapshots);
    ASSERT_EQ(cards.size(), written) << "person " << at;
  }
  std::cout << resumed << " resumed, " << snapshots << " pages of snapshots; each saw all " << written << " cards\n";
}

// Deadlines ten times shorter: who takes nothing of what waits is cut after two to three seconds, though it goes on
// sending pongs; who has the same line and reads is not.
TEST(Hurried, WhoTakesNothingIsCutThoughItSendsPongs) {
  Library library{{"--limits", "normal", "--hurry", "10"}};
  ASSERT_TRUE(library.open()) << library.server.log();
  auto const reads = [&](RawLine& line) {
    ASSERT_EQ(line.upgrade("/ws/" + library.code).status, 101);
    line.say(hello(std::nullopt, View::hall_screen));
  };
  for (int writer = 0; writer < 12; ++writer) {
    RawLine line{library.server.port()};
    ASSERT_TRUE(join(line, library.code, "Schrijver", "a-secret-of-writer-" + std::to_string(writer)));
    for (int at = 0; at < 25; ++at)
      line.say(asking("lang-" + std::to_string(at), PostCard{ColumnId{"acties"}, {std::string(380, 'x')}, {}}));
    line.until<Done>(200);
  }
  RawLine stalled{library.server.port(), 4096}, reader{library.server.port(), 4096};
  reads(stalled);
  reads(reader);
  auto const start = Clock::now();
  double lived_ms = 0;
  while (ms_since(start) < 8'000) {
    if (lived_ms == 0 && !stalled.frame(0x8A, "")) lived_ms = ms_since(start);
    if (auto const frame = reader.next(100)) {
      if (frame->first_byte == 0x89) reader.frame(0x8A, frame->payload);
    }
  }
  EXPECT_GT(lived_ms, 1'900) << "twenty seconds, ten times shorter";
  EXPECT_LT(lived_ms, 4'000) << "the pongs kept it";
  EXPECT_FALSE(reader.is_gone());
}

}  // namespace
