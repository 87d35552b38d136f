#include "server/insight/votes.hpp"

#include <algorithm>
#include <numeric>

namespace insight {

VoteTable::VoteTable(int people, int statements)
    : people_(people), statements_(statements),
      votes_(static_cast<std::size_t>(people) * static_cast<std::size_t>(statements), Vote::unseen) {}

Count operator+(Count const& a, Count const& b) {
  return {a.agree + b.agree, a.disagree + b.disagree, a.seen + b.seen};
}

People everybody(VoteTable const& table) {
  People people(static_cast<std::size_t>(table.people()));
  std::iota(people.begin(), people.end(), 0);
  return people;
}

Counts count(VoteTable const& table, std::span<int const> people) {
  Counts counts(static_cast<std::size_t>(table.statements()));
  for (int const person : people) {
    for (int statement = 0; statement < table.statements(); ++statement) {
      auto const vote = table.at(person, statement);
      if (vote == Vote::unseen) continue;
      auto& one = counts[static_cast<std::size_t>(statement)];
      ++one.seen;
      one.agree += vote == Vote::agree ? 1 : 0;
      one.disagree += vote == Vote::disagree ? 1 : 0;
    }
  }
  return counts;
}

int votes_of(VoteTable const& table, int person) {
  int votes = 0;
  for (int statement = 0; statement < table.statements(); ++statement) {
    votes += table.at(person, statement) != Vote::unseen ? 1 : 0;
  }
  return votes;
}

People who_count(VoteTable const& table) {
  constexpr int votes_enough = 7;
  constexpr std::size_t people_enough = 15;
  auto people = everybody(table);
  std::vector<int> votes;
  for (int const person : people) votes.push_back(votes_of(table, person));
  auto const votes_of_person = [&](int person) { return votes[static_cast<std::size_t>(person)]; };
  std::ranges::stable_sort(people, std::greater<>{}, votes_of_person);
  int const least = std::min(votes_enough, table.statements());
  auto const enough = static_cast<std::size_t>(
      std::ranges::count_if(people, [&](int person) { return votes_of_person(person) >= least; }));
  people.resize(std::min(people.size(), std::max(enough, people_enough)));
  std::ranges::sort(people);
  return people;
}

VoteTable with_statements(VoteTable const& table, std::span<int const> statements) {
  VoteTable taken{table.people(), static_cast<int>(statements.size())};
  for (int person = 0; person < table.people(); ++person) {
    for (std::size_t i = 0; i < statements.size(); ++i) {
      taken.set(person, static_cast<int>(i), table.at(person, statements[i]));
    }
  }
  return taken;
}

VoteTable with_people(VoteTable const& table, std::span<int const> people) {
  VoteTable taken{static_cast<int>(people.size()), table.statements()};
  for (std::size_t i = 0; i < people.size(); ++i) {
    for (int statement = 0; statement < table.statements(); ++statement) {
      taken.set(static_cast<int>(i), statement, table.at(people[i], statement));
    }
  }
  return taken;
}

Standing all_in(VoteTable const& table) {
  auto const size = static_cast<std::size_t>(table.statements());
  return {std::vector<bool>(size, false), std::vector<bool>(size, false)};
}

}  // namespace insight
