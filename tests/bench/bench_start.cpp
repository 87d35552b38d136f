// How long a start takes: a data folder with 100 rooms and a million events, one row for each as a slow evening leaves
// them; then the real server, until it listens and until a member of every room has been greeted, which takes that
// room's whole journal. Runs on all cores, as in life. Usage: bench_start [EVENTS [TIMES]]

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <semaphore>
#include <stdexcept>

#include "server/journal/journal.hpp"
#include "tests/bench/process.hpp"
#include "tests/bench/room_load.hpp"

namespace {

namespace fs = std::filesystem;
using namespace protocol;

constexpr int rooms = 100;
constexpr int members = 60;
constexpr int groups_under_way_max = 64;

std::vector<std::string> lines_of(fs::path const& path) {
  std::ifstream file{path};
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

void provision(fs::path const& folder) {
  auto const words = std::string{PLEKBERAAD_PROGRAM} + " provision --rooms " + std::to_string(rooms) + " --members " +
                     std::to_string(members) + " --data '" + (folder / "data").string() + "' --out '" +
                     (folder / "out").string() + "' >/dev/null";
  if (std::system(words.c_str()) != 0) throw std::runtime_error("provision failed");
}

// Hands go up and down, and every fourth event is a card that somebody mends.
Event event_of(std::int64_t number, SeatId const& seat, Millis at) {
  if (number % 4 == 3) {
    return CardEdited{{"k" + seat.value.substr(1)},
                      {seat, "Meer bankjes bij de speeltuin, en iets groens erbij. " + std::to_string(number), false},
                      std::nullopt};
  }
  if (number % 4 == 0) return FloorRequested{seat, std::nullopt, at};
  if (number % 4 == 1) return HandLowered{seat, std::nullopt};
  return TroubleSignalled{seat, Trouble::no_sound, at};
}

void fill(fs::path const& folder, std::int64_t events) {
  journal::Options options;
  options.folder = folder / "data";
  options.server_key_file = options.folder + "/server.key";
  options.synchronous = journal::Synchronous::normal;  // only here: what is measured is reading
  auto opened = journal::open_sqlite(options);
  if (auto const* no = std::get_if<journal::CannotOpen>(&opened)) throw std::runtime_error(no->why);
  auto const journal = std::move(std::get<0>(opened));
  auto places = journal->rooms();
  std::counting_semaphore<groups_under_way_max> free_places(groups_under_way_max);
  for (std::int64_t i = 0; i < events / rooms; ++i) {
    std::vector<journal::Batch> group;
    for (auto& place : places) {
      auto const seq = ++place.last_seq;
      SeatId const seat{"s" + std::to_string(i / 4 % members)};
      Cause const cause{seat, {"h-" + std::to_string(i)}, "0123456789abcdef0123456789abcdef"};
      journal::Batch batch;
      batch.room = place.number;
      Millis const at = 1'795'000'000'000 + seq;
      batch.records.push_back({seq, at, cause, event_of(i, seat, at)});
      group.push_back(std::move(batch));
    }
    free_places.acquire();
    journal->append(std::move(group), [&free_places](journal::Outcome) { free_places.release(); });
  }
  journal->close();
}

struct Start {
  double listening = 0;
  double ready = 0;
  double cpu = 0;  // of the server, seconds: what a busy machine does not change
  double memory_mib = 0;
};

Start start(fs::path const& folder) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  auto const data = (folder / "data").string();
  auto const begun = bench::now_ns();
  auto const since = [&] { return static_cast<double>(bench::now_ns() - begun) / 1e9; };
  auto const pid = fork();
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(ends[1], STDOUT_FILENO);
    dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
    execl(PLEKBERAAD_PROGRAM, PLEKBERAAD_PROGRAM, "serve", "--listen", "127.0.0.1:0", "--data", data.c_str(),
          "--limits", "relaxed", nullptr);
    _exit(127);
  }
  close(ends[1]);
  std::string said;
  for (char sign = 0; said.find("listening on 127.0.0.1:") == std::string::npos || said.back() != '\n'; said += sign) {
    if (read(ends[0], &sign, 1) != 1) throw std::runtime_error("the server did not start");
  }
  Start figures;
  figures.listening = since();
  bench::Place place;
  place.port = static_cast<unsigned short>(std::atoi(said.c_str() + said.find("127.0.0.1:") + 10));
  place.members = 1;
  place.rooms = lines_of(folder / "out" / "rooms.txt");
  auto const tokens = lines_of(folder / "out" / "tokens.txt");
  for (std::size_t i = 0; i < tokens.size(); i += members) place.tokens.push_back(tokens[i]);
  {
    bench::RoomLoad first_of_each{place};
    first_of_each.connect();
    figures.ready = since();
    figures.cpu = bench::cpu_seconds_of({pid});
    figures.memory_mib = bench::resident_bytes_of({pid}) / (1 << 20);
  }
  kill(pid, SIGTERM);
  int status = 0;
  waitpid(pid, &status, 0);
  close(ends[0]);
  return figures;
}

void measure(fs::path const& folder, std::int64_t events, int times) {
  provision(folder);
  fill(folder, events);
  std::vector<double> ready;
  for (int i = 0; i < times; ++i) {
    auto const figures = start(folder);
    std::printf(
        "%lld events in %d rooms: listening after %.2f s, all rooms ready after %.2f s (%.2f s of CPU), "
        "%.0f MiB\n",
        static_cast<long long>(events), rooms, figures.listening, figures.ready, figures.cpu, figures.memory_mib);
    std::fflush(stdout);
    ready.push_back(figures.ready);
  }
  std::ranges::sort(ready);
  std::printf("median %.2f s (%.2f-%.2f)\n", ready[ready.size() / 2], ready.front(), ready.back());
}

}  // namespace

int main(int argc, char** argv) {
  auto const events = argc > 1 ? std::max(1'000LL, std::atoll(argv[1])) : 1'000'000;
  int const times = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
  auto const folder = fs::current_path() / ("bench-start-" + std::to_string(getpid()));
  int code = 0;
  try {
    fs::create_directories(folder);
    measure(folder, events, times);
  } catch (std::exception const& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    code = 1;
  }
  fs::remove_all(folder);
  return code;
}
