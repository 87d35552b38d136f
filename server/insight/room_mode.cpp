#include "server/insight/room_mode.hpp"

#include <algorithm>
#include <cmath>

#include "server/insight/dice.hpp"
#include "server/insight/statistics.hpp"

namespace insight {

namespace {

Eigen::MatrixX2d places_of(VoteTable const& table, std::vector<bool> const& left_out) {
  return positions(table, left_out, draw(table, left_out));
}

Labels split_of(VoteTable const& table, std::vector<bool> const& left_out, int groups) {
  auto const places = places_of(table, left_out);
  return split_in(places, Eigen::VectorXd::Ones(places.rows()), groups).labels;
}

std::vector<int> statements_in(std::vector<bool> const& left_out) {
  std::vector<int> in;
  for (std::size_t i = 0; i < left_out.size(); ++i) {
    if (!left_out[i]) in.push_back(static_cast<int>(i));
  }
  return in;
}

// A split that is in the people, and not in chance, is there whichever statements happened to be asked: they are drawn
// anew, as many as there were, and the people are split again.
double share_that_came_back(VoteTable const& asked, Labels const& split, int groups, RoomRules const& rules) {
  Dice dice{rules.seed};
  std::vector<int> drawn(static_cast<std::size_t>(asked.statements()));
  std::vector<bool> const all_in(drawn.size(), false);
  int came_back = 0;
  for (int draw = 0; draw < rules.draws; ++draw) {
    for (auto& statement : drawn) statement = dice.below(asked.statements());
    auto const again = split_of(with_statements(asked, drawn), all_in, groups);
    came_back += likeness(split, again) >= rules.comes_back_min ? 1 : 0;
  }
  return static_cast<double>(came_back) / rules.draws;
}

bool has_small_group(Labels const& labels, int groups, int size_min) {
  auto const found = members(labels);
  return static_cast<int>(found.size()) < groups ||
         std::ranges::any_of(found, [&](People const& people) { return static_cast<int>(people.size()) < size_min; });
}

void find_room_groups(VoteTable const& table, Standing const& standing, RoomRules const& rules, RoomFindings& found) {
  found.labels.assign(static_cast<std::size_t>(table.people()), in_no_group);
  auto const people = who_count(table);
  auto const in = statements_in(standing.left_out);
  found.verdict = GroupsVerdict::too_few_people;
  if (static_cast<int>(people.size()) < 2 * rules.group_size_min) return;
  found.verdict = GroupsVerdict::too_few_statements;
  if (in.size() < 3) return;
  auto const asked = with_statements(with_people(table, people), in);
  auto const places = places_of(asked, std::vector<bool>(in.size(), false));
  found.verdict = GroupsVerdict::one_group;
  Labels best;
  for (int groups = 2; groups <= rules.groups_max; ++groups) {
    auto labels = split_in(places, Eigen::VectorXd::Ones(places.rows()), groups).labels;
    if (has_small_group(labels, groups, rules.group_size_min)) continue;
    double const fit = silhouette(places, labels);
    if (fit < rules.silhouette_min) continue;
    double const came_back = share_that_came_back(asked, labels, groups, rules);
    bool const is_sure = came_back >= rules.came_back_min;
    if (is_sure ? !best.empty() && fit <= found.silhouette : !best.empty() || came_back <= found.came_back) continue;
    found.came_back = came_back;
    found.silhouette = fit;
    found.verdict = is_sure ? GroupsVerdict::found : GroupsVerdict::chance;
    if (is_sure) best = std::move(labels);
  }
  if (best.empty()) return;
  name_by_size(best);
  for (std::size_t i = 0; i < people.size(); ++i) found.labels[static_cast<std::size_t>(people[i])] = best[i];
}

double at_share(std::vector<double>& values, double share) {
  auto const place = values.begin() + std::lround(share * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, place);
  return *place;
}

// Between what and what: the people of each group are drawn anew, as many as there were.
void find_ground(VoteTable const& table, std::vector<People> const& groups, RoomRules const& rules,
                 RoomFindings& found) {
  auto const agreement = agreement_over_groups(found.votes);
  auto const everybody_said = count(table, everybody(table));
  Dice dice{rules.seed};
  std::vector<std::vector<double>> drawn(agreement.size());
  for (int draw = 0; draw < rules.draws; ++draw) {
    auto again = groups;
    for (std::size_t group = 0; group < groups.size(); ++group) {
      auto const size = static_cast<int>(groups[group].size());
      for (auto& person : again[group]) person = groups[group][static_cast<std::size_t>(dice.below(size))];
    }
    auto const other = agreement_over_groups(count_by_group(table, again));
    for (std::size_t i = 0; i < other.size(); ++i) drawn[i].push_back(other[i]);
  }
  for (std::size_t i = 0; i < agreement.size(); ++i) {
    found.ground.push_back({agreement[i], at_share(drawn[i], 0.05), at_share(drawn[i], 0.95), everybody_said[i]});
  }
}

std::vector<int> common_ground(std::vector<Ground> const& ground, std::vector<bool> const& left_out) {
  std::vector<int> common;
  for (std::size_t i = 0; i < ground.size(); ++i) {
    if (!left_out[i] && ground[i].low > 0.5) common.push_back(static_cast<int>(i));
  }
  std::ranges::stable_sort(common, std::greater<>{},
                           [&](int statement) { return ground[static_cast<std::size_t>(statement)].agreement; });
  return common;
}

// First what most of a smaller group holds and the rest does not; without such a group the view that comes nearest to
// half of the room. Of equal ones the first statement.
std::optional<MinorityView> strongest_minority(RoomFindings const& found, std::vector<bool> const& left_out) {
  std::optional<MinorityView> strongest;
  double strength = 0;
  auto const look = [&](MinorityView const& view, double how_strong) {
    if (view.some == 0 || 2 * view.some >= view.seen || (strongest && how_strong <= strength)) return;
    strongest = view;
    strength = how_strong;
  };
  auto const each = [&](auto const& weigh) {
    for (std::size_t i = 0; i < found.ground.size(); ++i) {
      if (left_out[i]) continue;
      auto const& all = found.ground[i].everybody;
      for (bool const is_agreement : {true, false}) {
        weigh(i, MinorityView{static_cast<int>(i), is_agreement, is_agreement ? all.agree : all.disagree, all.seen,
                              std::nullopt});
      }
    }
  };
  bool const has_groups = found.verdict == GroupsVerdict::found;
  for (std::size_t group = 1; has_groups && group < found.votes.size(); ++group) {
    each([&](std::size_t i, MinorityView view) {
      auto const& own = found.votes[group][i];
      int const some = view.is_agreement ? own.agree : own.disagree;
      if (2 * some <= own.seen) return;
      view.group = static_cast<int>(group);
      look(view, smoothed(some, own.seen) - smoothed(view.some - some, view.seen - own.seen));
    });
  }
  if (strongest) return strongest;
  each([&](std::size_t, MinorityView const& view) { look(view, smoothed(view.some, view.seen)); });
  return strongest;
}

}  // namespace

RoomFindings look_as_room(VoteTable const& table, Standing const& standing, RoomRules const& rules) {
  RoomFindings found;
  found.picture = draw(table, standing.left_out);
  found.people = positions(table, standing.left_out, found.picture);
  find_room_groups(table, standing, rules, found);
  bool const has_groups = found.verdict == GroupsVerdict::found;
  auto const groups = has_groups ? members(found.labels) : std::vector<People>{everybody(table)};
  found.votes = count_by_group(table, groups);
  find_ground(table, groups, rules, found);
  found.common = common_ground(found.ground, standing.left_out);
  if (has_groups) found.representative = representative(found.votes, standing.left_out);
  found.minority = strongest_minority(found, standing.left_out);
  found.priorities =
      priorities(count(table, everybody(table)), statement_places(found.picture).extremity, standing.is_meta);
  return found;
}

}  // namespace insight
