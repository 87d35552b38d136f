// What texts of commands may hold; tables of text and verdict.

#include "server/text/gate.hpp"

#include <gtest/gtest.h>

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include "protocol/limits.hpp"

namespace {

using namespace protocol;

PostCard card(std::string text) { return {ColumnId{"c"}, {std::move(text)}, std::nullopt}; }

// "fine" or the refusal's wire name.
std::string verdict(Command const& command) {
  auto const fault = text::check(command);
  if (!fault) return "fine";
  for (auto const& [refusal, name] : refusal_names) {
    if (refusal == fault->reason) return std::string(name) + " at " + fault->path;
  }
  return "?";
}

std::string repeat(std::string const& part, std::size_t times) {
  std::string all;
  while (times-- > 0) all += part;
  return all;
}

struct Row {
  char const* what;
  std::string text;
  std::string expected;
};

TEST(Gate, a_card_holds_what_people_write_and_nothing_that_tricks_the_eye) {
  std::string const odd = "text_has_odd_signs at body.text";
  std::string const empty = "text_empty at body.text";
  std::vector<Row> const rows = {
      {"plain", "Meer bankjes op het plein.", "fine"},
      {"lines and tabs", "een\n\ttwee", "fine"},
      {"Arabic", "مكتبة", "fine"},
      {"balanced isolate", "\u2067مكتبة\u2069 is bibliotheek", "fine"},
      {"family", "👨‍👩‍👧‍👦", "fine"},
      {"nothing", "", empty},
      {"spaces", "  \n\t ", empty},
      {"unseen signs", "\u200B\u200D\uFEFF\u2060", empty},
      {"hangul filler", "\u3164", empty},
      {"blank braille", "\u2800", empty},
      {"NUL", std::string("a\0b", 3), odd},
      {"carriage return", "a\r\nb", odd},
      {"escape", "\x1b[31m", odd},
      {"delete", "\x7f", odd},
      {"C1", "a\u0085b", odd},
      {"override", "abc\u202Edef", odd},
      {"override to the right", "abc\u202Ddef", odd},
      {"open isolate", "abc\u2066def", odd},
      {"closed too often", "abc\u2069", odd},
      {"closed before opened", "\u2069abc\u2066", odd},
      {"noncharacter", "\uFFFE", odd},
      {"noncharacter in a later plane", "\U0001FFFF", odd},
      {"noncharacter in the block of them", "\uFDD0", odd},
      {"broken bytes", "\xC3", odd},
  };
  for (auto const& row : rows) EXPECT_EQ(verdict(card(row.text)), row.expected) << row.what;
}

TEST(Gate, a_card_is_measured_in_signs_as_people_see_them) {
  auto const family = std::string("👨‍👩‍👧");
  auto const longest = limits::card_graphemes_max;
  EXPECT_EQ(verdict(card(repeat("é", longest))), "fine");
  EXPECT_EQ(verdict(card(repeat("e\u0301", longest))), "fine");
  EXPECT_EQ(verdict(card(repeat(family, longest))), "fine");
  EXPECT_EQ(verdict(card(repeat("e\u0301", longest) + "x")), "text_too_long at body.text");
}

// Walks over all commands, so that a new one with a text cannot slip past the gate. Names have a gate of their own,
// tickets are no text for people.
TEST(Gate, every_text_of_every_command_is_looked_at_under_its_path) {
  int looked_at = 0;
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, Command>>([&](auto identity) {
    using Body = typename decltype(identity)::type;
    using Members = boost::describe::describe_members<Body, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>([&](auto member) {
      std::string const name = member.name;
      if (name == "name" || name == "ticket") return;
      Body good;
      boost::mp11::mp_for_each<Members>([&](auto other) {
        if constexpr (requires { (good.*other.pointer).bytes_max; }) (good.*other.pointer).value = "goed";
      });
      auto& field = good.*member.pointer;
      if constexpr (requires { field.bytes_max; }) {
        field.value = "\x01";
      } else if constexpr (requires { field->bytes_max; }) {
        field.emplace().value = "\x01";
      } else {
        return;
      }
      EXPECT_EQ(verdict(good), "text_has_odd_signs at body." + name) << Body::type;
      ++looked_at;
    });
  });
  EXPECT_GE(looked_at, 11);
}

TEST(Gate, a_reason_may_be_left_out_but_words_may_not) {
  EXPECT_EQ(verdict(HideItem{{ItemKind::card, "c"}, {""}}), "fine");
  EXPECT_EQ(verdict(RemoveSeat{SeatId{"s"}, {""}}), "fine");
  EXPECT_EQ(verdict(Say{{""}}), "text_empty at body.words");
  EXPECT_EQ(verdict(AddGist{TurnId{"t"}, {" "}}), "text_empty at body.gist");
  EXPECT_EQ(verdict(CorrectRoom{{{" "}}, {}, {}}), "text_empty at body.place");
  EXPECT_EQ(verdict(CorrectRoom{{}, {}, {{""}}}), "fine");
}

TEST(Gate, a_title_is_one_line) {
  EXPECT_EQ(verdict(CorrectPhase{PhaseId{"p"}, {{"een\ntwee"}}, {}, {}}), "text_has_odd_signs at body.title");
  EXPECT_EQ(verdict(CorrectPhase{PhaseId{"p"}, {}, {{"een\ntwee"}}, {}}), "fine");
}

TEST(Gate, a_plan_names_the_place_in_its_lists) {
  PhasePlan good;
  good.title = {"Ronde"};
  auto bad = good;
  bad.columns = {{ColumnId{"a"}, {"Wensen"}}, {ColumnId{"b"}, {""}}};
  auto const fault = text::check_plan({"Plein"}, {"Wat moet hier komen?"}, {""}, {good, bad});
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->path, "phases[1].columns[1].title");
  EXPECT_EQ(fault->reason, Refusal::text_empty);
  EXPECT_FALSE(text::check_plan({"Plein"}, {"Wat moet hier komen?"}, {""}, {good}));
}

