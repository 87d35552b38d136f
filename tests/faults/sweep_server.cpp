// The sweeps that need the real server; see sweep.hpp. Several run at a time, since each mostly waits.

#include <csignal>
#include <fstream>
#include <map>
#include <random>

#include "tests/faults/disk.hpp"
#include "tests/faults/layer_plan.hpp"
#include "tests/faults/load.hpp"
#include "tests/faults/promises.hpp"
#include "tests/faults/reading.hpp"
#include "tests/faults/recording.hpp"
#include "tests/faults/workers.hpp"
#include "tests/support/server_process.hpp"

namespace faults {

namespace {

constexpr std::size_t log_bytes = 16 << 20;
constexpr int workers_count = 6;
constexpr Busy small_evening{2, 6, true, 0, 1};

struct Evening {
  Heard heard;
  int code = 0;     // of the end
  std::string log;  // all that the server wrote
};

Evening hold_evening(support::ServerProcess& server) {
  Evening evening;
  if (server.start()) {
    auto const said = server.said("bibliotheek#");
    auto const at = said.find('#');
    evening.heard = keep_busy(server.port(), at == std::string::npos ? "" : said.substr(at + 1, 28), small_evening);
    server.stop();
  }
  evening.code = server.exit_code();
  evening.log = server.log();
  return evening;
}

// A failed sync makes nothing untrue that was on the disk before it: a group may have been synced a moment ago, and its
// answers leave while another file fails. What a power cut at the failure would have left must hold what is told after.
std::string not_on_disk(std::vector<LogRecord> const& records, std::size_t failed_at,
                        std::vector<std::string> const& told_later) {
  if (told_later.empty()) return "";
  Disk disk;
  for (std::size_t i = 0; i < failed_at; ++i) disk.follow(records[i]);
  std::mt19937_64 dice;
  auto const folder = scratch_folder("failed-sync");
  write_image(disk.after_cut(Survives::nothing, dice), folder);
  auto const reading = read_folder(folder);
  std::filesystem::remove_all(folder);
  for (auto const& what : told_later) {
    if (!reading.kept.contains(what)) return "after a failed sync '" + what + "' left the server";
  }
  return "";
}

// What left the server, and what should not have: a promise after a sync had failed that was not kept before.
std::string promised_after_failed_sync(LogHead const& log, Promises& promises) {
  auto const records = records_of(log);
  auto failed_at = records.size();
  std::map<int, bool> is_folder;  // whose failed sync SQLite may keep to itself; see sweep.cpp
  for (std::size_t i = 0; i < records.size(); ++i) {
    auto const& [head, bytes] = records[i];
    if (head.did == Did::opened) is_folder[head.file] = bytes.empty();
    if (head.did == Did::struck && head.flags == static_cast<int>(Call::sync) && !is_folder[head.file]) {
      failed_at = std::min(failed_at, i);
    }
    if (head.did == Did::sent) promises.sent(head.file, bytes, i);
    if (head.did == Did::closed) promises.closed(head.file);
  }
  std::vector<std::string> told_later;
  for (auto const& promise : promises.all()) {
    if (promise.at > failed_at) told_later.push_back(promise.what);
  }
  return not_on_disk(records, failed_at, told_later);
}

// Everything must be well again once nothing fails any more, for the journal and for the people.
std::string judge(Evening const& evening, Promises const& promises, support::ServerProcess& server) {
  bool const has_line = evening.log.find("plekberaad: ") != std::string::npos;
  // The C library itself ends a program in which it cannot note what a thread has to take down.
  bool const is_of_libc =
      evening.code == -SIGABRT && evening.log.find("TLS destructor: out of memory") != std::string::npos;
  bool const is_clear = evening.code == 0 || (evening.code == 70 && has_line) ||
                        (evening.code == 71 && !evening.log.empty()) || is_of_libc;
  if (!is_clear) return "it ended with " + std::to_string(evening.code) + " and said: " + evening.log;
  auto const reading = read_folder(server.data());
  if (!reading.complaints.empty()) return "the folder: " + reading.complaints.front();
  for (auto const& promise : promises.all()) {
    if (!reading.kept.contains(promise.what)) return "'" + promise.what + "' left the server and is gone";
  }
  server.in_environment({});
  if (!server.start()) return "it does not start again: " + server.log();
  return wrong_board(server.port(), reading.boards, evening.heard);
}

void note(SweepReport& report, Evening const& evening, Promises const& promises, std::string const& fault,
          bool has_struck = true) {
  ++report.runs;
  report.struck += has_struck ? 1 : 0;
  ++report.ends[evening.code];
  report.promises += static_cast<long>(promises.all().size());
  if (!fault.empty() && report.faults.size() < 3) report.faults.push_back(fault);
}

std::vector<std::string> flags() { return {"--limits", "relaxed", "--reactors", "1"}; }

}  // namespace

SweepReport fail_calls_of_server(std::string const& kind, std::string const& error, int first, int step) {
  return by_workers(workers_count, [&](std::atomic<std::size_t>& next, SweepReport& report) {
    Recording recording{log_bytes};
    for (;;) {
      auto const plan = kind + ' ' + std::to_string(first + step * static_cast<int>(next++)) + ' ' + error;
      recording.clear();
      support::ServerProcess server{flags()};
      server.in_environment(recording.environment(server.data(), {std::string{plan_variable} + "=" + plan}));
      auto const evening = hold_evening(server);
      if (recording.log().has_struck == 0) return;
      Promises promises;
      auto fault = promised_after_failed_sync(recording.log(), promises);
      if (fault.empty()) fault = judge(evening, promises, server);
      if (fault.empty()) fault = tried_again(recording.log(), evening.code);
      note(report, evening, promises, fault.empty() ? "" : plan + ": " + fault);
    }
  });
}

namespace {

// An evening under the library that counts askings for memory and refuses one; 0 askings: it did not end as it should.
std::pair<Evening, unsigned long> hold_short_of_memory(support::ServerProcess& server, Recording const& recording,
                                                       unsigned long refused) {
  auto const count = server.data().parent_path() / "askings";
  auto environment = recording.environment(server.data(), {"PLEKBERAAD_FAULTS_ALLOC=" + std::to_string(refused),
                                                           "PLEKBERAAD_FAULTS_COUNT=" + count.string()});
  for (auto& variable : environment) {
    if (variable.starts_with("LD_PRELOAD=")) variable += ":" PLEKBERAAD_ALLOCS;
  }
  server.in_environment(environment);
  auto evening = hold_evening(server);
  unsigned long askings = 0;
  std::ifstream{count} >> askings;
  return {std::move(evening), askings};
}

}  // namespace

unsigned long askings_of_server() {
  Recording const recording{log_bytes};
  support::ServerProcess server{flags()};
  return hold_short_of_memory(server, recording, 0).second;
}

SweepReport refuse_memory_of_server(std::vector<unsigned long> const& which) {
  return by_workers(workers_count, [&](std::atomic<std::size_t>& next, SweepReport& report) {
    Recording recording{log_bytes};
    for (auto at = next++; at < which.size(); at = next++) {
      recording.clear();
      support::ServerProcess server{flags()};
      auto const [evening, askings] = hold_short_of_memory(server, recording, which[at]);
      Promises promises;
      promised_after_failed_sync(recording.log(), promises);
      auto const fault = judge(evening, promises, server);
      // An evening may do without the n-th asking; who ends in the ordinary way says how often it asked.
      note(report, evening, promises, fault.empty() ? "" : "memory " + std::to_string(which[at]) + ": " + fault,
           evening.code != 0 || askings >= which[at]);
    }
  });
}

}  // namespace faults
