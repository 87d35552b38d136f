// A rules file: what it may say, and what people hear when it says something else.

#include "moderation/rules.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "moderation/policy.hpp"
#include "moderation/reasons.hpp"
#include "protocol/describe.hpp"

namespace {

using moderation::BadRules;
using moderation::Does;
using moderation::Rules;

std::string why_not(std::string const& toml) {
  auto const read = moderation::rules_of(toml, "regels.toml");
  auto const* bad = std::get_if<BadRules>(&read);
  return bad ? bad->why : "taken";
}

Rules taken(std::string const& toml) {
  auto read = moderation::rules_of(toml, "map/regels.toml");
  if (auto const* bad = std::get_if<BadRules>(&read)) {
    ADD_FAILURE() << bad->why;
    return {};
  }
  return std::get<Rules>(read);
}

TEST(RulesFile, changes_what_it_names_and_leaves_the_rest) {
  auto const rules = taken(
      "[phone]\ndoes = \"off\"\n[link]\ndoes = \"refuse\"\nallowed = [\"fryslan.frl\"]\n"
      "[flooding]\ntexts = 3\n[words]\nlists = [\"eigen.txt\"]\nexcept = [\"mietje\"]\n");
  EXPECT_EQ(rules.phone, Does::off);
  EXPECT_EQ(rules.link.does, Does::refuse);
  EXPECT_EQ(rules.link.allowed, std::vector<std::string>{"fryslan.frl"});
  EXPECT_EQ(rules.flooding.texts, 3);
  EXPECT_EQ(rules.flooding.seconds, Rules{}.flooding.seconds);
  EXPECT_EQ(rules.words.lists, std::vector<std::string>{"map/eigen.txt"}) << "beside the rules file";
  EXPECT_EQ(rules.email, Does::hold);
  EXPECT_EQ(taken("").phone, Does::hold);
}

TEST(RulesFile, says_file_line_and_way_out) {
  struct Row {
    std::string toml, why;
  };
  for (auto const& [toml, why] : std::vector<Row>{
           {"\n[phone]\ndoes = \"soms\"",
            "regels.toml, line 3: 'does' of [phone] is \"off\", \"note\", \"hold\" or \"refuse\"."},
           {"[words]\ndoes = \"refuse\"",
            "regels.toml, line 2: 'does' of [words] is \"off\", \"note\" or \"hold\": a list of words never refuses, a "
            "person "
            "looks first."},
           {"[phone]\ndoes = \"hold\"\ndo = 1", "regels.toml, line 3: [phone] knows no 'do'. It knows: does."},
           {"[flooding]\ntexts = 0", "regels.toml, line 2: 'texts' of [flooding] is a whole number from 1 to 1000."},
           {"[flooding]\ntexts = 2.5", "regels.toml, line 2: 'texts' of [flooding] is a whole number from 1 to 1000."},
           {"[link]\nallowed = \"x\"",
            "regels.toml, line 2: 'allowed' of [link] is a list of texts, at most 1000, like [\"a\", \"b\"]."},
           {"[link]\nallowed = [\"x\", 3]", "regels.toml, line 2: 'allowed' of [link] holds texts only, none empty."},
           {"[words]\nslurs = \"ja\"", "regels.toml, line 2: 'slurs' of [words] is true or false."},
           {"phone = \"off\"", "regels.toml, line 1: 'phone' is a part of its own: write [phone]."},
       }) {
    EXPECT_EQ(why_not(toml), why);
  }
  EXPECT_TRUE(why_not("[telefoon]\n").starts_with("regels.toml, line 1: there is no rule 'telefoon'. There are: email"))
      << why_not("[telefoon]\n");
  EXPECT_TRUE(why_not("[phone]\ndoes = \n").starts_with("regels.toml, line 2: this is no TOML: "))
      << why_not("[phone\n");
  auto const gone = moderation::read_rules("geen-bestand.toml");
  EXPECT_EQ(std::get<BadRules>(gone).why, "geen-bestand.toml cannot be read. Look at its name and its rights.");
}

// The example says every key, with what holds without it: so it is the manual, and the manual is true.
TEST(RulesFile, example_says_what_holds_anyway) {
  std::ifstream in(PLEKBERAAD_ROOT "/moderation/data/rules.example.toml");
  std::string const text{std::istreambuf_iterator<char>(in), {}};
  ASSERT_FALSE(text.empty());
  auto const rules = taken(text);
  Rules const plain;
  EXPECT_EQ(rules.link.allowed, plain.link.allowed);
  EXPECT_EQ(rules.names.roles, plain.names.roles);
  auto const numbers = [](Rules const& one) {
    return std::vector<int>{static_cast<int>(one.email),
                            static_cast<int>(one.iban),
                            static_cast<int>(one.phone),
                            static_cast<int>(one.bsn),
                            static_cast<int>(one.address),
                            static_cast<int>(one.plate),
                            static_cast<int>(one.link.does),
                            static_cast<int>(one.words.does),
                            one.words.slurs,
                            one.words.insults,
                            one.words.threats,
                            one.words.own_list,
                            static_cast<int>(one.shouting.does),
                            one.shouting.letters_min,
                            one.shouting.capital_percent,
                            one.shouting.signs_in_row,
                            static_cast<int>(one.flooding.does),
                            one.flooding.texts,
                            one.flooding.seconds,
                            static_cast<int>(one.repeating.does),
                            one.repeating.alike_percent,
                            one.repeating.seconds,
                            one.repeating.letters_min,
                            one.repeating.others,
                            static_cast<int>(one.names.looks_like_staff),
                            static_cast<int>(one.names.same_as_staff),
                            static_cast<int>(one.names.says_it_is_staff)};
  };
  EXPECT_EQ(numbers(rules), numbers(plain));
  for (auto const* key : {"email", "iban", "phone", "bsn", "address", "plate", "link", "words", "shouting", "flooding",
                          "repeating", "names"}) {
    EXPECT_NE(text.find("\n[" + std::string(key) + "]"), std::string::npos) << key;
  }
}

TEST(Reasons, have_a_sentence_in_three_languages) {
  for (std::size_t i = 0; i < protocol::describe::names<protocol::TextReason>.size(); ++i) {
    auto const reason = static_cast<protocol::TextReason>(i);
    auto const dutch = moderation::explain(reason, "nl");
    EXPECT_FALSE(dutch.empty());
    for (auto const* other : {"fy", "en"}) {
      EXPECT_FALSE(moderation::explain(reason, other).empty());
      EXPECT_NE(moderation::explain(reason, other), dutch) << dutch;
    }
    // B1: short sentences.
    std::size_t words = 1;
    for (auto const sign : dutch) {
      words = sign == '.' || sign == '?' || sign == ':' ? 0 : words + (sign == ' ' ? 1 : 0);
      EXPECT_LE(words, 12U) << dutch;
    }
  }
}

}  // namespace
