#include "server/exchange/gathered.hpp"

#include <algorithm>
#include <set>

namespace exchange {

namespace {

int place_of(std::vector<std::int64_t> const& sorted, std::int64_t id) {
  return static_cast<int>(std::ranges::lower_bound(sorted, id) - sorted.begin());
}

void add_groups(PolisConversation const& conversation, Gathered& into) {
  std::set<int> ids;
  for (auto const& person : conversation.people) {
    if (person.group) ids.insert(*person.group);
  }
  into.group_ids.assign(ids.begin(), ids.end());
  if (!conversation.has_groups) return;
  auto& labels = into.published.emplace(into.people.size(), insight::in_no_group);
  for (auto const& person : conversation.people) {
    if (!person.group || !std::ranges::binary_search(into.people, person.id)) continue;
    auto const place = std::ranges::lower_bound(into.group_ids, *person.group) - into.group_ids.begin();
    labels[static_cast<std::size_t>(place_of(into.people, person.id))] = static_cast<int>(place);
  }
}

std::int64_t cells_that_differ(PolisConversation const& conversation, Gathered const& gathered) {
  std::int64_t differ = 0;
  for (auto const& person : conversation.people) {
    bool const has_voted = std::ranges::binary_search(gathered.people, person.id);
    for (auto const& [statement, value] : person.votes) {
      bool const is_known = has_voted && std::ranges::binary_search(gathered.statements, statement);
      auto const vote =
          is_known ? gathered.table.at(place_of(gathered.people, person.id), place_of(gathered.statements, statement))
                   : insight::Vote::unseen;
      differ += vote == static_cast<insight::Vote>(value) ? 0 : 1;
    }
  }
  return differ;
}

}  // namespace

Gathered gather(PolisConversation const& conversation, SignCheck const& sign) {
  Gathered gathered;
  std::set<std::int64_t> people, statements;
  for (auto const& vote : conversation.votes) {
    people.insert(vote.person);
    statements.insert(vote.statement);
  }
  gathered.people.assign(people.begin(), people.end());
  gathered.statements.assign(statements.begin(), statements.end());
  gathered.table = {static_cast<int>(people.size()), static_cast<int>(statements.size())};
  gathered.standing = insight::all_in(gathered.table);
  gathered.texts.resize(statements.size());
  for (auto const& one : conversation.statements) {
    if (!statements.contains(one.id)) continue;
    auto const place = static_cast<std::size_t>(place_of(gathered.statements, one.id));
    gathered.standing.is_meta[place] = one.is_meta;
    gathered.standing.left_out[place] = one.is_meta || one.moderated < 0;
    gathered.texts[place] = one.text;
  }
  for (auto const& vote : conversation.votes) {
    auto const person = place_of(gathered.people, vote.person);
    auto const statement = place_of(gathered.statements, vote.statement);
    (gathered.table.at(person, statement) == insight::Vote::unseen ? gathered.votes : gathered.votes_changed) += 1;
    gathered.table.set(person, statement, static_cast<insight::Vote>(vote.value * sign.agree_is));
  }
  add_groups(conversation, gathered);
  gathered.cells_that_differ = cells_that_differ(conversation, gathered);
  return gathered;
}

}  // namespace exchange
