// Personal data: what is found, where exactly, and what is left alone. Brackets mark what has to be found.

#include "moderation/personal_data.hpp"

#include <gtest/gtest.h>

#include "moderation/numbers.hpp"

namespace {

using moderation::Does;
using moderation::Found;
using moderation::Rules;
using protocol::TextRule;

struct Marked {
  std::string text;
  std::vector<std::pair<std::size_t, std::size_t>> places;
};

// "Bel {06-12345678}." -> the text, and where the braces were.
Marked marked(std::string_view written) {
  Marked all;
  std::size_t from = 0;
  for (auto const sign : written) {
    if (sign == '{') {
      from = all.text.size();
    } else if (sign == '}') {
      all.places.emplace_back(from, all.text.size());
    } else {
      all.text += sign;
    }
  }
  return all;
}

void find(TextRule rule, std::vector<std::string> const& rows) {
  for (auto const& row : rows) {
    auto const [text, places] = marked(row);
    std::vector<Found> wanted;
    for (auto const& [from, to] : places) wanted.push_back({rule, from, to});
    auto const found = moderation::find_personal(text, Rules{});
    std::string said;
    for (auto const& one : found) said += " [" + text.substr(one.from, one.to - one.from) + "]";
    EXPECT_TRUE(found == wanted) << row << " found:" << said;
  }
}

TEST(PersonalData, finds_dutch_telephone_numbers) {
  find(TextRule::phone, {
                            "Bel {06-12345678}.",
                            "{0612345678}",
                            "of {06 12 34 56 78}, na zessen",
                            "{06 1234 5678}",
                            "({06-12345678})",
                            "({0512 345678}",
                            "tel:{0512-345678}",
                            "tel-{0512 345678}",
                            "{(0512) 34 56 78}",
                            "{(06)12345678}",
                            "{+31 6 12345678}",
                            "{+31612345678}",
                            "{+31 (0)6 12345678}",
                            "{0031 512 345678}",
                            "{0800-1234} is gratis",
                            "{0900 8844}",
                            "{058 - 234 56 78}",
                            "{058–2345678}",
                            "{058.234.56.78}",
                            "{06-12345678} of {0512-345678}",
                            "{06-12345678} 10 uur",
                            "{06-12345678}/{0512-345678}",
                        });
}

TEST(PersonalData, leaves_other_numbers_alone) {
  find(TextRule::phone, {
                            "06-10-2026 20:30",
                            "06-10-26 20.30 uur",
                            "op 01-02-2026 om 10 uur",
                            "1234567890",
                            "5348573857385",
                            "€ 0612345678901",
                            "in 2026 kwamen 1250 mensen, in 2025 900",
                            "09.30-10.00 uur",
                            "0,0612345678",
                            "12-0612345678",
                            "a0612345678",
                            "06-06-06-06-06-06-06-06",
                            "0612345678a",
                            "14 0512",
                            "112",
                        });
}

TEST(PersonalData, finds_mail_addresses) {
  find(TextRule::email, {
                            "Mail {jan@example.nl}.",
                            "{jan.de-vries+wijk@post.example.nl}",
                            "<{a@b.co}>",
                            "{jan(at)example.nl}",
                            "{jan [at] example.nl}",
                            "{søren@exämple.nl}",
                            "wij zijn @plekberaad en apen@ in de boom. Mooi.",
                            "3 @ 2,50. Mooi",
                        });
}

TEST(PersonalData, finds_links) {
  find(TextRule::link, {
                           "Kijk op {www.example.nl}.",
                           "({https://example.nl/a?b=c#d})",
                           "{HTTP://EXAMPLE.NL}",
                           "{example.nl}",
                           "{bieb.example.frl/agenda}, morgen",
                           "{jan.example.com:8080/x}",
                           "{kijk.de/huis}",
                           "{https://example.nl/?mail=jan@example.nl}",
                           "Het huis.de tuin",
                           "Ik ben klaar.Net als jij",
                           "d.w.z. niet, o.a. hier, 3.5 en 10.30",
                           "Ik kom.Nu",
                       });
}

TEST(PersonalData, finds_bsn_by_its_proof) {
  find(TextRule::bsn, {
                          "BSN {111222333}",
                          "{1112.22.333}",
                          "{111 222 333}",
                          "mijn bsn is {12345672}",
                          "12345672 fietsen",
                          "111222334",
                          "1112223334",
                          "1.111.222.333",
                          "111.222.333,50",
                          "€ 111.222.333",
                          "000000000",
                          "A111222333",
                      });
}

TEST(PersonalData, finds_iban_by_its_remainder) {
  find(TextRule::iban, {
                           "{NL91 ABNA 0417 1643 00}",
                           "naar {NL91ABNA0417164300}.",
                           "naar {nl91abna0417164300} Jan",
                           "{NL91 ABNA 0417 1643 00} Jan de Vries",
                           "{BE68 5390 0754 7034}",
                           "{DE89 3704 0044 0532 0130 00}",
                           "NL91 ABNA 5417 1643 01",
                           "NL56 3003 0A17 1643 00",
                           "NL91 ABNA 0417 1643 000",
                           "XX91 ABNA 5417 1643 00",
                       });
}

TEST(PersonalData, finds_postcode_with_house_number) {
  find(TextRule::address, {
                              "{8601 AB 12}",
                              "{8601AB, 12a}",
                              "{8601ab 12-3}",
                              "{8601 AB nr. 12}",
                              "{Dorpsstraat 12, 8601 AB} Sneek",
                              "Hij woont {Van der Hoopstraat 12a 8601AB}.",
                              "8601 AB Sneek",
                              "8601 SS 12",
                              "in 2026 de 10 beste",
                              "Dorpsstraat 12 is de bieb",
                              "0601 AB 12",
                          });
}

TEST(PersonalData, finds_plates_of_all_series) {
  find(TextRule::plate, {
                            "{AB-12-34}", "{12-34-AB}",  "{12-AB-34}",       "{AB-12-CD}", "{AB-CD-12}", "{12-AB-CD}",
                            "{12-GBB-3}", "{1-KBB-34}",  "{GB-123-K}",       "{G-123-KB}", "{KBB-12-G}", "{G-12-KBB}",
                            "{1-GB-234}", "{123-GB-4}",  "auto {kn-12-34}!", "3-mei-26",   "12-AUG-6",   "12-10-26",
                            "12-jan-26",  "AB-12-34-56", "1-op-100",         "x-AB-12-34",
                        });
}

TEST(PersonalData, counts_the_11_proof) {
  for (auto const* good : {"111222333", "123456782"}) EXPECT_TRUE(moderation::is_bsn(good)) << good;
  for (auto const* bad : {"111222334", "123456789", "11122233", "000000000", ""}) {
    EXPECT_FALSE(moderation::is_bsn(bad)) << bad;
  }
}

TEST(PersonalData, is_masked_so_that_nothing_is_left) {
  struct Row {
    std::string text, masked;
  };
  for (auto const& [text, wanted] : std::vector<Row>{
           {"Bel 06-12345678 of mail jan@example.nl!", "Bel [telefoonnummer] of mail [e-mailadres]!"},
           {"www.example.nl NL91ABNA0417164300 111222333", "[link] [rekeningnummer] [BSN]"},
           {"8601 AB 12, AB-12-34", "[adres], [kenteken]"},
           {"niets aan de hand", "niets aan de hand"},
       }) {
    EXPECT_EQ(moderation::masked(text, Rules{}), wanted);
    EXPECT_TRUE(moderation::find_personal(wanted, Rules{}).empty()) << wanted;
  }
}

TEST(PersonalData, of_a_rule_that_is_off_is_left_and_not_found_as_something_else) {
  Rules rules;
  rules.iban = Does::off;
  EXPECT_TRUE(moderation::find_personal("NL91 ABNA 0417 1643 00", rules).empty());
  EXPECT_EQ(moderation::masked("NL91 ABNA 0417 1643 00", rules), "NL91 ABNA 0417 1643 00");
}

TEST(PersonalData, lets_links_to_chosen_hosts_pass_and_none_that_only_looks_so) {
  Rules rules;
  rules.link.allowed = {"example.nl", "https://www.fryslan.frl"};
  for (auto const* fine : {"example.nl", "https://www.example.nl/x", "bieb.example.nl", "fryslan.frl"}) {
    EXPECT_TRUE(moderation::find_personal(fine, rules).empty()) << fine;
  }
  for (auto const* other : {"anderexample.nl", "example.nl.evil.com", "https://example.nl@evil.com/",
                            "https://evil.com/example.nl", "https://evil.com\\@example.nl", "example.com"}) {
    EXPECT_FALSE(moderation::find_personal(other, rules).empty()) << other;
  }
}

}  // namespace
