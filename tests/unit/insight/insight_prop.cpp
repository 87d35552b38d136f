// What holds for any votes: the order of people and statements changes nothing, passing is no vote against, and equal
// votes give equal findings to the last bit.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

#include "server/insight/polis_mode.hpp"
#include "server/insight/room_mode.hpp"
#include "tests/unit/insight/tables.hpp"

namespace insight {
namespace {

VoteTable any_table(int people_max = 24, int statements_max = 12) {
  auto const people = *rc::gen::inRange(1, people_max + 1);
  auto const statements = *rc::gen::inRange(1, statements_max + 1);
  VoteTable table{people, statements};
  auto const votes =
      *rc::gen::container<std::vector<int>>(static_cast<std::size_t>(people * statements), rc::gen::inRange(-1, 3));
  for (int i = 0; i < people * statements; ++i) {
    table.set(i / statements, i % statements, static_cast<Vote>(votes[static_cast<std::size_t>(i)]));
  }
  return table;
}

std::vector<int> any_order(int size) {
  auto const keys = *rc::gen::container<std::vector<int>>(static_cast<std::size_t>(size), rc::gen::arbitrary<int>());
  std::vector<int> order(static_cast<std::size_t>(size));
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {}, [&](int i) { return keys[static_cast<std::size_t>(i)]; });
  return order;
}

// Groups by who somebody is, so that they stay the same when the rows change places.
Labels any_groups(int people) {
  return *rc::gen::container<Labels>(static_cast<std::size_t>(people), rc::gen::inRange(0, 2));
}

Labels reordered(Labels const& labels, std::vector<int> const& order) {
  Labels found;
  for (int const i : order) found.push_back(labels[static_cast<std::size_t>(i)]);
  return found;
}

RC_GTEST_PROP(InsightProp, the_order_of_people_and_statements_changes_nothing, ()) {
  auto const table = any_table();
  auto const rows = any_order(table.people()), columns = any_order(table.statements());
  auto const turned = with_statements(with_people(table, rows), columns);
  auto const labels = any_groups(table.people());
  auto const before = look_as_polis(table, all_in(table), {labels, std::nullopt});
  auto const after = look_as_polis(turned, all_in(turned), {reordered(labels, rows), std::nullopt});
  RC_ASSERT(before.votes.size() == after.votes.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto const was = static_cast<std::size_t>(columns[i]);
    for (std::size_t group = 0; group < before.votes.size(); ++group) {
      RC_ASSERT(after.votes[group][i] == before.votes[group][was]);
    }
    RC_ASSERT(after.group_informed_consensus[i] == before.group_informed_consensus[was]);
    RC_ASSERT(std::abs(after.picture.center[static_cast<Eigen::Index>(i)] -
                       before.picture.center[static_cast<Eigen::Index>(was)]) < 1e-12);
  }
  // What the axes show, however they lie: how much of the spread they hold.
  auto const shown = [](PolisFindings const& found, VoteTable const& of) {
    double sum = 0;
    auto const places = positions(of, all_in(of).left_out, found.picture);
    for (int person = 0; person < of.people(); ++person) {
      sum += places.row(person).squaredNorm() * std::max(1, votes_of(of, person));
    }
    return sum;
  };
  RC_ASSERT(std::abs(shown(before, table) - shown(after, turned)) < 1e-6 * (1 + shown(before, table)));
}

RC_GTEST_PROP(InsightProp, a_pass_is_no_vote_against, ()) {
  auto table = any_table();
  auto const person = *rc::gen::inRange(0, table.people());
  auto const statement = *rc::gen::inRange(0, table.statements());
  table.set(person, statement, Vote::unseen);
  auto const before = count(table, everybody(table))[static_cast<std::size_t>(statement)];
  table.set(person, statement, Vote::pass);
  auto const after = count(table, everybody(table))[static_cast<std::size_t>(statement)];
  RC_ASSERT(after.agree == before.agree);
  RC_ASSERT(after.disagree == before.disagree);
  RC_ASSERT(after.seen == before.seen + 1);
  RC_ASSERT(agreement_over_groups({{after}})[0] < agreement_over_groups({{before}})[0]);
}

RC_GTEST_PROP(InsightProp, only_the_last_vote_counts, ()) {
  auto const table = any_table();
  auto again = table;
  auto const person = *rc::gen::inRange(0, table.people());
  auto const statement = *rc::gen::inRange(0, table.statements());
  again.set(person, statement, Vote::agree);
  again.set(person, statement, Vote::disagree);
  again.set(person, statement, table.at(person, statement));
  RC_ASSERT(again == table);
}

RC_GTEST_PROP(InsightProp, equal_votes_give_equal_findings_and_no_number_is_none, ()) {
  auto const table = any_table();
  auto const once = look_as_room(table, all_in(table)), twice = look_as_room(table, all_in(table));
  RC_ASSERT(once.labels == twice.labels);
  RC_ASSERT(once.people == twice.people);
  RC_ASSERT(once.people.allFinite());
  for (std::size_t i = 0; i < once.ground.size(); ++i) {
    auto const& ground = once.ground[i];
    RC_ASSERT(ground.agreement == twice.ground[i].agreement);
    RC_ASSERT(ground.low == twice.ground[i].low);
    RC_ASSERT(0 < ground.agreement && ground.agreement < 1);
    RC_ASSERT(ground.low <= ground.high);
  }
  auto const polis = look_as_polis(table, all_in(table));
  RC_ASSERT(polis.people.allFinite());
  for (double const priority : polis.priorities) RC_ASSERT(std::isfinite(priority));
}

RC_GTEST_PROP(InsightProp, a_group_in_a_room_has_five_people_or_there_is_none, ()) {
  auto const table = any_table(40, 12);
  auto const found = look_as_room(table, all_in(table));
  for (auto const& group : members(found.labels)) RC_ASSERT(group.size() >= 5u);
  RC_ASSERT(members(found.labels).empty() == (found.verdict != GroupsVerdict::found));
}

}  // namespace
}  // namespace insight
