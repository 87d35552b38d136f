// Names that pass for somebody of the staff.

#include <gtest/gtest.h>

#include "moderation/look_alikes.hpp"

namespace {

using protocol::TextReason;

std::vector<std::string> const staff{"Ada Jansen", "Ilse"};

std::optional<TextReason> judged(std::string const& name, moderation::NamesRule const& rule = {}) {
  return moderation::judge_name(name, staff, rule);
}

TEST(NamesOfStaff, are_not_taken_in_other_signs) {
  for (auto const* name : {"Аda Jansen", "Adа Jаnsеn", "Αda Jansen", "Ad\u0430 Jansen", "AdaJansen", "Ada-Jansen",
                           "A d a J a n s e n", "Ｉｌｓｅ", "llse", "1lse", "|lse", "Iⅼse", "𝐈𝐥𝐬𝐞", "ada.jansen",
                           "Ilse (leiding)", "Gespreksleider Ilse", "Ada Jansen - moderator"}) {
    EXPECT_EQ(judged(name), TextReason::looks_like_staff) << name;
  }
}

TEST(NamesOfStaff, may_be_those_of_others_once_somebody_has_looked) {
  for (auto const* name : {"Ilse", "ilse", "ILSE", "Ada Jansen", "Ada Jansen (tafel 3)", "Ada Jansen de Boer"}) {
    EXPECT_EQ(judged(name), TextReason::same_as_staff) << name;
  }
}

TEST(NamesOfStaff, are_not_claimed_by_a_role) {
  for (auto const* name : {"Gespreksleider", "De Leiding", "moderator", "Jan (helpdesk)", "Bibliotheek Sneek", "Аdmin",
                           "M0derator", "petearlieder"}) {
    EXPECT_EQ(judged(name), TextReason::says_it_is_staff) << name;
  }
}

TEST(NamesOfStaff, leave_other_names_alone) {
  for (auto const* name : {"Jan", "Ada", "Ada de Vries", "Ilja", "Elsie", "Else", "Fatima", "محمد", "Ilse de Vries",
                           "Jansen", "Anna Leidinga", "Bo 🇳🇱", "Ád Jansen"}) {
    EXPECT_EQ(judged(name), std::nullopt) << name;
  }
}

TEST(NamesOfStaff, and_others_hold_no_signs_that_hide) {
  for (auto const* name : {"Il\u200Bse", "\u202Eeslⅼ", "Ilse\u2066", "a\u0007", "Il\u00ADse", "\xC3"}) {
    EXPECT_EQ(judged(name), TextReason::name_has_odd_signs) << name;
  }
  EXPECT_EQ(judged(" "), TextReason::name_empty);
  EXPECT_EQ(judged(std::string(80, 'a')), TextReason::name_too_long);
}

TEST(NamesOfStaff, may_be_more_than_those_in_the_room) {
  moderation::NamesRule rule;
  rule.staff = {"Wethouder De Wit"};
  rule.roles = {"baas"};
  EXPECT_EQ(judged("Wethοuder De Wit", rule), TextReason::looks_like_staff);
  EXPECT_EQ(judged("De Baas", rule), TextReason::says_it_is_staff);
  EXPECT_EQ(judged("Moderator", rule), std::nullopt);
}

}  // namespace
