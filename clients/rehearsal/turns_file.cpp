// Reads recorded meetings; see turns_file.hpp for the rules. Pure.

#include "clients/rehearsal/turns_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>

namespace rehearsal {
namespace {

std::vector<std::string_view> split(std::string_view row, std::string_view separators, bool keeps_empty) {
  std::vector<std::string_view> parts;
  while (true) {
    auto const end = row.find_first_of(separators);
    auto const part = row.substr(0, end);
    if (keeps_empty || !part.empty()) parts.push_back(part);
    if (end == std::string_view::npos) return parts;
    row.remove_prefix(end + 1);
  }
}

std::optional<double> seconds(std::string_view text) {
  auto const copy = std::string(text);
  char* end = nullptr;
  auto const value = std::strtod(copy.c_str(), &end);
  // A meeting of more than a hundred days is a broken file; so is a time that runs backwards.
  if (copy.empty() || *end != '\0' || !(value >= 0) || value > 8'640'000) return std::nullopt;
  return value;
}

using Row = std::variant<Segment, std::string, std::monostate>;  // segment, complaint, nothing

Row segment_of(std::string_view speaker, std::string_view start, std::string_view duration) {
  auto const from = seconds(start);
  auto const lasts = seconds(duration);
  if (speaker.empty()) return std::string("no speaker");
  if (!from) return "start '" + std::string(start) + "' is no time";
  if (!lasts) return "duration '" + std::string(duration) + "' is no time";
  return Segment{std::string(speaker), *from, *lasts};
}

// SPEAKER <meeting> 1 <start> <duration> <NA> <NA> <speaker> <NA> <NA>
Row rttm_row(std::string_view row) {
  auto const parts = split(row, " \t", false);
  if (parts.empty() || parts[0] != "SPEAKER") return std::monostate{};
  if (parts.size() < 8) return std::string("a SPEAKER row has at least 8 fields");
  return segment_of(parts[7], parts[3], parts[4]);
}

// seq kind speaker role floor_holder start_s duration_s words
Row tsv_row(std::string_view row) {
  if (row.empty()) return std::monostate{};
  auto const parts = split(row, "\t", true);
  if (parts.size() < 7) return std::string("a row has at least 7 fields");
  return segment_of(parts[2], parts[5], parts[6]);
}

}  // namespace

std::vector<std::string> Recording::speakers() const {
  std::vector<std::string> names;
  for (auto const& turn : turns) {
    if (std::find(names.begin(), names.end(), turn.speaker) == names.end()) names.push_back(turn.speaker);
  }
  return names;
}

std::variant<std::vector<Segment>, Unreadable> read_segments(std::string_view text) {
  bool const is_tsv = text.starts_with("seq\t");
  std::vector<Segment> segments;
  int number = 0;
  for (auto row : split(text, "\n", true)) {
    ++number;
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (is_tsv && number == 1) continue;
    auto read = is_tsv ? tsv_row(row) : rttm_row(row);
    if (auto const* why = std::get_if<std::string>(&read)) {
      return Unreadable{"row " + std::to_string(number) + ": " + *why};
    }
    if (auto* segment = std::get_if<Segment>(&read)) segments.push_back(std::move(*segment));
  }
  if (segments.empty()) return Unreadable{"no row tells who speaks"};
  return segments;
}

Recording merge(std::vector<Segment> segments) {
  std::stable_sort(segments.begin(), segments.end(),
                   [](auto const& a, auto const& b) { return a.start_s < b.start_s; });
  std::map<std::string, std::vector<RecordedTurn>> by_speaker;
  for (auto const& segment : segments) {
    auto& turns = by_speaker[segment.speaker];
    auto const end_s = segment.start_s + segment.duration_s;
    if (!turns.empty()) {
      auto& last = turns.back();
      auto const last_end_s = last.start_s + last.duration_s;
      if (segment.start_s - last_end_s < gap_s_max) {
        last.duration_s = std::max(last_end_s, end_s) - last.start_s;
        continue;
      }
    }
    turns.push_back({segment.speaker, segment.start_s, segment.duration_s});
  }
  Recording recording;
  for (auto const& [speaker, turns] : by_speaker) {
    for (auto const& turn : turns) {
      if (turn.duration_s < turn_s_min) {
        ++recording.left_out;
        recording.left_out_s += turn.duration_s;
      } else {
        recording.turns.push_back(turn);
      }
    }
  }
  std::stable_sort(recording.turns.begin(), recording.turns.end(),
                   [](auto const& a, auto const& b) { return a.start_s < b.start_s; });
  return recording;
}

}  // namespace rehearsal
