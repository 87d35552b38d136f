// power_times [--runs N] [--seed S] [--commands N]: power cuts as often as somebody has patience for; one run is one
// evening of a real server and a cut at each of its syncs. Prints what was compared.

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "tests/faults/power.hpp"

int main(int argc, char** argv) {
  int runs = 5;
  int commands = 400;
  std::uint64_t seed = 1;
  for (int i = 1; i + 1 < argc; i += 2) {
    std::string_view const name = argv[i];
    if (name == "--runs") runs = std::atoi(argv[i + 1]);
    if (name == "--commands") commands = std::atoi(argv[i + 1]);
    if (name == "--seed") seed = std::strtoull(argv[i + 1], nullptr, 10);
  }
  long images = 0, lost = 0;
  bool is_good = true;
  for (int run = 0; run < runs; ++run, ++seed) {
    faults::PowerPlan plan;
    plan.seed = seed;
    plan.busy = {3, commands, true, commands, seed, commands / 100};
    plan.dice_each = 2;
    auto const report = faults::cut_the_power(plan);
    std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed), report.line().c_str());
    for (auto const& fault : report.faults) std::printf("FAULT: %s\n", fault.c_str());
    std::fflush(stdout);
    images += report.images;
    lost += report.lost;
    is_good = is_good && report.faults.empty();
  }
  std::printf("%ld power cuts, %ld promises lost: %s\n", images, lost, is_good ? "nothing was lost" : "NOT GOOD");
  return is_good ? 0 : 1;
}
