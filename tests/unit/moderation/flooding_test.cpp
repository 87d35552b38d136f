// Many texts in a short time, and one text again. Time comes in with the texts.

#include "moderation/flooding.hpp"

#include <gtest/gtest.h>

namespace {

using moderation::FloodingRule;
using moderation::Recent;
using moderation::RepeatingRule;

std::vector<Recent> texts_of(std::string const& author, int count, protocol::Millis every) {
  std::vector<Recent> all;
  for (int i = 0; i < count; ++i) all.push_back({author, i * every, {}});
  return all;
}

TEST(Flooding, is_more_than_so_many_texts_of_one_person) {
  FloodingRule const rule{moderation::Does::refuse, 3, 10};
  auto const recent = texts_of("a", 3, 1'000);  // at 0, 1 and 2 s
  EXPECT_TRUE(moderation::is_flooding("a", 3'000, recent, rule));
  EXPECT_TRUE(moderation::is_flooding("a", 9'999, recent, rule));
  EXPECT_FALSE(moderation::is_flooding("a", 10'000, recent, rule)) << "the first is ten seconds ago";
  EXPECT_FALSE(moderation::is_flooding("b", 3'000, recent, rule)) << "somebody else";
  EXPECT_FALSE(moderation::is_flooding("a", 1'500, recent, rule)) << "what comes later does not count";
}

TEST(Repeating, is_nearly_the_same_text_again) {
  struct Row {
    std::string text;
    bool is_again;
  };
  std::string const first = "De speeltuin verdient nieuwe bankjes.";
  std::vector<Recent> const recent{{"a", 0, moderation::print_of(first)}};
  for (auto const& [text, is_again] : std::vector<Row>{
           {first, true},
           {"de SPEELTUIN verdient nieuwe bankjes!!", true},
           {"De speeltuin verdient nieuwe bankjes 2", true},
           {"De speeltuin verdient nu nieuwe bankjes.", true},
           {"De speeltuin verdient een dak.", false},
           {"Bankjes bij het water", false},
       }) {
    EXPECT_EQ(moderation::is_repeating("a", 1'000, moderation::print_of(text), recent, RepeatingRule{}), is_again)
        << text;
    EXPECT_FALSE(moderation::is_repeating("b", 1'000, moderation::print_of(text), recent, RepeatingRule{}))
        << "one other may think the same: " << text;
  }
  EXPECT_FALSE(moderation::is_repeating("a", 600'000, moderation::print_of(first), recent, RepeatingRule{}))
      << "ten minutes ago";
}

TEST(Repeating, lets_short_texts_be_said_again) {
  std::vector<Recent> const recent{{"a", 0, moderation::print_of("ja, mee eens")}};
  EXPECT_FALSE(moderation::is_repeating("a", 1, moderation::print_of("ja, mee eens"), recent, RepeatingRule{}));
}

TEST(Repeating, is_one_text_sent_by_many_hands) {
  auto const print = moderation::print_of("Stem allemaal tegen dit plan, nu meteen");
  std::vector<Recent> recent{{"a", 0, print}};
  EXPECT_FALSE(moderation::is_repeating("c", 1'000, print, recent, RepeatingRule{}));
  recent.push_back({"b", 10, print});
  EXPECT_TRUE(moderation::is_repeating("c", 1'000, print, recent, RepeatingRule{}));
  RepeatingRule rule;
  rule.others = 0;
  EXPECT_FALSE(moderation::is_repeating("c", 1'000, print, recent, rule)) << "turned off";
}

TEST(Prints, are_alike_as_their_texts_are) {
  auto const alike = [](std::string const& one, std::string const& other) {
    return moderation::alike(moderation::print_of(one), moderation::print_of(other));
  };
  EXPECT_EQ(alike("een boom", "een boom"), 100);
  EXPECT_EQ(alike("een boom", "EEN  BÓÓM"), 100);
  EXPECT_EQ(alike("een boom", "wij lachen"), 0);
  EXPECT_EQ(alike("", ""), 100);
  EXPECT_EQ(alike("", "een boom"), 0);
}

}  // namespace
