// Demands out of recorded meetings, see demands.hpp.

#include "tests/bench/demands.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

#include "clients/rehearsal/turns_file.hpp"

namespace demands {
namespace {

constexpr double pause_s = 1.0;
constexpr double turn_s_max = 90.0;
constexpr double turn_s_min = 2.0;

Millis ms(double seconds) { return static_cast<Millis>(seconds * 1'000 + 0.5); }

std::vector<rehearsal::Segment> read(std::filesystem::path const& path) {
  std::ifstream file{path};
  std::string const text{std::istreambuf_iterator<char>(file), {}};
  auto segments = rehearsal::read_segments(text);
  if (auto const* bad = std::get_if<rehearsal::Unreadable>(&segments))
    throw std::runtime_error(path.string() + ": " + bad->why);
  return std::get<std::vector<rehearsal::Segment>>(std::move(segments));
}

struct Run {
  double from = 0;
  double to = 0;
};

// `runs` by start.
std::vector<Wish> turns_of(std::vector<Run> const& runs) {
  std::vector<Run> turns;
  for (auto run : runs) {
    bool const goes_on = !turns.empty() && run.from - turns.back().to < pause_s &&
                         std::max(run.to, turns.back().to) - turns.back().from <= turn_s_max;
    if (goes_on) {
      turns.back().to = std::max(turns.back().to, run.to);
      continue;
    }
    for (; run.to - run.from > turn_s_max; run.from += turn_s_max) turns.push_back({run.from, run.from + turn_s_max});
    turns.push_back(run);
  }
  std::vector<Wish> wishes;
  for (auto const& turn : turns)
    if (turn.to - turn.from >= turn_s_min) wishes.push_back({ms(turn.from), ms(turn.to - turn.from)});
  return wishes;
}

std::vector<Person> people_of(std::filesystem::path const& path, int minutes) {
  double const end = minutes * 60.0;
  std::map<std::string, std::vector<Run>> runs;
  for (auto const& segment : read(path))
    if (segment.start_s < end)
      runs[segment.speaker].push_back({segment.start_s, std::min(end, segment.start_s + segment.duration_s)});
  std::vector<Person> people;
  for (auto& [speaker, theirs] : runs) {
    std::ranges::sort(theirs, {}, &Run::from);
    auto wishes = turns_of(theirs);
    if (!wishes.empty()) people.push_back({path.stem().string() + " " + speaker, std::move(wishes)});
  }
  return people;
}

}  // namespace

std::vector<Evening> evenings(std::filesystem::path const& folder, std::size_t files, int minutes) {
  std::vector<std::filesystem::path> paths;
  for (auto const& entry : std::filesystem::directory_iterator{folder})
    if (entry.path().extension() == ".rttm" || entry.path().extension() == ".tsv") paths.push_back(entry.path());
  std::ranges::sort(paths);
  std::vector<Evening> evenings;
  auto const each = std::min(files, paths.size());
  for (std::size_t first = 0; each > 0 && first + each <= paths.size(); first += each) {
    Evening evening;
    evening.name = paths[first].stem().string() + (each > 1 ? " to " + paths[first + each - 1].stem().string() : "");
    for (std::size_t at = first; at < first + each; ++at)
      std::ranges::move(people_of(paths[at], minutes), std::back_inserter(evening.people));
    evenings.push_back(std::move(evening));
  }
  return evenings;
}

}  // namespace demands
