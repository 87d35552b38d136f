// kill_times [--times N] [--seed S]: the kill test as often as somebody has patience for; prints what was compared.

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "tests/live/killing.hpp"

int main(int argc, char** argv) {
  int times = 1'000;
  std::uint64_t seed = 1;
  for (int i = 1; i + 1 < argc; i += 2) {
    std::string_view const name = argv[i];
    if (name == "--times") times = std::atoi(argv[i + 1]);
    if (name == "--seed") seed = std::strtoull(argv[i + 1], nullptr, 10);
  }
  auto const report = live::kill_again_and_again(times, seed);
  std::printf(
      "%d kills, %ld cards sent, %ld acknowledged, %ld times shown; %ld times a hand went up or down; %ld people "
      "erased; %d backups cut short, %d restored\n",
      report.kills, report.sent, report.acknowledged, report.shown, report.hands, report.erased, report.backups,
      report.restored);
  for (auto const& [moment, kills] : report.at) {
    std::printf("  %s: %d\n", live::moment_names[static_cast<int>(moment)], kills);
  }
  std::printf("  as it asked for:");
  for (auto const& [call, kills] : report.calls) std::printf(" %s %d", call.c_str(), kills);
  std::printf("\n");
  for (auto const& fault : report.faults) std::printf("FAULT: %s\n", fault.c_str());
  std::printf("%s\n", report.faults.empty() ? "nothing was lost" : "SOMETHING WAS LOST");
  return report.faults.empty() ? 0 : 1;
}
