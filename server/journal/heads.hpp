#pragma once
// The heads file: for each room the last seq and chain, written at most once a second and never ahead of the journal.
// SQLite ends a WAL silently at the first bad frame; this file tells that confirmed rows have gone. Writer thread.

#include <cstdint>
#include <map>
#include <string>

#include "server/journal/row.hpp"

namespace journal {

struct Head {
  std::int64_t last_seq = 0;
  Chain chain{};
  bool operator==(Head const&) const = default;
};
using Heads = std::map<std::int64_t, Head>;

// One line a room with its own CRC. A line that does not add up is left out and counted in `damaged_lines`: the file
// is only a witness, so its own damage must not stop a room.
struct HeadsRead {
  Heads heads;
  int damaged_lines = 0;
};
HeadsRead parse_heads(std::string const& text);
std::string print_heads(Heads const& heads);

}  // namespace journal