TEST(Graphemes, are_what_people_count) {
  std::vector<std::pair<std::string, std::size_t>> const rows = {
      {"", 0},       {"abc", 3},    {"e\u0301", 1}, {"👨‍👩‍👧‍👦", 1}, {"🇳🇱", 1}, {"👍🏽", 1},
      {"❤️", 1}, {"a\r\nb", 3}, {"நி", 1}};
  for (auto const& [string, count] : rows) EXPECT_EQ(text::graphemes(string), count) << string;
}

// The emoji behind it makes ICU count, and joins nothing: so both ways of counting must agree on the rest.
TEST(Graphemes, are_counted_alike_with_and_without_ICU) {
  auto const utf8 = [](unsigned sign) {
    if (sign < 0x80) return std::string(1, static_cast<char>(sign));
    return std::string{static_cast<char>(0xC0 | sign >> 6), static_cast<char>(0x80 | (sign & 0x3F))};
  };
  for (unsigned const first : {0x0Au, 0x0Du, 0x61u, 0xA9u, 0xADu, 0xE9u, 0x2FFu}) {
    for (unsigned second = 1; second < 0x340; ++second) {
      auto const text = "x" + utf8(first) + utf8(second) + "y";
      ASSERT_EQ(text::graphemes(text) + 1, text::graphemes(text + "\u2705")) << first << ' ' << second;
    }
  }
}

TEST(Utf8, knows_whole_from_broken) {
  std::vector<std::pair<std::string, bool>> const rows = {
      {"", true},          {"é€😀", true},           {"\xC3", false},
      {"\xC0\x80", false}, {"\xED\xA0\x80", false}, {"\xF4\x90\x80\x80", false},
      {"a\x80", false},    {"\xF0\x9F\x98", false}};
  for (auto const& [string, is_whole] : rows) EXPECT_EQ(text::is_utf8(string), is_whole);
}

}  // namespace
