#pragma once
// Recorded meetings as turns: reads RTTM (SPEAKER rows) or the debate's TSV and merges segments into turns. Pure.
// Rule: segments of one speaker that lie less than a second apart are one turn (a breath is no end of a turn), and
// turns shorter than 0.3 s are left out (a laugh or "hm" never waits for the floor); how many is kept beside the turns.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rehearsal {

struct Segment {
  std::string speaker;
  double start_s = 0;
  double duration_s = 0;
};

struct RecordedTurn {
  std::string speaker;
  double start_s = 0;
  double duration_s = 0;
};

struct Recording {
  std::vector<RecordedTurn> turns;  // by start, then speaker
  int left_out = 0;                 // turns shorter than turn_s_min
  double left_out_s = 0;

  std::vector<std::string> speakers() const;  // by first appearance
};

inline constexpr double gap_s_max = 1.0;
inline constexpr double turn_s_min = 0.3;

// What could not be read, with the row: "row 12: ...".
struct Unreadable {
  std::string why;
};

// A first row that begins with "seq\t" makes it the TSV, else RTTM. Rows of other RTTM kinds are passed over.
std::variant<std::vector<Segment>, Unreadable> read_segments(std::string_view text);

Recording merge(std::vector<Segment> segments);

}  // namespace rehearsal
