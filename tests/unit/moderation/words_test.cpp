// Lists of words: on whole words, through disguises, and only as a suggestion. FOUL LANGUAGE ON PURPOSE.

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "moderation/folding.hpp"
#include "moderation/word_list.hpp"

namespace {

using moderation::BadRules;
using moderation::FoundWords;
using moderation::WordList;
using moderation::WordsRule;
using protocol::TextReason;

// Each piece that is found, with braces around it.
std::string found_in(std::string const& text, WordsRule const& rule = {}) {
  auto const made = WordList::make(rule);
  if (auto const* bad = std::get_if<BadRules>(&made)) return bad->why;
  std::string shown;
  std::size_t kept = 0;
  for (auto const& one : std::get<WordList>(made).find(text)) {
    shown += text.substr(kept, one.from - kept) + "{" + text.substr(one.from, one.to - one.from) + "}";
    kept = one.to;
  }
  return shown + text.substr(kept);
}

std::string plain(std::string const& marked) {
  std::string text;
  for (auto const sign : marked) text += sign == '{' || sign == '}' ? "" : std::string(1, sign);
  return text;
}

void expect(std::vector<std::string> const& rows) {
  for (auto const& row : rows) EXPECT_EQ(found_in(plain(row)), row);
}

TEST(Words, are_found_as_whole_words_only) {
  expect({"Zo'n {nikker}.", "nikkerig? een nikkeren pan", "de {klootzakken}!", "{KLOOTZAK}",
          "een hoerenloper misschien", "mietjesveld", "Mongoolse ruiters uit Mongolië", "Scunthorpe"});
}

TEST(Words, are_found_through_accents_and_other_scripts) {
  expect(
      {"{nïkker}", "{ｎｉｋｋｅｒ}", "{𝐧𝐢𝐤𝐤𝐞𝐫}", "{hоer}", "{ⓗⓞⓔⓡ}", "{ho\u200Ber}", "{ho\u00ADer}", "{hö\u0308er}"});
}

TEST(Words, are_found_through_digits_signs_and_gaps) {
  expect({"{n1kker}", "{n!kker}", "{h0er}", "{hoer}!", "{kl00tz4k}", "{f1ikker}", "{h*er}", "{n#kker}", "{h o e r}",
          "{h.o.e.r}", "een {h-o-e-r}, zei hij", "{hoooooer}", "{klootzaaaak}", "A4 papier, 3 uur, 100 % hout"});
}

TEST(Words, are_found_where_they_are_aimed_at_somebody) {
  expect({"{Jij bent een idioot}", "{jullie zijn gewoon tuig}", "ben ik een idioot?", "een idioot plan", "vistuig",
          "die aap in Artis", "{jij bent een aap}", "onze hond is een teef", "mijn nicht Poot plant een paal",
          "{vuile nicht}", "{Rot op}", "{ga terug naar je eigen land}", "ik ga terug naar huis"});
}

TEST(Words, are_found_where_they_speak_of_a_group) {
  expect({"alle {Turken zijn vies}", "Turken zijn welkom", "{Moslims zijn ongedierte}", "{kutmarokkanen}", "Marokkanen",
          "{Ik haat homo's}", "ik haat de regen", "vrouwen zijn ook buren"});
}

TEST(Words, are_found_where_they_threaten) {
  expect({"{Ik ga je vermoorden}", "ik {maak je dood}", "{val dood}", "ik ga je helpen", "{Ik weet waar je woont}",
          "weet jij waar hij woont?", "{krijg de tering}", "we gaan die muur afmaken", "jij bent de volgende",
          "we moeten die oude huizen slopen"});
}

TEST(Words, are_left_alone_where_they_are_denied) {
  expect({"geen enkele vrouw verdient het te sterven", "moslims zijn geen ongedierte", "jij bent geen idioot",
          "ik ga je niet vermoorden", "jij bent niet zo aardig, {jij bent een idioot}", "geen {nikker}"});
}

TEST(Words, name_the_gravest_reason_of_a_place) {
  auto const made = WordList::make({});
  auto const& list = std::get<WordList>(made);
  auto const reason = [&](std::string const& text) { return list.find(text).at(0).reason; };
  EXPECT_EQ(reason("nikker"), TextReason::maybe_slur);
  EXPECT_EQ(reason("jij bent een idioot"), TextReason::maybe_insult);
  EXPECT_EQ(reason("ik ga die homo vermoorden"), TextReason::maybe_threat);
}

TEST(Words, of_a_library_come_and_go) {
  WordsRule rule;
  rule.add = {"schobbejak"};
  rule.except = {"mietjes"};
  EXPECT_EQ(found_in("die Schöbbejak en die mietjes", rule), "die {Schöbbejak} en die mietjes");
  rule.own_list = false;
  EXPECT_EQ(found_in("schobbejak, nikker", rule), "{schobbejak}, nikker");
  rule.slurs = false;
  EXPECT_EQ(found_in("schobbejak", rule), "schobbejak");
  rule = {};
  rule.insults = false;
  EXPECT_EQ(found_in("jij bent een idioot en een hoer", rule), "jij bent een idioot en een {hoer}");
}

TEST(Words, come_from_more_lists_which_say_what_is_wrong_with_them) {
  auto const file = testing::TempDir() + "eigen.txt";
  WordsRule rule;
  rule.lists = {file};
  std::ofstream(file) << "# van ons\npart dier (ezels?|geit)\ninsult dom(me)? <dier>\n";
  EXPECT_EQ(found_in("een domme ezel, een ezel", rule), "een {domme ezel}, een ezel");
  struct Row {
    std::string list, why;
  };
  for (auto const& [list, why] : std::vector<Row>{
           {"slur a\nscheld b\n", ", line 2: a line begins with part, slur, insult, threat, denial or #."},
           {"insult <dier>\n", ", line 1: there is no part <dier> above it."},
           {"slur\n", ", line 1: behind the kind stands a pattern."},
           {"part x\n", ", line 1: a part has a name and a pattern."},
           {"\nslur (a\n", ", line 2: the pattern cannot be read: missing ): (?:(a)."},
       }) {
    std::ofstream(file) << list;
    EXPECT_EQ(found_in("x", rule), file + why);
  }
  std::remove(file.c_str());
  EXPECT_EQ(found_in("x", rule),
            file + " cannot be read. It is named in 'lists' of [words]: look at its name and its rights.");
  rule = {};
  rule.add = {"123"};
  EXPECT_EQ(found_in("x", rule), "[words] names '123', which holds no Latin letter: leave it out.");
}

TEST(Folding, leaves_small_letters_and_single_spaces) {
  struct Row {
    std::string text, folded;
  };
  for (auto const& [text, folded] : std::vector<Row>{
           {"Zo'n  Café, hè?", "zon cafe he"},
           {"ŠÇÜß", "scuss"},
           {"de ĳsbaan", "de ijsbaan"},
           {"06 bomen", "_ bomen"},
           {"漢字 漢", "_ _"},
           {"👍 goed", "goed"},
           {"", ""},
           {"a b c d", "abcd"},
           {"ik en u", "ik en u"},
       }) {
    EXPECT_EQ(moderation::folded(text), folded) << text;
  }
}

TEST(Folding, knows_where_each_letter_came_from) {
  auto const readings = moderation::readings_of("é ß");
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(readings[0].text, "e ss");
  EXPECT_EQ(readings[0].from, (std::vector<std::uint32_t>{0, 2, 3, 3}));
  EXPECT_EQ(readings[0].to, (std::vector<std::uint32_t>{2, 2, 5, 5}));
}

}  // namespace
