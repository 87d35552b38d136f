// See sweep.hpp.

#include "tests/faults/sweep.hpp"

#include <sys/mount.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/faults/child.hpp"
#include "tests/faults/disk.hpp"
#include "tests/faults/layer_plan.hpp"
#include "tests/faults/reading.hpp"
#include "tests/faults/recording.hpp"
#include "tests/faults/workers.hpp"

namespace faults {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t log_bytes = 16 << 20;
constexpr std::chrono::seconds limit{20};
constexpr int workers_count = 2;
constexpr std::size_t faults_told_max = 10;
constexpr int end_good = 0, end_broken = 70, end_cannot = 71;

std::vector<std::string> lines_after(std::string const& text, std::string_view begin) {
  std::vector<std::string> found;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(begin)) found.push_back(line.substr(begin.size()));
  }
  return found;
}

// A folder for runs of the story, made anew for each.
class Place {
 public:
  Place() : root_(scratch_folder("story")) {}
  ~Place() {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
  }
  Place(Place const&) = delete;
  Place& operator=(Place const&) = delete;
  fs::path folder() const { return root_ / "data"; }
  void clear() const {
    fs::remove_all(folder());
    fs::create_directory(folder());
  }

 private:
  fs::path root_;
};

Ended tell_story(fs::path const& folder, std::vector<std::string> environment, int reserve_kib = 0) {
  return run_child({PLEKBERAAD_STORY, folder.string(), std::to_string(reserve_kib)}, std::move(environment), limit);
}

// Why this end is not a clear one; "" when it is.
std::string unclear_end(Ended const& ended) {
  if (ended.has_hung) return "it hung";
  if (!lines_after(ended.out, "stopped: ").empty()) return "a room was stopped: " + ended.out;
  if (ended.code == end_good) return ended.out.ends_with("end\n") ? "" : "it ended well without coming to the end";
  bool const has_line = ended.error.find("plekberaad: ") != std::string::npos;
  if (ended.code == end_broken && has_line) return "";
  if (ended.code == end_cannot && !lines_after(ended.out, "cannot: ").empty()) return "";
  // The C library itself ends a program in which it cannot note what a thread has to take down, and says so.
  if (ended.code == -SIGABRT && ended.error.find("TLS destructor: out of memory") != std::string::npos) return "";
  return "it ended with " + std::to_string(ended.code) + " and said: " + ended.error + ended.out;
}

struct Judgement {
  std::string fault;  // "" when all is well
  long promises = 0;
};

Judgement judge(Ended const& ended, fs::path const& folder) {
  if (auto const why = unclear_end(ended); !why.empty()) return {why};
  auto const reading = read_folder(folder);
  if (!reading.complaints.empty()) return {"the folder: " + reading.complaints.front()};
  auto const promises = lines_after(ended.out, "+ ");
  for (auto const& promise : promises) {
    if (!reading.kept.contains(promise)) return {"'" + promise + "' was confirmed and is gone"};
  }
  auto const again = tell_story(folder, {});
  if (again.code != end_good)
    return {"told again it ends with " + std::to_string(again.code) + again.error + again.out};
  return {"", static_cast<long>(promises.size())};
}

void note(SweepReport& report, Ended const& ended, Judgement const& judgement, std::string const& what) {
  ++report.runs;
  ++report.ends[ended.code];
  report.promises += judgement.promises;
  if (!judgement.fault.empty() && report.faults.size() < faults_told_max) {
    report.faults.push_back(what + ": " + judgement.fault);
  }
}

}  // namespace

// After a failed sync nothing may be tried again and nothing confirmed. Two things are SQLite's own: it says nothing
// when the folder cannot be synced, so whatever name is new there the journal must sync itself before it confirms
// anything; and it takes its very first transaction back, before a start that ends with "cannot".
std::string tried_again(LogHead const& log, int code) {
  std::map<int, bool> is_folder;
  std::set<std::string, std::less<>> names;
  bool has_new_names = false;
  enum class Failed { no, folder, file } failed = Failed::no;
  for (auto const& [head, bytes] : records_of(log)) {
    if (head.did == Did::opened) is_folder[head.file] = bytes.empty();
    if (head.did == Did::opened && names.insert(std::string{bytes}).second) has_new_names = true;
    if (head.did == Did::renamed) has_new_names = true;
    if (head.did == Did::struck && head.flags == static_cast<int>(Call::sync)) {
      failed = !is_folder[head.file] ? Failed::file : has_new_names ? Failed::folder : Failed::no;
    }
    if (head.did == Did::synced && is_folder[head.file]) {
      has_new_names = false;
      if (failed == Failed::folder) failed = Failed::no;
    }
    if (failed == Failed::no) continue;
    if (head.did == Did::sent && bytes.starts_with("+ ")) return "confirmed after a failed sync: " + std::string{bytes};
    bool const is_work = head.did == Did::wrote || head.did == Did::sync_begun || head.did == Did::renamed;
    if (failed == Failed::file && is_work && code != end_cannot) return "it went on after a failed sync";
  }
  return "";
}

