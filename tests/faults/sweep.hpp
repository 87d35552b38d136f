#pragma once
// One fault in one run of the short story (story.cpp), for every place where it can happen, and what must hold whatever
// happened: it ends by itself, with a clear line when not in the ordinary way; what was confirmed is in the folder; the
// folder opens; and the story can be told again on it. Two runs at a time; each run has a folder of its own.

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace faults {

struct LogHead;

struct SweepReport {
  long runs = 0;
  long struck = 0;                  // runs in which the fault came to pass
  long promises = 0;                // confirmed and found again, all runs together
  std::map<int, long> ends;         // by exit code
  std::vector<std::string> faults;  // the first ones
  std::string line() const;
  void add(SweepReport const& other);
};

// KIND and ERROR of layer_plan.hpp; n from 1 until no n-th call happens any more. With `goes_on` every later call fails
// too.
SweepReport fail_each_call(std::string const& kind, std::string const& error, bool goes_on);

// What went on after a failed sync, in words; "" when nothing did. `code`: how the process ended.
std::string tried_again(LogHead const& log, int code);

// The same with the real server and people on its lines, which costs seconds: only every `step`-th call, from `first`
// on. Promises are what left through sockets; after a failed sync none may leave.
SweepReport fail_calls_of_server(std::string const& kind, std::string const& error, int first, int step);

// How often the real server asks for memory in such an evening, more or less; and its n-th askings, likewise.
unsigned long askings_of_server();
SweepReport refuse_memory_of_server(std::vector<unsigned long> const& which);

// The story asks for memory `askings()` times.
unsigned long askings_for_memory();
// The n-th asking gets none, for each of these n; `goes_on`: nor does any later one.
SweepReport refuse_memory(std::vector<unsigned long> const& which, bool goes_on);

// The story on a small disk in memory of so many pages, which then grows, and the story again. Needs to be root.
bool can_mount();
SweepReport fill_disk(int pages_min, int pages_max, int reserve_kib);

}  // namespace faults
