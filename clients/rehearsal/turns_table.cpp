// Prints what became of a replayed meeting, for the person who ran it (so in Dutch). See turns_play.hpp.

#include <cstdarg>
#include <cstdio>

#include "clients/rehearsal/turns_play.hpp"

namespace rehearsal {
namespace {

[[gnu::format(printf, 2, 3)]] void add(std::string& text, char const* format, ...) {
  char row[400];
  va_list values;
  va_start(values, format);
  std::vsnprintf(row, sizeof row, format, values);
  va_end(values);
  text += row;
}

}  // namespace

std::string table_of(TurnsResult const& result, Recording const& recording) {
  std::string text;
  add(text, "%-14s %8s %12s %12s %10s %8s %14s %9s\n", "wie", "beurten", "bestand s", "kamer s", "verschil", "mag",
      "ergste beurt", "ernaast");
  for (auto const& one : result.speakers) {
    add(text, "%-14s %4d/%-3d %12.2f %12.2f %+10.2f %8.2f %+14.2f %9d%s\n", one.name.c_str(), one.turns_seen, one.turns,
        one.file_s, one.room_s, one.room_s - one.file_s, one.allowed_s, one.worst_turn_s, one.turns_beyond,
        one.is_within() ? "" : "  <- te veel");
  }
  auto const turns = result.turns();
  add(text, "%d beurten in %.1f s; los bekeken zijn er %d (%.1f %%) meer dan 2 %% of 0,2 s ernaast, %.0f %% mag%s\n",
      turns, result.lasted_s, result.turns_beyond(), turns == 0 ? 0.0 : 100.0 * result.turns_beyond() / turns,
      100 * turns_beyond_share_max, result.are_turns_within() ? "" : "  <- te veel");
  if (recording.left_out > 0) {
    add(text, "%d beurten korter dan %.1f s tellen niet mee (samen %.1f s)\n", recording.left_out, turn_s_min,
        recording.left_out_s);
  }
  return text;
}

}  // namespace rehearsal
