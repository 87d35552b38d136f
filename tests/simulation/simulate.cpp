// `./dev sim --seeds N --first S`: plays seeds, prints what met what, shrinks what fails. Ends with 1 when a seed broke
// a promise, and with 3 when the seeds were too small a world to prove anything.

#include <chrono>
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "tests/simulation/play.hpp"
#include "tests/simulation/shrink.hpp"

namespace {

using namespace sim;

void print_table(Tally const& tally) {
  std::printf("\n%-16s %8s", "command", "asked");
  for (auto const& name : fault_names) std::printf(" %7.7s", std::string(name).c_str());
  std::printf("\n");
  for (std::size_t i = 0; i < commands; ++i) {
    std::printf("%-16s %8zu", std::string(command_name(i)).c_str(), tally.asked[i]);
    for (auto const count : tally.met[i]) std::printf(" %7zu", count);
    std::printf("\n");
  }
}

void print_tally(Tally const& tally) {
  std::printf(
      "%zu commands, %zu faults, %.1f h, %zu lives, %zu records, %zu updates, %zu snapshots, %zu resumes, "
      "%zu resets, %zu comparisons, %zu erased",
      tally.commands, tally.faults, static_cast<double>(tally.time) / static_cast<double>(hour), tally.lives,
      tally.told.records, tally.told.updates, tally.told.snapshots, tally.told.resumes, tally.resets,
      tally.told.comparisons, tally.told.erased);
}

void print_figures(Result const& result, std::uint64_t seed) {
  std::printf("seed %llu: ", static_cast<unsigned long long>(seed));
  print_tally(result.tally);
  std::printf(", story %016llx%s\n", static_cast<unsigned long long>(result.tally.told.story),
              result.complaints.empty() ? "" : "  BROKEN");
  for (auto const& complaint : result.complaints) std::printf("  %s\n", complaint.c_str());
  std::fflush(stdout);
}

// A world in which too little happened proves nothing.
bool is_big_enough(Tally const& tally) {
  return tally.commands >= 20'000 && tally.faults >= 200 && tally.time >= 24 * hour && tally.told.erased >= 50;
}

struct Wanted {
  std::uint64_t seeds = 20;
  std::uint64_t first = 1;
  bool tells = false;
  int shrink_seconds = 90;  // at most, for one seed; 0: not at all
  std::string kept;         // file of seeds that are always played
  std::string keep;         // file to which a seed that fails is added
};

std::vector<std::uint64_t> seeds_of(Wanted const& wanted) {
  std::vector<std::uint64_t> seeds;
  std::ifstream file{wanted.kept};
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] != '#') seeds.push_back(std::stoull(line));
  }
  for (std::uint64_t i = 0; i < wanted.seeds; ++i) seeds.push_back(wanted.first + i);
  return seeds;
}

void tell_shortest(Plan const& plan, Result const& result, Wanted const& wanted) {
  if (!wanted.keep.empty()) std::ofstream{wanted.keep, std::ios::app} << plan.seed << "\n";
  if (wanted.shrink_seconds == 0) return;
  std::printf("looking for the shortest story ...\n");
  std::fflush(stdout);
  auto const until = std::chrono::steady_clock::now() + std::chrono::seconds{wanted.shrink_seconds};
  auto const least = shrink(
      plan, result.complaints.front(), [](Plan const& one) { return play(one); },
      [until] { return std::chrono::steady_clock::now() < until; });
  std::printf("the shortest story of seed %llu, %zu steps:\n", static_cast<unsigned long long>(plan.seed),
              least.steps.size());
  auto const last = play(least, [](std::string const& line) { std::printf("  %s\n", line.c_str()); });
  for (auto const& complaint : last.complaints) std::printf("  => %s\n", complaint.c_str());
  std::fflush(stdout);
}

std::optional<Wanted> read_words(int argc, char** argv) {
  Wanted wanted;
  for (int i = 1; i < argc; ++i) {
    std::string const word = argv[i];
    bool const has_value = i + 1 < argc;
    if (word == "--story")
      wanted.tells = true;
    else if (word == "--seeds" && has_value)
      wanted.seeds = std::stoull(argv[++i]);
    else if (word == "--first" && has_value)
      wanted.first = std::stoull(argv[++i]);
    else if (word == "--shrink" && has_value)
      wanted.shrink_seconds = std::stoi(argv[++i]);
    else if (word == "--kept" && has_value)
      wanted.kept = argv[++i];
    else if (word == "--keep" && has_value)
      wanted.keep = argv[++i];
    else
      return std::nullopt;
  }
  return wanted;
}

}  // namespace

int main(int argc, char** argv) {
  auto const wanted = read_words(argc, argv);
  if (!wanted) {
    std::fprintf(stderr,
                 "usage: simulate [--seeds N] [--first S] [--kept FILE] [--keep FILE] [--story] [--shrink SECONDS]\n");
    return 2;
  }
  Tally all;
  int broken = 0, small = 0;
  auto const seeds = seeds_of(*wanted);
  for (auto const seed : seeds) {
    auto const plan = make_plan(seed);
    World::Tell tell;
    if (wanted->tells) tell = [](std::string const& line) { std::printf("%s\n", line.c_str()); };
    auto const result = play(plan, tell);
    all.add(result.tally);
    print_figures(result, seed);
    if (!result.complaints.empty()) {
      ++broken;
      tell_shortest(plan, result, *wanted);
    } else if (!is_big_enough(result.tally)) {
      std::printf("  too small a world: at least 20,000 commands, 200 faults and 24 hours\n");
      ++small;
    }
  }
  print_table(all);
  std::printf("\n%zu seeds, %d broken: ", seeds.size(), broken);
  print_tally(all);
  std::printf("\n");
  return broken > 0 ? 1 : small > 0 ? 3 : 0;
}
