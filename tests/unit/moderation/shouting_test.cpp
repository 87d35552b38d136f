// Shouting: capitals nearly all through, or rows of marks.

#include "moderation/shouting.hpp"

#include <gtest/gtest.h>

namespace {

using moderation::ShoutingRule;

TEST(Shouting, is_many_capitals_or_a_row_of_marks) {
  struct Row {
    std::string text, shouted;
  };
  for (auto const& [text, shouted] : std::vector<Row>{
           {"WAAROM LUISTERT HIER NOOIT IEMAND NAAR ONS", "WAAROM LUISTERT HIER NOOIT IEMAND NAAR ONS"},
           {"ALLES IS STUK EN NIEMAND DOET iets", "ALLES IS STUK EN NIEMAND DOET iets"},
           {"ÉÉN ÜBER ÅLESUND ŠKODA ŽIŽEK ĲSBAAN", "ÉÉN ÜBER ÅLESUND ŠKODA ŽIŽEK ĲSBAAN"},
           {"Nee!!!!!! Niet doen", "!!!!!!"},
           {"Echt?!?!?!?!", "?!?!?!?!"},
           {"Nee!!!!! Niet", ""},
           {"NS, AED EN WMO", ""},
           {"Waarom luistert hier NOOIT iemand naar ons", ""},
           {"محمد محمد محمد محمد محمد محمد محمد", ""},
           {"1234567890 1234567890 1234567890", ""},
           {"", ""},
       }) {
    auto const place = moderation::find_shouting(text, ShoutingRule{});
    EXPECT_EQ(place ? text.substr(place->first, place->second - place->first) : "", shouted) << text;
  }
}

TEST(Shouting, has_its_numbers) {
  ShoutingRule rule;
  rule.signs_in_row = 0;
  EXPECT_FALSE(moderation::find_shouting("!!!!!!!!!!!!!!!", rule));
  rule.letters_min = 2;
  EXPECT_TRUE(moderation::find_shouting("NEE", rule));
  rule.capital_percent = 34;
  EXPECT_FALSE(moderation::find_shouting("Nee", rule));
  rule.capital_percent = 33;
  EXPECT_TRUE(moderation::find_shouting("Nee", rule));
}

}  // namespace
