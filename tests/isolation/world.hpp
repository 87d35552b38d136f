#pragma once
// One evening in one of two worlds. The steps are the same in both; of one kind of secret the content, the author or
// the target differs, or whether it happened at all. Everybody writes down every byte that came, step by step. Nothing
// in a world but its secrets may depend on a secret: dice, ids and the clock are given per step. For tests, one thread.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/isolation/walk.hpp"
#include "tests/unit/engine/stage.hpp"

namespace isolation {

using namespace protocol;

// What one world has and the other has otherwise. Who may notice: in_the_know().
enum class Secret {
  draft_text,
  draft_column,
  draft_exists,
  draft_author,
  hidden_card_text,
  hide_reason,
  who_hid,
  hidden_card_moved,
  built_on_hidden_card,
  dots_before_closing,
  whose_dots,
  dots_on_tablet,
  words_in_hidden_turn,
  gist_of_hidden_turn,
  removed_name,
  removal_reason,
  erased_words,
  trouble,
  who_has_trouble,
  stretch,
  nudges,
  who_entered,
  who_entered_at_table,
  draft_on_tablet,
  refused_join,
  wrong_ticket,
  revoked_device,
  ticket_offered,
  refused_command,
  talk_at_table,
  line_at_table,
  consent_answer,
  sits_with,
  held_card_text,
  held_card_exists
};
BOOST_DESCRIBE_ENUM(Secret, draft_text, draft_column, draft_exists, draft_author, hidden_card_text, hide_reason,
                    who_hid, hidden_card_moved, built_on_hidden_card, dots_before_closing, whose_dots, dots_on_tablet,
                    words_in_hidden_turn, gist_of_hidden_turn, removed_name, removal_reason, erased_words, trouble,
                    who_has_trouble, stretch, nudges, who_entered, who_entered_at_table, draft_on_tablet, refused_join,
                    wrong_ticket, revoked_device, ticket_offered, refused_command, talk_at_table, line_at_table,
                    consent_answer, sits_with, held_card_text, held_card_exists)
inline constexpr auto secrets = describe::names<Secret>;

std::set<std::string> in_the_know(Secret secret);

// Plain numbers, so that a generator can shrink an evening.
struct Step {
  int who = 0;
  int what = 0;  // below everyday_acts: what people do; above: a secret act
  int on = 0;
  int seconds = 0;
};
inline constexpr int everyday_acts = 48;
inline constexpr int kinds_of_acts = everyday_acts + static_cast<int>(secrets.size());

// What everybody heard, by name; "harvest" is what goes home.
struct Told {
  std::map<std::string, std::vector<std::string>> heard;  // one entry per step
  std::map<std::string, std::vector<std::string>> later;  // the same without the steps of the secret acts in question
  std::set<std::string> breaches;                         // marked fields that reached the wrong view
  std::set<std::string> shown_to_staff;
  std::set<std::string> everyday;  // types of the commands that were done in everyday acts
  int secret_acts = 0;
};
Told play(std::vector<Step> const& evening, Secret secret, bool is_other_world);

// Plays the evening and then everything that was done in it again, so many times, under the old ids on new lines.
struct PlayedBack {
  std::string difference;  // "" when nothing happened any more
  int commands = 0;
};
PlayedBack play_back(std::vector<Step> const& evening, int times);

}  // namespace isolation
