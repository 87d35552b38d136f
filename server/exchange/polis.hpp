#pragma once
// A conversation as Polis exports it, read from the CSV set or from JSON. People are the whole numbers that Polis gives
// them; a column with their names or addresses elsewhere (xid) is never read. Pure; any thread.

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "server/exchange/source.hpp"

namespace exchange {

struct PolisStatement {
  std::int64_t id = 0;
  std::int64_t author = 0;
  std::int64_t at = 0;  // milliseconds since 1970
  std::string text;
  int moderated = 0;  // -1 rejected, 0 not looked at, 1 accepted
  bool is_meta = false;
  bool is_seed = false;
  std::int64_t agrees = 0;  // as the export counts them
  std::int64_t disagrees = 0;
  std::optional<double> group_informed_consensus;  // as the export has it

  bool operator==(PolisStatement const&) const = default;
};

struct PolisVote {
  std::int64_t at = 0;
  std::int64_t person = 0;
  std::int64_t statement = 0;
  int value = 0;          // as it stands in the file: see agree_is
  std::int64_t line = 0;  // where it was read, for sentences

  bool operator==(PolisVote const& other) const {
    return at == other.at && person == other.person && statement == other.statement && value == other.value;
  }
};

struct PolisPerson {
  std::int64_t id = 0;
  std::optional<int> group;
  std::map<std::int64_t, int> votes;  // statement -> the last vote, as this file says it (CSV only)

  bool operator==(PolisPerson const&) const = default;
};

// How the votes are signed. Polis keeps an agreement as -1 and exports it as 1, but not all of its exports did.
struct SignCheck {
  std::int64_t checked = 0;  // statements whose numbers of agrees and disagrees differ
  std::int64_t as_is = 0;    // of those: the counts fit the votes as they stand
  std::int64_t turned = 0;   // of those: the counts fit the votes with the sign turned round
  int agree_is = 1;          // what was taken: 1 or -1
  bool is_asked = false;     // whoever runs this said so

  bool operator==(SignCheck const&) const = default;
};

struct PolisConversation {
  std::string topic;
  std::string description;
  std::vector<PolisStatement> statements;  // by id
  std::vector<PolisVote> votes;            // all that were ever cast, by statement, person and time
  std::vector<PolisPerson> people;         // by id; who voted, and whom the export names beside
  bool has_groups = false;                 // the export says who is in which group

  bool operator==(PolisConversation const&) const = default;
};

using PolisRead = std::variant<PolisConversation, Unreadable>;

// The CSV set; people and summary may be absent.
struct PolisCsvFiles {
  Source comments;
  Source votes;
  std::optional<Source> people;  // participants-votes.csv
  std::optional<Source> summary;
};
PolisRead read_polis_csv(PolisCsvFiles const& files);

// JSON as Polis' own interface gives it; the whole text of each. Groups come from math-pca2.json.
struct PolisJsonFiles {
  std::string comments;
  std::string votes;
  std::optional<std::string> conversation;
  std::optional<std::string> mathematics;
};
PolisRead read_polis_json(PolisJsonFiles const& files);

// The files of the CSV set, by name, as Polis' tools read them: agree is 1. Texts that a spreadsheet would run as a
// formula get an apostrophe in front, which reading takes away again.
std::map<std::string, std::string> write_polis_csv_set(PolisConversation const& conversation);

// Compares the votes with the counts of the statements; `asked` (1 or -1) overrules what is found.
std::variant<SignCheck, Unreadable> check_sign(PolisConversation const& conversation, std::optional<int> asked);

}  // namespace exchange
