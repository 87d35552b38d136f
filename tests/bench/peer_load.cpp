// One measurement of one server, as one line of JSON; peers.py starts the servers and compares. Kinds of measurement:
//   run      members post and receive (--window N under way in each room, or --rate N a second in all); with --hands
//            hands go up and down instead (Plekberaad)
//   idle     everybody is connected and silent: server memory of each
//   storm    everybody is cut off and comes back (Plekberaad: resumes, with five missed updates)
//   floor    no server: plain writes to as many sockets
// The server runs on core 0, this program on the last one.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "tests/bench/process.hpp"
#include "tests/bench/room_load.hpp"
#include "tests/bench/write_floor.hpp"

namespace {

struct Options {
  bench::Place place;
  bench::Work work;
  std::vector<int> pids;
  std::string rooms_file, tokens_file;
  int rooms = 1;
  int batch = 1;
  int times = 3;
};

std::vector<std::string> lines_of(std::string const& path) {
  std::ifstream file{path};
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  if (lines.empty()) throw std::runtime_error("nothing in " + path);
  return lines;
}

void name_rooms(Options& options) {
  if (!options.tokens_file.empty()) options.place.tokens = lines_of(options.tokens_file);
  if (!options.rooms_file.empty()) options.place.rooms = lines_of(options.rooms_file);
  for (int i = 0; options.rooms_file.empty() && i < options.rooms; ++i)
    options.place.rooms.push_back(std::to_string(i));
}

int run(Options const& options) {
  bench::RoomLoad load{options.place};
  auto const connect_seconds = load.connect();
  load.wait(0.5);
  auto const f = load.run(options.work, options.pids);
  std::printf(
      "{\"per_cpu_s\":%.0f,\"per_s\":%.0f,\"per_read\":%.2f,\"messages_per_s\":%.0f,\"p50_ms\":%.3f,\"p99_ms\":%.3f,"
      "\"server_share\":%.3f,\"own_share\":%.3f,\"lag_ms\":%.2f,\"connect_s\":%.3f,\"lost\":%lld,\"repeated\":%lld,"
      "\"out_of_order\":%lld,\"astray\":%lld,\"told_apart\":%lld}\n",
      static_cast<double>(f.deliveries) / f.server_cpu_seconds, static_cast<double>(f.deliveries) / f.seconds,
      f.reads > 0 ? static_cast<double>(f.deliveries) / static_cast<double>(f.reads) : 0,
      static_cast<double>(f.messages) / f.seconds, f.at(0.5), f.at(0.99), f.server_cpu_seconds / f.seconds,
      f.own_cpu_share, f.lag_ms_max, connect_seconds, static_cast<long long>(f.lost),
      static_cast<long long>(f.repeated), static_cast<long long>(f.out_of_order), static_cast<long long>(f.astray),
      static_cast<long long>(f.told_apart));
  return f.lost + f.repeated + f.out_of_order + f.astray + f.told_apart == 0 && f.deliveries > 0 ? 0 : 1;
}

// The first room's members come first and go again: code and buffers that are loaded once are nobody's share.
int idle(Options const& options) {
  {
    auto few = options.place;
    few.rooms.resize(1);
    bench::RoomLoad warm{few};
    warm.connect();
    warm.wait(0.3);
  }
  auto const before = bench::resident_bytes_of(options.pids);
  bench::RoomLoad load{options.place};
  auto const seconds = load.connect();
  load.wait(2);
  auto const lines = static_cast<double>(options.place.rooms.size()) * options.place.members;
  auto const grown = bench::resident_bytes_of(options.pids) - before;
  auto const cpu = bench::cpu_seconds_of(options.pids);
  load.wait(3);
  std::printf("{\"bytes_each\":%.0f,\"lines\":%.0f,\"connect_s\":%.3f,\"idle_share\":%.4f}\n", grown / lines, lines,
              seconds, (bench::cpu_seconds_of(options.pids) - cpu) / 3);
  return 0;
}

int storm(Options const& options) {
  constexpr int missed = 5;
  bool const is_ours = options.place.speaks == bench::Speaks::plekberaad;
  bench::RoomLoad load{options.place};
  load.connect();
  load.wait(0.3);
  bench::Work const some{1, 0, 0, 0.5};
  if (is_ours) load.run(some, options.pids);
  std::vector<double> seconds, cpu;
  auto const lines = static_cast<int>(options.place.rooms.size()) * options.place.members;
  bool is_whole = true;
  for (int i = 0; i < options.times; ++i) {
    auto const before = bench::cpu_seconds_of(options.pids);
    load.cut_all();
    seconds.push_back(load.connect(is_ours ? missed : 0));
    cpu.push_back(bench::cpu_seconds_of(options.pids) - before);
    if (is_ours && load.resumed() != lines) is_whole = false;
    load.wait(1);
  }
  std::ranges::sort(seconds);
  std::ranges::sort(cpu);
  std::printf("{\"seconds\":%.3f,\"per_cpu_s\":%.0f,\"resumed\":%d,\"snapshots\":%d}\n", seconds[seconds.size() / 2],
              lines / cpu[cpu.size() / 2], load.resumed(), load.snapshots());
  return is_whole ? 0 : 1;
}

int floor(Options const& options) {
  auto const rate =
      bench::frames_per_cpu_second(options.place.members * options.rooms, options.batch, options.work.seconds);
  std::printf("{\"per_cpu_s\":%.0f}\n", rate);
  return 0;
}

int measure(int argc, char** argv) {
  Options options;
  std::string kind = "run", speaks = "plekberaad";
  CLI::App app{"One measurement of one server"};
  app.add_option("kind", kind)->check(CLI::IsMember({"run", "idle", "storm", "floor"}))->required();
  app.add_option("--speaks", speaks)->check(CLI::IsMember({"plekberaad", "ws", "nchan"}));
  app.add_option("--port", options.place.port);
  app.add_option("--pid", options.pids)->delimiter(',');
  app.add_option("--rooms", options.rooms)->check(CLI::Range(1, 1000));
  app.add_option("--rooms-file", options.rooms_file);
  app.add_option("--tokens-file", options.tokens_file);
  app.add_option("--members", options.place.members)->check(CLI::Range(1, 10'000))->required();
  app.add_flag("--hands", options.place.raises_hands);
  app.add_option("--window", options.work.in_flight);
  app.add_option("--rate", options.work.per_second)->check(CLI::Range(1.0, 1e6));
  app.add_option("--seconds", options.work.seconds)->check(CLI::Range(0.5, 60.0));
  app.add_option("--batch", options.batch)->check(CLI::Range(1, 1000));
  app.add_option("--times", options.times)->check(CLI::Range(1, 20));
  CLI11_PARSE(app, argc, argv);
  options.place.speaks = speaks == "ws"      ? bench::Speaks::ws
                         : speaks == "nchan" ? bench::Speaks::nchan
                                             : bench::Speaks::plekberaad;
  bench::pin_to(static_cast<int>(std::max(1u, std::thread::hardware_concurrency())) - 1);
  bench::raise_descriptor_limit();
  if (kind == "floor") return floor(options);
  name_rooms(options);
  return kind == "idle" ? idle(options) : kind == "storm" ? storm(options) : run(options);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return measure(argc, argv);
  } catch (std::exception const& problem) {
    std::fprintf(stderr, "peer_load: %s\n", problem.what());
    return 2;
  }
}
