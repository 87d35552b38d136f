#pragma once
// A file as the readers here see it: a name for sentences, and bytes that come in pieces. And what they say when they
// cannot go on. Pure; one thread each.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace exchange {

struct Source {
  std::string name;                        // "votes.csv"
  std::function<std::string_view()> next;  // the next piece; empty: the end
};

// Names file, line and column where it can, says what is wrong, and how to go on.
struct Unreadable {
  std::string why;
};

// Each with its answer: an Unreadable that names the limit.
namespace limits {
inline constexpr std::int64_t file_bytes_max = 256 * 1024 * 1024;
inline constexpr std::size_t cell_bytes_max = 64 * 1024;
inline constexpr std::size_t cells_max = 1'100;  // in a row; one per statement and some before
inline constexpr std::int64_t votes_max = 4'000'000;
inline constexpr std::int64_t people_max = 10'000;
inline constexpr std::int64_t statements_max = 1'000;
inline constexpr std::int64_t table_cells_max = 4'000'000;         // people times statements
inline constexpr std::int64_t number_max = 9'007'199'254'740'991;  // what JSON's numbers hold exactly
}  // namespace limits

}  // namespace exchange
