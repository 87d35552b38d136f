// fault_times [--step N] [--first N] [--memory N] [--only KIND] [--seed S]: the sweeps with the real server: every N-th
// open, write, sync and rename of a small evening fails, in each of three ways; each of the first N askings for memory
// gets none, and so do N later ones by the dice. Prints what was compared.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string_view>

#include "tests/faults/sweep.hpp"

namespace {

bool tell(std::string const& what, faults::SweepReport const& report) {
  std::printf("%s: %s\n", what.c_str(), report.line().c_str());
  for (auto const& fault : report.faults) std::printf("FAULT: %s\n", fault.c_str());
  std::fflush(stdout);
  if (report.struck == 0) std::printf("FAULT: nothing was struck\n");
  return report.faults.empty() && report.struck > 0;
}

}  // namespace

int main(int argc, char** argv) {
  int step = 1;
  unsigned long first = 0;
  int memory = 100;
  std::uint64_t seed = 1;
  std::string only;
  for (int i = 1; i + 1 < argc; i += 2) {
    std::string_view const name = argv[i];
    if (name == "--step") step = std::atoi(argv[i + 1]);
    if (name == "--first") first = std::strtoul(argv[i + 1], nullptr, 10);
    if (name == "--memory") memory = std::atoi(argv[i + 1]);
    if (name == "--only") only = argv[i + 1];
    if (name == "--seed") seed = std::strtoull(argv[i + 1], nullptr, 10);
  }
  bool is_good = true;
  for (std::string const kind : {"open", "write", "sync", "rename"}) {
    if (!only.empty() && only != kind) continue;
    for (std::string const error : {"EIO", "ENOSPC", "short"}) {
      if (error == "short" && kind != "write") continue;
      is_good = tell(kind + ' ' + error, faults::fail_calls_of_server(kind, error, 1, step)) && is_good;
    }
  }
  std::mt19937_64 dice{seed};
  std::vector<unsigned long> which;
  if (only.empty() || only == "memory") {
    auto const askings = faults::askings_of_server();
    // No two evenings ask equally often, so the last tenth is left alone.
    auto const last = askings * 9 / 10;
    for (unsigned long n = 1; n <= std::min(first, last); ++n) which.push_back(n);
    for (int i = 0; i < memory && last > first; ++i) which.push_back(first + 1 + dice() % (last - first));
    std::printf("of %lu askings: ", askings);
    is_good = tell("memory", faults::refuse_memory_of_server(which)) && is_good;
  }
  std::printf("%s\n", is_good ? "no lie, no damage, every end clear" : "NOT GOOD");
  return is_good ? 0 : 1;
}
