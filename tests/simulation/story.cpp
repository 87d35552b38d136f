#include "tests/simulation/story.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

namespace sim {

namespace {

constexpr auto part_names = std::to_array<std::string_view>(
    {"leader", "remote_host", "usher", "screen", "observer", "note_taker", "table_host", "hall", "online", "tablet"});
constexpr auto step_names =
    std::to_array<std::string_view>({"opens", "comes", "goes", "asks", "types", "fault", "quiet", "erases", "forgets"});

template <std::size_t size>
std::optional<std::size_t> place_in(std::array<std::string_view, size> const& names, std::string_view name) {
  auto const found = std::ranges::find(names, name);
  return found == names.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - names.begin()));
}

std::optional<std::size_t> command_called(std::string_view name) {
  for (std::size_t at = 0; at < commands; ++at)
    if (command_name(at) == name) return at;
  return std::nullopt;
}

bool read_evening(std::istringstream& words, Evening& evening) {
  words >> evening.begins >> evening.chance;
  for (std::string name; words >> name;) {
    auto const part = place_in(part_names, name);
    if (!part) return false;
    evening.cast.push_back(static_cast<Part>(*part));
  }
  return true;
}

bool read_step(std::istringstream& words, Step& step) {
  std::string what, rest;
  if (!(words >> step.at >> step.evening >> step.person >> step.chance >> what)) return false;
  std::getline(words >> std::ws, rest);
  auto const kind = place_in(step_names, what);
  if (!kind) return false;
  step.what = static_cast<Step::What>(*kind);
  if (step.what == Step::What::asks) {
    auto const command = command_called(rest);
    step.command = command.value_or(0);
    return command.has_value();
  }
  if (step.what != Step::What::fault) return rest.empty();
  auto const fault = place_in(fault_names, rest);
  step.fault = static_cast<Fault>(fault.value_or(0));
  return fault.has_value();
}

}  // namespace

std::string write_story(Plan const& plan, std::string const& about) {
  std::ostringstream story;
  std::istringstream lines{about};
  for (std::string line; std::getline(lines, line);) story << "# " << line << "\n";
  story << "seed " << plan.seed << "\n";
  for (auto const& evening : plan.evenings) {
    story << "evening " << evening.begins << " " << evening.chance;
    for (auto const part : evening.cast) story << " " << part_names[static_cast<std::size_t>(part)];
    story << "\n";
  }
  for (auto const& step : plan.steps) {
    story << "step " << step.at << " " << step.evening << " " << step.person << " " << step.chance << " "
          << step_names[static_cast<std::size_t>(step.what)];
    if (step.what == Step::What::asks) story << " " << command_name(step.command);
    if (step.what == Step::What::fault) story << " " << fault_names[static_cast<std::size_t>(step.fault)];
    story << "\n";
  }
  return story.str();
}

std::optional<Plan> read_story(std::string const& text, std::string& problem) {
  Plan plan;
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words{line};
    std::string kind;
    if (!(words >> kind) || kind == "#") continue;
    bool is_known = false;
    if (kind == "seed") is_known = static_cast<bool>(words >> plan.seed);
    if (kind == "evening") is_known = read_evening(words, plan.evenings.emplace_back());
    if (kind == "step") is_known = read_step(words, plan.steps.emplace_back());
    if (is_known) continue;
    problem = line;
    return std::nullopt;
  }
  auto const is_cast = [&](Step const& step) {
    return step.evening >= 0 && static_cast<std::size_t>(step.evening) < plan.evenings.size() && step.person >= 0 &&
           static_cast<std::size_t>(step.person) < plan.evenings[static_cast<std::size_t>(step.evening)].cast.size();
  };
  if (std::ranges::all_of(plan.steps, is_cast)) return plan;
  problem = "a step of nobody";
  return std::nullopt;
}

}  // namespace sim
