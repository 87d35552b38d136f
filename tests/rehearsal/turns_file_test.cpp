// Reading recorded meetings: rows, merging, what is left out, and what is refused with its row.

#include "clients/rehearsal/turns_file.hpp"

#include <gtest/gtest.h>

namespace rehearsal {
namespace {

std::vector<Segment> segments_in(std::string_view text) {
  auto read = read_segments(text);
  if (auto const* bad = std::get_if<Unreadable>(&read)) ADD_FAILURE() << bad->why;
  return std::holds_alternative<Unreadable>(read) ? std::vector<Segment>{} : std::get<0>(read);
}

std::string complaint_of_turns(std::string_view text) {
  auto read = read_segments(text);
  return std::holds_alternative<Unreadable>(read) ? std::get<Unreadable>(read).why : "";
}

TEST(TurnsFile, rttm_rows_become_segments) {
  auto const segments = segments_in(
      "SPKR-INFO m 1 <NA> <NA> <NA> unknown A <NA> <NA>\n"
      "SPEAKER m 1 34.27 10.12 <NA> <NA> FEE041 <NA> <NA>\r\n"
      "\n"
      "SPEAKER m 1 46 1.5 <NA> <NA> FEE044 <NA> <NA>");
  ASSERT_EQ(segments.size(), 2u);
  EXPECT_EQ(segments[0].speaker, "FEE041");
  EXPECT_DOUBLE_EQ(segments[0].start_s, 34.27);
  EXPECT_DOUBLE_EQ(segments[0].duration_s, 10.12);
  EXPECT_EQ(segments[1].speaker, "FEE044");
}

TEST(TurnsFile, tsv_rows_become_segments) {
  auto const segments = segments_in(
      "seq\tkind\tspeaker\trole\tfloor_holder\tstart_s\tduration_s\twords\n"
      "1\tturn\tP01\tchair\tP01\t0\t23\t73\n"
      "2\tinterruption\tP04\tmember\tP03\t562\t2\t52\n");
  ASSERT_EQ(segments.size(), 2u);
  EXPECT_EQ(segments[1].speaker, "P04");
  EXPECT_DOUBLE_EQ(segments[1].start_s, 562);
  EXPECT_DOUBLE_EQ(segments[1].duration_s, 2);
}

TEST(TurnsFile, broken_rows_are_named) {
  EXPECT_EQ(complaint_of_turns("SPEAKER m 1 1 2 <NA> <NA> A <NA> <NA>\nSPEAKER m 1 x 2 <NA> <NA> A <NA> <NA>\n"),
            "row 2: start 'x' is no time");
  EXPECT_EQ(complaint_of_turns("SPEAKER m 1 1 -2 <NA> <NA> A <NA> <NA>\n"), "row 1: duration '-2' is no time");
  EXPECT_EQ(complaint_of_turns("SPEAKER m 1 nan 2 <NA> <NA> A <NA> <NA>\n"), "row 1: start 'nan' is no time");
  EXPECT_EQ(complaint_of_turns("SPEAKER m 1 1\n"), "row 1: a SPEAKER row has at least 8 fields");
  EXPECT_EQ(complaint_of_turns("seq\tkind\n1\tturn\n"), "row 2: a row has at least 7 fields");
  EXPECT_EQ(complaint_of_turns(""), "no row tells who speaks");
}

TEST(TurnsFile, segments_less_than_a_second_apart_are_one_turn) {
  auto const recording = merge({{"A", 0, 2}, {"A", 2.9, 1}, {"A", 4.9, 1}});
  ASSERT_EQ(recording.turns.size(), 2u);
  EXPECT_DOUBLE_EQ(recording.turns[0].duration_s, 3.9);  // the breath belongs to the turn
  EXPECT_DOUBLE_EQ(recording.turns[1].start_s, 4.9);     // exactly a second apart: a new turn
}

TEST(TurnsFile, a_segment_inside_another_does_not_shorten_it) {
  auto const recording = merge({{"A", 0, 10}, {"A", 2, 1}});
  ASSERT_EQ(recording.turns.size(), 1u);
  EXPECT_DOUBLE_EQ(recording.turns[0].duration_s, 10);
}

TEST(TurnsFile, overlapping_speakers_keep_their_own_turns) {
  auto const recording = merge({{"B", 1, 5}, {"A", 0, 5}, {"A", 5.5, 1}});
  ASSERT_EQ(recording.turns.size(), 2u);
  EXPECT_EQ(recording.turns[0].speaker, "A");
  EXPECT_DOUBLE_EQ(recording.turns[0].duration_s, 6.5);
  EXPECT_EQ(recording.speakers(), (std::vector<std::string>{"A", "B"}));
}

TEST(TurnsFile, turns_shorter_than_three_tenths_are_counted_and_left_out) {
  auto const recording = merge({{"A", 0, 0.29}, {"A", 10, 0.3}, {"B", 20, 0.1}, {"B", 20.5, 0.1}});
  ASSERT_EQ(recording.turns.size(), 2u);  // B's two, merged, last 0.6 s
  EXPECT_EQ(recording.left_out, 1);
  EXPECT_DOUBLE_EQ(recording.left_out_s, 0.29);
}

}  // namespace
}  // namespace rehearsal
