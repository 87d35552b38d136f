#pragma once
// A script for a rehearsed evening as text: who comes, and one row per step. Pure. The format stands in README.md.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "clients/rehearsal/turns_file.hpp"
#include "protocol/vocabulary.hpp"

namespace rehearsal {

enum class Verb {
  raise_hand,
  lower_hand,
  say,
  yield,
  pass,
  card,
  no_sound,
  lose_line,
  come_back,
  give_floor,
  end_turn,
  next_phase,
  previous_phase,
  go_to_phase,
  reveal,
  pause,
  resume,
  freeze_joins,
  open_joins,
  open_queue,
  close_queue,
  start_round,
  end_round
};

struct Actor {
  std::string name;
  protocol::Side side = protocol::Side::online;
  std::optional<int> table;
  bool leads = false;
};

struct Step {
  int row = 0;         // in the file, for messages
  double after_s = 0;  // after the step before
  std::string who;
  Verb verb = Verb::raise_hand;
  std::string text;                    // what is said or written
  std::string target;                  // column, phase or person; "" = the first, none
  std::optional<std::string> refusal;  // the step must be refused for this reason
};

struct Script {
  std::vector<Actor> actors;  // by first appearance
  std::vector<Step> steps;
};

bool is_leading(Verb verb);
std::variant<Script, Unreadable> read_script(std::string_view text);

}  // namespace rehearsal
