// Who may notice a secret: what the two worlds differ in reaches them, and nobody else.

#include "tests/isolation/world.hpp"

namespace isolation {

std::set<std::string> in_the_know(Secret secret) {
  std::set<std::string> const staff{"ada", "rik"};
  auto const with = [&](std::set<std::string> more) {
    more.insert(staff.begin(), staff.end());
    return more;
  };
  switch (secret) {
    case Secret::draft_text: return {"bob"};
    case Secret::draft_column: return {"cem"};
    case Secret::draft_exists: return with({"els"});
    case Secret::draft_author: return with({"bob", "cem"});
    case Secret::hidden_card_text: return with({"hal"});
    case Secret::hide_reason: return with({"hal"});  // the author reads why
    case Secret::who_hid: return {"ada", "rik"};     // who asked is answered
    case Secret::hidden_card_moved: return with({"hal", "els"});
    case Secret::held_card_text: return with({"hal"});
    case Secret::held_card_exists: return with({"hal"});
    case Secret::built_on_hidden_card: return staff;
    case Secret::dots_before_closing: return {"cem"};
    case Secret::whose_dots: return {"bob", "hal"};
    case Secret::dots_on_tablet: return {};
    case Secret::words_in_hidden_turn: return staff;
    case Secret::gist_of_hidden_turn: return staff;
    case Secret::removed_name:
      // they saw it while it stood there
      return with({"bob", "cem", "hal", "uli", "tom", "nel", "tia", "tim", "vic", "tab"});
    case Secret::removal_reason: return {};
    case Secret::erased_words:
      // until they were erased
      return with({"bob", "cem", "hal", "uli", "tom", "nel", "tia", "tim", "vic", "tab"});
    case Secret::trouble: return with({"bob"});
    case Secret::who_has_trouble: return with({"cem", "els"});
    case Secret::stretch: return with({"els"});
    case Secret::nudges: return {"els"};
    case Secret::who_entered: return {"uli", "tom"};
    case Secret::who_entered_at_table: return {"uli", "tab"};
    case Secret::draft_on_tablet: return {};
    case Secret::refused_join: return {"deur"};
    case Secret::wrong_ticket: return {"deur"};
    case Secret::revoked_device: return staff;
    case Secret::ticket_offered: return {"ada"};
    case Secret::refused_command: return {"bob"};
    case Secret::consent_answer: return {"bob"};
    case Secret::sits_with: return with({"els", "cem", "hal"});
    case Secret::talk_at_table: return with({"tia", "tim", "oogst"});  // who sit there; what was said goes home
    case Secret::line_at_table: return with({"tia", "tim"});
  }
  return {};
}

}  // namespace isolation
