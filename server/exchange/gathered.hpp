#pragma once
// A conversation of Polis as the table that insight looks at: who voted, in order of their numbers, and the statements
// that somebody voted on; the last vote of each person on each statement. Pure; any thread.

#include "server/exchange/polis.hpp"
#include "server/insight/groups.hpp"

namespace exchange {

struct Gathered {
  insight::VoteTable table{0, 0};
  insight::Standing standing;            // left out: rejected, or about the conversation itself
  std::vector<std::int64_t> people;      // number of the person in each row
  std::vector<std::int64_t> statements;  // id of the statement in each column
  std::vector<std::string> texts;
  std::optional<insight::Labels> published;  // groups of the export, as places in group_ids
  std::vector<int> group_ids;
  std::int64_t votes = 0;              // that count
  std::int64_t votes_changed = 0;      // superseded by a later one
  std::int64_t cells_that_differ = 0;  // of participants-votes.csv, from the last vote
};
Gathered gather(PolisConversation const& conversation, SignCheck const& sign);

}  // namespace exchange
