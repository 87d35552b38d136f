// Names: what is kept, what is refused, and which names look alike.

#include <gtest/gtest.h>

#include "protocol/limits.hpp"
#include "server/text/gate.hpp"

namespace {

using protocol::Refusal;

std::string name_of(std::string const& raw) {
  auto const gated = text::gate_name(raw);
  if (auto const* name = std::get_if<text::Name>(&gated)) return name->name;
  return "refused";
}
std::string folded(std::string const& raw) {
  auto const gated = text::gate_name(raw);
  if (auto const* name = std::get_if<text::Name>(&gated)) return name->folded;
  ADD_FAILURE() << raw << " was refused";
  return {};
}
Refusal refusal(std::string const& raw) {
  auto const gated = text::gate_name(raw);
  if (auto const* no = std::get_if<Refusal>(&gated)) return *no;
  ADD_FAILURE() << raw << " was taken";
  return Refusal::nothing_changed;
}

TEST(Names, keep_what_was_typed_but_for_white_space_and_composition) {
  EXPECT_EQ(name_of("Ilse de Vries"), "Ilse de Vries");
  EXPECT_EQ(name_of("  Ilse \u00A0  de\u3000Vries "), "Ilse de Vries");
  EXPECT_EQ(name_of("Rene\u0301"), "René");
  EXPECT_EQ(name_of("Şükran Öztürk"), "Şükran Öztürk");
  EXPECT_EQ(name_of("محمد"), "محمد");
  EXPECT_EQ(name_of("Anne-Marie d'Arc 2"), "Anne-Marie d'Arc 2");
  EXPECT_EQ(name_of("Jan ❤️"), "Jan ❤️");
}

TEST(Names, refuse_what_hides_or_breaks) {
  for (auto const* raw : {"a\u200Bb", "a\u202Eb", "\u2066a\u2069", "a\nb", "a\tb", "a\u0007b", "a\u00ADb", "\u0301a",
                          "a \u0301b", "a\u0300\u0301\u0302\u0303\u0304\u0305", "\uE000", "\u3164", "a\u2028b", "\xC3",
                          "\u2800", "a\uFE0Fb", "a\U000E0041", "\uFFFF"}) {
    EXPECT_EQ(refusal(raw), Refusal::name_has_odd_signs) << raw;
  }
  EXPECT_EQ(refusal(""), Refusal::name_empty);
  EXPECT_EQ(refusal(" \u00A0\u3000"), Refusal::name_empty);
}

TEST(Names, have_a_length_in_signs_as_people_see_them) {
  std::string longest;
  for (std::size_t i = 0; i < protocol::limits::name_graphemes_max; ++i) longest += "e\u0301";
  EXPECT_NE(name_of(longest), "refused");
  EXPECT_EQ(refusal(longest + "e"), Refusal::name_too_long);
}

TEST(Names, that_look_alike_fold_alike) {
  for (auto const* other : {"ilse", "ILSE", "llse", "1lse", "|lse", "Ilѕe", "Іlsе", "Ⅰlse", "𝐈𝐥𝐬𝐞",
                            "Ｉｌｓｅ", " I l s e ", "Iⅼse"}) {
    EXPECT_EQ(folded("Ilse"), folded(other)) << other;
  }
  for (auto const* other : {"jan", "Јаn", "Jаn", "𝙅𝙖𝙣"}) {
    EXPECT_EQ(folded("Jan"), folded(other)) << other;
  }
  EXPECT_EQ(folded("Otto"), folded("0tt0"));
}

TEST(Names, that_look_different_fold_differently) {
  EXPECT_NE(folded("Jan"), folded("Jana"));
  EXPECT_NE(folded("Jan"), folded("Ján"));
  EXPECT_NE(folded("Ilse"), folded("Elsie"));
  EXPECT_NE(folded("Fatima"), folded("Fatma"));
}

TEST(Names, folding_once_more_changes_nothing) {
  for (auto const* raw : {"Ilse de Vries", "Şükran", "Ωmega", "ﬁets", "Straße", "Јаn"}) {
    EXPECT_EQ(folded(folded(raw)), folded(raw)) << raw;
  }
}

}  // namespace
