// Names: what is kept, what is refused, and which names look alike.

#include <gtest/gtest.h>

#include "protocol/limits.hpp"
#include "server/room/look_up.hpp"
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
// Would the room tell these two apart by a table or a number?
bool are_namesakes(std::string const& one, std::string const& other) {
  return room::are_namesakes(folded(one), folded(other));
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

TEST(Names, keep_joined_pictures_flags_and_skin_tones) {
  for (auto const* name : {"Fam 👨‍👩‍👧‍👦", "Bo 🇳🇱", "Noor 👋🏽", "Ria 👩🏾‍🌾",
                           "Kim 🏳️‍🌈", "Sam 🧑‍🦽"}) {
    EXPECT_EQ(name_of(name), name);
  }
  EXPECT_TRUE(are_namesakes("Fam 👩‍👧", "Fam 👩👧")) << "nobody sees the joiner";
  for (auto const* raw : {"a\u200Db", "👩\u200D", "\u200D👩", "👩\u200Db", "b\u200D👩", "👩\u200D\u200D👧"}) {
    EXPECT_EQ(refusal(raw), Refusal::name_has_odd_signs) << raw;
  }
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

TEST(Names, that_look_alike_or_read_alike_are_namesakes) {
  for (auto const* other : {"ilse", "ILSE", "llse", "1lse", "|lse", "Ilѕe", "Іlsе", "Ⅰlse", "𝐈𝐥𝐬𝐞", "Ｉｌｓｅ",
                            " I l s e ", "Iⅼse", "11se", "I1se", "Ӏlse", "Ιlse"}) {
    EXPECT_TRUE(are_namesakes("Ilse", other)) << other;
  }
  for (auto const* other : {"jan", "Јаn", "Jаn", "𝙅𝙖𝙣", "JAN"}) {
    EXPECT_TRUE(are_namesakes("Jan", other)) << other;
  }
  EXPECT_TRUE(are_namesakes("Otto", "0tt0"));
  EXPECT_TRUE(are_namesakes("Ian", "lan")) << "a small l for a capital I";
  EXPECT_TRUE(are_namesakes("Ella", "EIIa")) << "capitals I for small l";
  EXPECT_TRUE(are_namesakes("Henk", "Неnk")) << "Cyrillic";
  EXPECT_TRUE(are_namesakes("ILSE", "lLSE"));
}

// A number behind a name that nobody could take for another would only make people wonder.
TEST(Names, that_are_plainly_different_are_no_namesakes) {
  std::vector<std::string> const names{
      "Lia", "Ila",  "Lila", "Lilia", "Ilia", "Ian",  "Lan", "Ida",    "Lida",  "Iris", "Loes", "Liv",    "Ivo",
      "Isa", "Lisa", "Ilse", "Elsie", "Jan",  "Jana", "Ján", "Fatima", "Fatma", "Nil",  "Nina", "Nila",   "Mila",
      "Mia", "Mla",  "Emil", "Emli",  "Ali",  "All",  "Aii", "Bill",   "Bili",  "Rien", "Rlen", "Carmen", "Ilja"};
  for (auto const& one : names) {
    for (auto const& other : names) EXPECT_EQ(are_namesakes(one, other), one == other) << one << " and " << other;
  }
}

TEST(Names, reading_once_more_changes_nothing) {
  for (auto const* raw : {"ilse de vries", "şükran", "ωmega", "fiets", "strasse", "jan"}) {
    auto const reading = room::folds_of(folded(raw)).front();
    EXPECT_EQ(room::folds_of(folded(reading)).front(), reading) << raw;
  }
}

}  // namespace
