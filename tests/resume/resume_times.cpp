// resume_times [--times CUTS] [--people N] [--seed S]: the storm for as long as somebody has patience; prints what
// happened and what was compared. Behind `./dev cut`.

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "tests/resume/storm.hpp"

int main(int argc, char** argv) {
  resume::StormPlan plan;
  plan.seconds_max = 1'800;
  for (int i = 1; i + 1 < argc; i += 2) {
    std::string_view const name = argv[i];
    if (name == "--times") plan.cuts = std::atol(argv[i + 1]);
    if (name == "--people") plan.people = std::atoi(argv[i + 1]);
    if (name == "--seed") plan.seed = std::strtoull(argv[i + 1], nullptr, 10);
  }
  auto const report = resume::weather_the_storm(plan);
  auto const& weather = report.weather;
  std::printf(
      "seed %llu: %d people, %ld lines, %ld cuts (%ld resets, %ld goodbyes, %ld with commands and %ld with "
      "answers under way, %ld inside the handshake), %ld stalls; %ld cuts were mild\n",
      static_cast<unsigned long long>(plan.seed), plan.people, weather.lines, weather.cuts, weather.resets,
      weather.goodbyes, weather.swallowed_up, weather.swallowed_down, weather.inside_handshake, weather.stalls,
      weather.mild);
  std::printf(
      "%ld cards, %ld edits, %ld sentences, %ld hands up, down or floor given back; %ld refused; %ld times "
      "back; in rough weather %ld resumed and %ld got the whole room, in mild weather %ld and %ld\n",
      report.cards, report.edits, report.sentences, report.hands, report.refused, report.comebacks,
      report.rough.resumed, report.rough.whole, report.mild.resumed, report.mild.whole);
  std::printf("%ld cards taken back; hidden %ld cards and %ld turns, %ld shown again; %ld removed, %ld roles changed\n",
              report.taken_back, report.cards_hidden, report.turns_hidden, report.shown_again, report.removed,
              report.roles_changed);
  for (auto const& fault : report.faults) std::printf("FAULT: %s\n", fault.c_str());
  std::printf("%s\n", report.faults.empty() ? "exactly once, in order, equal everywhere" : "NOT WHOLE");
  return report.faults.empty() ? 0 : 1;
}
