// Fan-out of the real server (journal synchronous=FULL, JSON, seats with tokens), on loopback: deliveries per second of
// server CPU, time from command to last receiver, and memory of an idle member. The server runs on the first core, this
// program on the last one. Figures repeat within about a tenth; tails are the machine's.

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <thread>

#include "tests/bench/room_load.hpp"

namespace {

namespace fs = std::filesystem;

void pin(unsigned core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(core, &set);
  sched_setaffinity(0, sizeof set, &set);
}

std::vector<std::string> lines_of(fs::path const& path) {
  std::ifstream file{path};
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

int run_to_end(std::vector<std::string> const& words) {
  auto const child = fork();
  if (child == 0) {
    std::vector<char*> arguments;
    for (auto const& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    int const quiet = open("/dev/null", O_WRONLY);
    dup2(quiet, STDOUT_FILENO);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

// A server with provisioned rooms in a folder of its own; gone with this object.
class Server {
 public:
  Server(int rooms, int members)
      : folder_(fs::temp_directory_path() / ("plekberaad-bench-" + std::to_string(getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    auto const data = (folder_ / "data").string(), out = (folder_ / "out").string();
    if (run_to_end({PLEKBERAAD_PROGRAM, "provision", "--data", data, "--rooms", std::to_string(rooms), "--members",
                    std::to_string(members), "--out", out}) != 0) {
      throw std::runtime_error("provision failed");
    }
    place.rooms = lines_of(folder_ / "out" / "rooms.txt");
    place.tokens = lines_of(folder_ / "out" / "tokens.txt");
    place.members = members;
    start(data);
  }
  ~Server() {
    kill(pid_, SIGTERM);
    int status = 0;
    waitpid(pid_, &status, 0);
    fs::remove_all(folder_);
  }

  double cpu_seconds() const {
    std::ifstream file{"/proc/" + std::to_string(pid_) + "/stat"};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    long user = 0, system = 0;
    std::sscanf(text.c_str() + text.rfind(')') + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user,
                &system);
    return static_cast<double>(user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
  }
  long resident_kib() const {
    std::ifstream file{"/proc/" + std::to_string(pid_) + "/smaps_rollup"};
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with("Rss:")) return std::strtol(line.c_str() + 4, nullptr, 10);
    }
    return 0;
  }

  bench::Place place;

 private:
  void start(std::string const& data) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    pid_ = fork();
    if (pid_ == 0) {
      pin(0);
      dup2(ends[1], STDOUT_FILENO);
      dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
      execl(PLEKBERAAD_PROGRAM, PLEKBERAAD_PROGRAM, "serve", "--listen", "127.0.0.1:0", "--data", data.c_str(),
            "--limits", "relaxed", "--reactors", "1", nullptr);
      _exit(127);
    }
    close(ends[1]);
    std::string said;
    char sign = 0;
    while (said.find("listening on 127.0.0.1:") == std::string::npos || said.back() != '\n') {
      if (read(ends[0], &sign, 1) != 1) throw std::runtime_error("the server did not start");
      said += sign;
    }
    place.port = static_cast<unsigned short>(std::atoi(said.c_str() + said.find("127.0.0.1:") + 10));
  }

  fs::path folder_;
  pid_t pid_ = -1;
};

void load(char const* name, int rooms, int members, bench::Work const& work) {
  Server server{rooms, members};
  bench::RoomLoad people{server.place};
  auto const before = server.cpu_seconds();
  auto const figures = people.run(work);
  // The second of warming up costs as much CPU as a measured one.
  auto const cpu = (server.cpu_seconds() - before) * work.seconds / (work.seconds + 1);
  std::printf("%-34s %9.2f M %10.2f M %9.2f %9.2f %9lld %6lld\n", name, figures.deliveries / cpu / 1e6,
              figures.deliveries / figures.seconds / 1e6, figures.at(0.5), figures.at(0.99),
              static_cast<long long>(figures.messages), static_cast<long long>(figures.disorders));
  std::fflush(stdout);
}

void idle(int connections) {
  constexpr int members = 100;
  Server server{connections / members, members};
  {
    bench::Place few = server.place;                          // loads the code and the first room's memory
    few.tokens.resize(members);
    bench::RoomLoad const warm{few};
  }
  std::this_thread::sleep_for(std::chrono::milliseconds{300});
  auto const before = server.resident_kib();
  bench::RoomLoad const people{server.place};
  std::this_thread::sleep_for(std::chrono::milliseconds{1500});
  auto const grown = (server.resident_kib() - before) * 1024.0;
  std::printf("idle members: %d lines, %.0f bytes of server memory each (their room's state included)\n", connections,
              grown / connections);
}

}  // namespace

int main(int argc, char** argv) {
  double const seconds = argc > 1 ? std::max(1.0, std::atof(argv[1])) : 5;
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  pin(std::max(1u, std::thread::hardware_concurrency()) - 1);
  try {
    std::printf("%-34s %11s %12s %9s %9s %9s %6s\n", "work (cards of 200 bytes)", "per CPU s", "per second", "p50 ms",
                "p99 ms", "messages", "holes");
    load("1 room x 60, 60 under way", 1, 60, {60, 0, seconds});
    load("100 rooms x 60, 4 under way each", 100, 60, {4, 0, seconds});
    load("100 rooms x 60, 1000 a second", 100, 60, {0, 1000, seconds});
    idle(5000);
  } catch (std::exception const& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    return 1;
  }
  return 0;
}
