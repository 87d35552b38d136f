#pragma once
// One row of the journal: the events of one batch of one room. Its chain ties it to the row before it, its CRC finds
// flipped bits without a key. Pure, any thread.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace journal {

using Chain = std::array<unsigned char, 32>;

struct Row {
  std::int64_t room = 0;
  std::int64_t first_seq = 0;
  std::int64_t count = 0;
  std::int64_t at = 0;
  Chain chain{};          // of this row; the first row of a room follows a chain of zeros
  std::string_view body;  // one JSON record a line
};

// BLAKE2b-256 over the chain before and everything in this row.
Chain chain_after(Chain const& before, Row const& row);

// CRC-32C over everything in the row, its chain too.
std::uint32_t check_of(Row const& row);

std::string hex(Chain const& chain);

}  // namespace journal
