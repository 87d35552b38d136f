#include "server/exchange/polis.hpp"

#include <algorithm>
#include <tuple>

#include "server/exchange/polis_parts.hpp"

namespace exchange {

namespace {

using Tally = std::pair<std::int64_t, std::int64_t>;  // value 1, value -1

std::map<std::int64_t, Tally> tally(std::vector<PolisVote> const& votes) {
  std::map<std::int64_t, Tally> found;
  for (auto const& vote : votes) {
    auto& [ones, minuses] = found[vote.statement];
    ones += vote.value == 1 ? 1 : 0;
    minuses += vote.value == -1 ? 1 : 0;
  }
  return found;
}

// Votes are in order: the last of each person on each statement.
std::vector<PolisVote> last_votes(std::vector<PolisVote> const& votes) {
  std::vector<PolisVote> last;
  for (auto const& vote : votes) {
    bool const is_again = !last.empty() && last.back().statement == vote.statement && last.back().person == vote.person;
    if (is_again) {
      last.back() = vote;
    } else {
      last.push_back(vote);
    }
  }
  return last;
}

// Polis counts every vote, also one that was changed later; others count the last ones.
SignCheck compare(PolisConversation const& conversation, std::map<std::int64_t, Tally> const& counted) {
  SignCheck check;
  for (auto const& statement : conversation.statements) {
    if (statement.agrees == statement.disagrees) continue;
    auto const found = counted.find(statement.id);
    auto const [ones, minuses] = found == counted.end() ? Tally{} : found->second;
    ++check.checked;
    check.as_is += ones == statement.agrees && minuses == statement.disagrees ? 1 : 0;
    check.turned += minuses == statement.agrees && ones == statement.disagrees ? 1 : 0;
  }
  return check;
}

template <class T>
void refuse_twice(std::vector<T> const& sorted, std::string_view file, std::string_view what) {
  auto const twice = std::ranges::adjacent_find(sorted, {}, &T::id);
  if (twice == sorted.end()) return;
  throw Unreadable{std::string{file} + ": " + std::string{what} + ' ' + std::to_string(twice->id) +
                   " stands there twice. Take one away."};
}

void refuse_above(std::int64_t found, std::int64_t most, std::string_view what) {
  if (found <= most) return;
  throw Unreadable{std::to_string(found) + ' ' + std::string{what} + " are more than can be analysed (" +
                   std::to_string(most) + "). Take a part of the conversation."};
}

}  // namespace

std::variant<SignCheck, Unreadable> check_sign(PolisConversation const& conversation, std::optional<int> asked) {
  auto check = compare(conversation, tally(conversation.votes));
  auto const by_last = compare(conversation, tally(last_votes(conversation.votes)));
  if (std::max(by_last.as_is, by_last.turned) > std::max(check.as_is, check.turned)) check = by_last;
  if (asked) {
    check.agree_is = *asked;
    check.is_asked = true;
    return check;
  }
  auto const best = std::max(check.as_is, check.turned);
  if (check.checked > 0 && (check.as_is == check.turned || best * 10 < check.checked * 9)) {
    return Unreadable{"The votes do not fit the numbers of agrees and disagrees of the statements: of " +
                      std::to_string(check.checked) + " statements " + std::to_string(check.as_is) +
                      " fit if 1 means agree, and " + std::to_string(check.turned) +
                      " if -1 does. Look in the files which it is, and say --agree-is 1 or --agree-is -1."};
  }
  check.agree_is = check.turned > check.as_is ? -1 : 1;
  return check;
}

void put_in_order(PolisConversation& conversation, std::string_view comments_file, std::string_view votes_file,
                  std::string_view counted_as) {
  auto& [topic, description, statements, votes, people, has_groups] = conversation;
  std::ranges::sort(statements, {}, &PolisStatement::id);
  refuse_twice(statements, comments_file, "comment");
  std::ranges::sort(people, {}, &PolisPerson::id);
  refuse_twice(people, "participants-votes.csv", "participant");
  bool const is_closed = !people.empty();  // a file says who there is
  std::ranges::stable_sort(votes, {}, [](PolisVote const& vote) {
    return std::tuple{vote.statement, vote.person, vote.at};
  });
  std::vector<std::int64_t> voters;
  for (auto const& vote : votes) {
    auto const where = [&] {
      return std::string{votes_file} + ", " + std::string{counted_as} + ' ' + std::to_string(vote.line) + ": ";
    };
    if (!std::ranges::binary_search(statements, vote.statement, {}, &PolisStatement::id)) {
      throw Unreadable{where() + "a vote on comment " + std::to_string(vote.statement) + ", which " +
                       std::string{comments_file} + " does not know. Are both of the same conversation?"};
    }
    if (is_closed && !std::ranges::binary_search(people, vote.person, {}, &PolisPerson::id)) {
      throw Unreadable{where() + "a vote of participant " + std::to_string(vote.person) +
                       ", whom participants-votes.csv does not know. Are both of the same conversation? Without "
                       "participants-votes.csv the votes are read as they are, and groups are looked for anew."};
    }
    voters.push_back(vote.person);
  }
  std::ranges::sort(voters);
  voters.erase(std::unique(voters.begin(), voters.end()), voters.end());
  if (!is_closed) {
    for (auto const person : voters) people.push_back({person, std::nullopt, {}});
  }
  refuse_above(static_cast<std::int64_t>(statements.size()), limits::statements_max, "statements");
  refuse_above(static_cast<std::int64_t>(people.size()), limits::people_max, "participants");
  refuse_above(static_cast<std::int64_t>(people.size() * statements.size()), limits::table_cells_max,
               "cells (participants times statements)");
  if (votes.empty()) throw Unreadable{std::string{votes_file} + " holds no votes, so there is nothing to analyse."};
}

std::int64_t in_milliseconds(std::int64_t at) {
  // Between 1973 and 5138 as seconds; as milliseconds that would be a few years around 1971, before there was a Polis.
  constexpr std::int64_t seconds_min = 100'000'000, seconds_max = 100'000'000'000;
  return seconds_min <= at && at < seconds_max ? at * 1000 : at;
}

// An apostrophe before the sign is how the guard itself looks, so it is guarded too: taking one away is then exact.
bool would_be_formula(std::string_view text) {
  auto const first = text.find_first_not_of('\'');
  return first != std::string_view::npos && std::string_view{"=+-@\t\r"}.find(text[first]) != std::string_view::npos;
}

std::string guarded(std::string_view text) { return (would_be_formula(text) ? "'" : "") + std::string{text}; }

std::string unguarded(std::string_view text) {
  return std::string{text.substr(text.starts_with('\'') && would_be_formula(text) ? 1 : 0)};
}

}  // namespace exchange