void SweepReport::add(SweepReport const& other) {
  runs += other.runs;
  struck += other.struck;
  promises += other.promises;
  for (auto const& [code, count] : other.ends) ends[code] += count;
  faults.insert(faults.end(), other.faults.begin(), other.faults.end());
}

std::string SweepReport::line() const {
  auto text = std::to_string(runs) + " runs, " + std::to_string(struck) + " met their fault, " +
              std::to_string(promises) + " promises found again; ends:";
  for (auto const& [code, count] : ends) text += " " + std::to_string(count) + "x " + std::to_string(code);
  return text;
}

SweepReport fail_each_call(std::string const& kind, std::string const& error, bool goes_on) {
  return by_workers(workers_count, [&](std::atomic<std::size_t>& next, SweepReport& report) {
    Place const place;
    Recording recording{log_bytes};
    for (;;) {
      auto const plan = kind + ' ' + std::to_string(++next) + ' ' + error + (goes_on ? " on" : "");
      place.clear();
      recording.clear();
      auto const ended =
          tell_story(place.folder(), recording.environment(place.folder(), {std::string{plan_variable} + "=" + plan}));
      if (recording.log().has_struck == 0) return;
      ++report.struck;
      auto judgement = judge(ended, place.folder());
      if (judgement.fault.empty()) judgement.fault = tried_again(recording.log(), ended.code);
      note(report, ended, judgement, plan);
    }
  });
}

unsigned long askings_for_memory() {
  Place const place;
  place.clear();
  auto const count = place.folder().parent_path() / "count";
  tell_story(place.folder(), {"LD_PRELOAD=" PLEKBERAAD_ALLOCS, "PLEKBERAAD_FAULTS_COUNT=" + count.string()});
  unsigned long askings = 0;
  std::ifstream{count} >> askings;
  return askings;
}

SweepReport refuse_memory(std::vector<unsigned long> const& which, bool goes_on) {
  return by_workers(workers_count, [&](std::atomic<std::size_t>& next, SweepReport& report) {
    Place const place;
    for (auto at = next++; at < which.size(); at = next++) {
      auto const plan = std::to_string(which[at]) + (goes_on ? " on" : "");
      place.clear();
      auto const ended =
          tell_story(place.folder(), {"LD_PRELOAD=" PLEKBERAAD_ALLOCS, "PLEKBERAAD_FAULTS_ALLOC=" + plan});
      report.struck += ended.code == end_good ? 0 : 1;
      note(report, ended, judge(ended, place.folder()), "memory refused at " + plan);
    }
  });
}

bool can_mount() {
  Place const place;
  place.clear();
  if (::mount("tmpfs", place.folder().c_str(), "tmpfs", 0, "size=64k") != 0) return false;
  ::umount2(place.folder().c_str(), MNT_DETACH);
  return true;
}

SweepReport fill_disk(int pages_min, int pages_max, int reserve_kib) {
  return by_workers(workers_count, [&](std::atomic<std::size_t>& next, SweepReport& report) {
    Place const place;
    for (auto at = next++; pages_min + static_cast<int>(at) <= pages_max; at = next++) {
      place.clear();
      auto const what = std::to_string(pages_min + static_cast<int>(at)) + " pages";
      auto const size = "size=" + std::to_string((static_cast<std::size_t>(pages_min) + at) * 4096);
      auto const mounted = place.folder();
      if (::mount("tmpfs", mounted.c_str(), "tmpfs", 0, size.c_str()) != 0) return;
      auto const folder = mounted / "data";
      auto const ended = tell_story(folder, {}, reserve_kib);
      if (ended.code != end_good || ended.out.find("full\n") != std::string::npos) ++report.struck;
      // Read where there is room: opening a folder to serve from it writes.
      ::mount("tmpfs", mounted.c_str(), "tmpfs", MS_REMOUNT, "size=8m");
      auto judgement = judge(ended, folder);
      // Full is no failure of the disk: the start says that it cannot, a running journal answers and goes on.
      if (ended.code == end_broken) judgement.fault = "it took a full disk for a broken one: " + ended.error;
      note(report, ended, judgement, what);
      ::umount2(mounted.c_str(), MNT_DETACH);
    }
  });
}

}  // namespace faults
