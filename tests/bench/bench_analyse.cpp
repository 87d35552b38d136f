// What a look at common ground costs: a room of sixty people and a hundred statements, two thousand people and three
// hundred, and the largest conversation of the shared data where it is beside the checkout. Parts of one run beside
// each other, medians of seven, and as ratios to counting the same votes; never asserted. Usage: bench_analyse

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <vector>

#include "server/exchange/gathered.hpp"
#include "server/insight/dice.hpp"
#include "server/insight/polis_mode.hpp"
#include "server/insight/room_mode.hpp"

namespace {

using namespace insight;
using Clock = std::chrono::steady_clock;

constexpr int rounds = 7;

double median_ms(std::function<void()> const& work) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    auto const began = Clock::now();
    work();
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - began).count());
  }
  std::ranges::nth_element(times, times.begin() + rounds / 2);
  return times[rounds / 2];
}

// Two camps; a person has voted on three in five statements.
VoteTable camps(int people, int statements) {
  Dice dice{7};
  VoteTable table{people, statements};
  for (int person = 0; person < people; ++person) {
    for (int i = 0; i < statements; ++i) {
      if (dice.share() > 0.6) continue;
      double const yes = i % 3 == 0 ? ((person % 3 == 0) == (i % 2 == 0) ? 0.85 : 0.15) : 0.6;
      table.set(person, i, dice.share() < yes ? Vote::agree : dice.share() < 0.3 ? Vote::pass : Vote::disagree);
    }
  }
  return table;
}

void measure(char const* what, VoteTable const& table, Standing const& standing, bool is_room) {
  std::size_t kept = 0;
  auto const counting = median_ms([&] { kept += count(table, everybody(table)).size(); });
  auto const show = [&](char const* part, double ms) {
    std::printf("  %-34s %9.2f ms %8.0f x counting\n", part, ms, ms / counting);
  };
  std::printf("%s (%d people, %d statements)\n", what, table.people(), table.statements());
  show("counting the votes", counting);
  show("picture", median_ms([&] { kept += static_cast<std::size_t>(draw(table, standing.left_out).axes.rows()); }));
  show("all of mode polis", median_ms([&] { kept += look_as_polis(table, standing).labels.size(); }));
  if (is_room) show("all of mode room", median_ms([&] { kept += look_as_room(table, standing).labels.size(); }));
  if (kept == 0) std::printf("nothing\n");
}

exchange::Source file_of(std::filesystem::path const& path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream all;
  all << in.rdbuf();
  auto const text = std::make_shared<std::string>(std::move(all).str());
  auto const is_given = std::make_shared<bool>(false);
  return {path.filename().string(),
          [text, is_given] { return std::exchange(*is_given, true) ? std::string_view{} : std::string_view{*text}; }};
}

void measure_export(std::filesystem::path const& folder) {
  auto const read = [&] {
    return exchange::read_polis_csv({file_of(folder / "comments.csv"), file_of(folder / "votes.csv"),
                                     file_of(folder / "participants-votes.csv"), file_of(folder / "summary.csv")});
  };
  auto const found = read();
  if (!std::holds_alternative<exchange::PolisConversation>(found)) return;
  auto const gathered = exchange::gather(std::get<exchange::PolisConversation>(found), {});
  measure("the largest export", gathered.table, gathered.standing, false);
  std::printf("  %-34s %9.2f ms\n", "reading its files", median_ms([&] { read(); }));
}

}  // namespace

int main() {
  auto const of_room = camps(60, 100), of_city = camps(2'000, 300);
  measure("a room", of_room, all_in(of_room), true);
  measure("a city", of_city, all_in(of_city), false);
  auto const folder = std::filesystem::path{PLEKBERAAD_ROOT} / "../shared/data/polis/conversations/vtaiwan.uberx";
  if (std::filesystem::exists(folder)) measure_export(folder);
  return 0;
}
