// The rules on real data: labelled personal data, harmless texts, HateCheck, Unicode's table of look-alikes.

#include <gtest/gtest.h>

#include "moderation/numbers.hpp"
#include "server/text/gate.hpp"
#include "tests/unit/moderation/real_data.hpp"

namespace {

using protocol::Outcome;
using protocol::TextRule;
using real_data::plain_policy;

#define NEEDS(data) \
  if ((data).empty()) GTEST_SKIP() << "no shared data at " << SHARED_DATA

using Place = std::pair<std::int64_t, std::int64_t>;

// Places that a rule finds, in code points.
std::vector<Place> places(std::string const& text, TextRule rule) {
  std::vector<Place> found;
  for (auto const& one : plain_policy().judge({text}).findings) {
    if (one.rule == rule) found.emplace_back(one.span->from_sign, one.span->to_sign);
  }
  return found;
}

void expect_labelled(std::string const& kind, std::string const& tag, TextRule rule) {
  auto const examples = real_data::labelled(kind);
  NEEDS(examples);
  std::size_t labels = 0;
  for (auto const& example : examples) {
    std::vector<Place> wanted;
    for (auto const& one : example.annotations) {
      if (one.tag == tag) wanted.emplace_back(one.start_char, one.end_char);
    }
    labels += wanted.size();
    EXPECT_EQ(places(example.text, rule), wanted) << example.text;
  }
  EXPECT_GT(labels, 2U);
}

TEST(RealPersonalData, has_all_its_telephone_numbers_found) {
  expect_labelled("phone_numbers", "telefoonnummer", TextRule::phone);
}
TEST(RealPersonalData, has_all_its_mail_addresses_found) { expect_labelled("emails", "emailadres", TextRule::email); }
TEST(RealPersonalData, has_all_its_links_found) { expect_labelled("urls", "url", TextRule::link); }

TEST(RealPersonalData, has_its_bsn_and_iban_told_from_wrong_ones) {
  auto const rows = real_data::table("pii-nl/nl_number_examples.tsv");
  NEEDS(rows);
  int tried = 0;
  for (auto const& row : rows) {
    if (row.at(0) != "bsn" && row.at(0) != "iban") continue;
    ++tried;
    auto const& number = row.at(1);
    auto const rule = row.at(0) == "bsn" ? TextRule::bsn : TextRule::iban;
    std::vector<Place> const whole{{0, static_cast<std::int64_t>(number.size())}};
    EXPECT_EQ(places(number, rule), row.at(2) == "valid" ? whole : std::vector<Place>{}) << number;
  }
  EXPECT_EQ(tried, 6);
}

TEST(RealHarmlessTexts, all_pass) {
  auto const words = real_data::table("words-nl/trap_words_nl.tsv");
  auto const sentences = real_data::table("words-nl/harmless_sentences_nl.tsv");
  NEEDS(words);
  EXPECT_GT(words.size(), 400U);
  EXPECT_GT(sentences.size(), 500U);
  for (auto const& row : words) EXPECT_EQ(plain_policy().judge({row.at(0)}).outcome, Outcome::pass) << row.at(0);
  for (auto const& row : sentences) EXPECT_EQ(plain_policy().judge({row.at(3)}).outcome, Outcome::pass) << row.at(3);
}

TEST(HateCheck, has_slurs_held_harmless_texts_passed_and_none_refused) {
  auto const counts = real_data::hatecheck();
  NEEDS(counts);
  real_data::Count harmless;
  for (auto const& [functionality, count] : counts) {
    EXPECT_EQ(count.refused, 0) << functionality;
    if (!real_data::is_harmless(functionality)) continue;
    harmless.passed += count.passed;
    harmless.held += count.held;
  }
  auto const& slurs = counts.at("slur_h");
  EXPECT_GE(slurs.held * 100, slurs.all() * 60) << slurs.held << " of " << slurs.all();
  EXPECT_LE(harmless.held * 100, harmless.all() * 15) << harmless.held << " of " << harmless.all();
}

std::string utf8(char32_t sign) {
  std::string out;
  if (sign < 0x800) {
    out += static_cast<char>(0xC0 | (sign >> 6));
  } else if (sign < 0x10000) {
    out += static_cast<char>(0xE0 | (sign >> 12));
    out += static_cast<char>(0x80 | ((sign >> 6) & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (sign >> 18));
    out += static_cast<char>(0x80 | ((sign >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((sign >> 6) & 0x3F));
  }
  return out + static_cast<char>(0x80 | (sign & 0x3F));
}

// Each single sign beyond ASCII that Unicode calls a look-alike of a letter of these names, in the place of that
// letter.
std::vector<std::string> look_alikes(std::vector<std::string> const& names) {
  std::istringstream in(real_data::read("strings/confusables.txt"));
  std::vector<std::string> all;
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    std::string source, semicolon, target, end;
    if (!(fields >> source >> semicolon >> target >> end) || semicolon != ";" || end != ";") continue;
    auto const from = static_cast<char32_t>(std::stoul(target, nullptr, 16));
    auto const to = static_cast<char32_t>(std::stoul(source, nullptr, 16));
    if (from >= 0x80 || to < 0x80) continue;
    for (auto const& name : names) {
      auto const place = name.find(static_cast<char>(from));
      if (place != std::string::npos) all.push_back(name.substr(0, place) + utf8(to) + name.substr(place + 1));
    }
  }
  return all;
}

TEST(RealLookAlikes, of_who_leads_are_refused_or_held) {
  std::vector<std::string> const staff{"Ada Jansen", "Ilse de Vries", "Bram Postma", "Fatima Yilmaz", "Oeds"};
  auto const names = look_alikes(staff);
  NEEDS(names);
  EXPECT_GE(names.size(), 200U);
  int refused = 0;
  for (auto const& name : names) {
    auto const verdict = plain_policy().judge({name, protocol::TextKind::name, staff});
    EXPECT_NE(verdict.outcome, Outcome::pass) << name;
    refused += verdict.outcome == Outcome::refuse ? 1 : 0;
  }
  EXPECT_GE(refused, 200);
  for (auto const& name : staff) {
    for (auto const* unseen : {"\u200B", "\u200D", "\u202E", "\u2066", "\u00AD", "\uFEFF"}) {
      auto const hidden = name.substr(0, 2) + unseen + name.substr(2);
      EXPECT_EQ(plain_policy().judge({hidden, protocol::TextKind::name, staff}).outcome, Outcome::refuse) << name;
    }
  }
}

}  // namespace
