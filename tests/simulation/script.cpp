// See script.hpp.

#include "tests/simulation/script.hpp"

#include <string>

namespace sim {

using namespace protocol;

namespace {

PhasePlan phase(std::string id, int minutes, FloorMode floor, WritingMode writing, std::vector<std::string> columns) {
  PhasePlan plan;
  plan.id = PhaseId{id};
  plan.key = {id};
  plan.title = {id};
  plan.minutes = {minutes};
  plan.floor = floor;
  plan.writing = writing;
  plan.turn_seconds = {60};
  for (auto const& column : columns) plan.columns.push_back({ColumnId{id + "-" + column}, {column}});
  return plan;
}

}  // namespace

// One part in each order of giving: nothing said is a fair one.
std::vector<PhasePlan> evening_script() {
  auto by_arrival = phase("bord", 6, FloorMode::open, WritingMode::open, {"acties", "later"});
  by_arrival.order = QueueOrder::arrival;
  auto chosen = phase("gekozen", 10, FloorMode::open, WritingMode::none, {});
  chosen.order = QueueOrder::facilitator;
  auto check_in = phase("inchecken", 10, FloorMode::round, WritingMode::none, {});
  check_in.round = RoundKind::check;
  auto parliament = phase("parlement", 10, FloorMode::open, WritingMode::none, {});
  parliament.order = QueueOrder::alternating;
  parliament.speaks_for = {{"Een kind uit 2050"}, {"De vijver"}, {"De winkelier"}};
  auto circle = phase("kring", 10, FloorMode::free, WritingMode::none, {});
  circle.chairs = CircleChairs{5};
  auto decision = phase("besluit", 10, FloorMode::open, WritingMode::none, {});
  decision.proposal = QuestionText{};
  decision.only_hands = true;
  auto listening = phase("luisteren", 10, FloorMode::open, WritingMode::none, {});
  listening.says_back = true;
  listening.voice = TitleText{"Iemand uit 2050"};
  auto at_tables = phase("tafels", 15, FloorMode::open, WritingMode::none, {});
  at_tables.target = PhaseTarget::table;
  at_tables.tables = TablePlan{{}, {}, TableMoves::fixed, LateComers::seated, LineBy::anybody};
  auto const groups = [&](std::string const& id, Grouping grouping, SideMix sides) {
    auto plan = phase(id, 5, FloorMode::open, WritingMode::none, {});
    plan.target = PhaseTarget::table;
    plan.tables = TablePlan{grouping, sides, {}, {}, LineBy::host};
    return plan;
  };
  return {phase("welkom", 5, FloorMode::closed, WritingMode::none, {}),
          phase("praten", 10, FloorMode::open, WritingMode::none, {}),
          phase("schrijven", 6, FloorMode::closed, WritingMode::silent, {"dromen", "zorgen"}),
          phase("rondje", 10, FloorMode::round, WritingMode::silent, {"vragen"}),
          at_tables,
          chosen,
          by_arrival,
          check_in,
          parliament,
          circle,
          decision,
          listening,
          groups("paren", Grouping::pairs, SideMix::apart),
          groups("vieren", Grouping::fours, SideMix::mixed),
          groups("verder", Grouping::rotate, SideMix::apart)};
}

}  // namespace sim
