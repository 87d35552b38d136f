// Reads scripts; see script_file.hpp. Pure.

#include "clients/rehearsal/script_file.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "protocol/limits.hpp"
#include "protocol/refusals.hpp"

namespace rehearsal {

using namespace protocol;

namespace {

enum class Rest { nothing, quoted, quoted_in, place };  // what follows the phrase

struct Phrase {
  std::string_view words;
  Verb verb;
  Rest rest = Rest::nothing;
};

// Longer phrases stand before shorter ones with the same beginning.
constexpr std::array phrases{
    Phrase{"steekt hand op", Verb::raise_hand},
    Phrase{"laat hand zakken", Verb::lower_hand},
    Phrase{"zegt", Verb::say, Rest::quoted},
    Phrase{"is klaar", Verb::yield},
    Phrase{"past", Verb::pass},
    Phrase{"kaartje", Verb::card, Rest::quoted_in},
    Phrase{"hoort niets", Verb::no_sound},
    Phrase{"verliest verbinding", Verb::lose_line},
    Phrase{"komt terug", Verb::come_back},
    Phrase{"geeft woord aan", Verb::give_floor, Rest::place},
    Phrase{"beeindigt beurt", Verb::end_turn},
    Phrase{"fase volgende", Verb::next_phase},
    Phrase{"fase vorige", Verb::previous_phase},
    Phrase{"fase", Verb::go_to_phase, Rest::place},
    Phrase{"onthult kaartjes", Verb::reveal},
    Phrase{"pauzeert", Verb::pause},
    Phrase{"hervat", Verb::resume},
    Phrase{"sluit deur", Verb::freeze_joins},
    Phrase{"opent deur", Verb::open_joins},
    Phrase{"opent rij", Verb::open_queue},
    Phrase{"sluit rij", Verb::close_queue},
    Phrase{"begint ronde", Verb::start_round},
    Phrase{"eindigt ronde", Verb::end_round},
};

void trim(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
}

// Takes `word` from the front when it stands there as a whole word.
bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word) || (text.size() > word.size() && text[word.size()] != ' ')) return false;
  text.remove_prefix(word.size());
  trim(text);
  return true;
}

std::string_view take_word(std::string_view& text) {
  auto const word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  trim(text);
  return word;
}

// "..." with \" and \\ and \n inside.
std::optional<std::string> take_quoted(std::string_view& text) {
  if (!text.starts_with('"')) return std::nullopt;
  std::string inside;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') {
      text.remove_prefix(i + 1);
      trim(text);
      return inside;
    }
    if (text[i] == '\\' && i + 1 < text.size()) {
      ++i;
      inside += text[i] == 'n' ? '\n' : text[i];
    } else {
      inside += text[i];
    }
  }
  return std::nullopt;
}

class Reading {
 public:
  std::variant<Script, Unreadable> whole(std::string_view text);

 private:
  bool row(std::string_view row);
  bool actor(std::string_view row, bool leads);
  bool step(std::string_view row);
  bool refusal(std::string_view& row, Step& step);
  bool rest(std::string_view row, Rest rest, Step& step);
  std::string_view take_name(std::string_view& row);
  Actor& actor_named(std::string_view name);
  bool wrong(std::string why);

  Script script_;
  int number_ = 0;
  std::string why_;
};

bool Reading::wrong(std::string why) {
  why_ = "row " + std::to_string(number_) + ": " + why;
  return false;
}

Actor& Reading::actor_named(std::string_view name) {
  auto& actors = script_.actors;
  auto const found = std::find_if(actors.begin(), actors.end(), [&](auto const& one) { return one.name == name; });
  if (found != actors.end()) return *found;
  actors.push_back({std::string(name), Side::online, std::nullopt, false});
  return actors.back();
}

// A declared name may have spaces ("Ad van Dam"); the longest one that fits wins. Else it is the first word.
std::string_view Reading::take_name(std::string_view& row) {
  std::string_view best;
  for (auto const& actor : script_.actors) {
    auto attempt = row;
    if (actor.name.size() > best.size() && take(attempt, actor.name)) best = actor.name;
  }
  if (best.empty()) return take_word(row);
  auto const name = row.substr(0, best.size());
  take(row, best);
  return name;
}

// persoon NAAM [online | zaal [tafel N]]; leiding NAAM
bool Reading::actor(std::string_view row, bool leads) {
  Actor one;
  one.leads = leads;
  auto const table = row.rfind(" tafel ");
  if (table != std::string_view::npos) {
    one.table = std::atoi(std::string(row.substr(table + 7)).c_str());
    if (*one.table < TableNumber::min || *one.table > limits::table_number_max) return wrong("a table is 1 to 99");
    row = row.substr(0, table);
  }
  for (auto const& [word, side] : {std::pair{" online", Side::online}, std::pair{" zaal", Side::hall}}) {
    if (!row.ends_with(word)) continue;
    one.side = side;
    row.remove_suffix(std::string_view(word).size());
  }
  trim(row);
  if (row.empty()) return wrong("a name is missing");
  auto& known = script_.actors;
  if (std::any_of(known.begin(), known.end(), [&](auto const& other) { return other.name == row; })) {
    return wrong("'" + std::string(row) + "' has come in already");
  }
  one.name = std::string(row);
  known.push_back(std::move(one));
  return true;
}

// ... => reason
bool Reading::refusal(std::string_view& row, Step& step) {
  auto const arrow = row.rfind("=>");
  if (arrow == std::string_view::npos || row.find('"', arrow) != std::string_view::npos) return true;
  auto reason = row.substr(arrow + 2);
  trim(reason);
  bool const is_known =
      std::any_of(refusal_names.begin(), refusal_names.end(), [&](auto const& one) { return one.second == reason; });
  if (!is_known) return wrong("'" + std::string(reason) + "' is no reason to refuse");
  step.refusal = std::string(reason);
  row = row.substr(0, arrow);
  trim(row);
  return true;
}

bool Reading::rest(std::string_view row, Rest rest, Step& step) {
  if (rest == Rest::quoted || rest == Rest::quoted_in) {
    auto const text = take_quoted(row);
    if (!text) return wrong("a text between \"...\" is missing");
    step.text = *text;
    if (rest == Rest::quoted_in && take(row, "in")) {
      step.target = std::string(row);
      return step.target.empty() ? wrong("in which column?") : true;
    }
  }
  if (rest == Rest::place) {
    step.target = std::string(row);
    return step.target.empty() ? wrong("to whom or to what?") : true;
  }
  return row.empty() ? true : wrong("'" + std::string(row) + "' is too much");
}

bool Reading::step(std::string_view row) {
  Step step;
  step.row = number_;
  auto const time = std::string(take_word(row));
  char* end = nullptr;
  step.after_s = std::strtod(time.c_str() + 1, &end);
  if (end == time.c_str() + 1 || std::string_view(end) != "s" || !(step.after_s >= 0) || step.after_s > 86'400) {
    return wrong("a step begins with a time, as in +1.5s");
  }
  if (!refusal(row, step)) return false;
  step.who = std::string(take_name(row));
  if (step.who.empty()) return wrong("who does it?");
  for (auto const& phrase : phrases) {
    if (!take(row, phrase.words)) continue;
    step.verb = phrase.verb;
    if (!rest(row, phrase.rest, step)) return false;
    auto& actor = actor_named(step.who);
    actor.leads = actor.leads || is_leading(step.verb);
    script_.steps.push_back(std::move(step));
    return true;
  }
  return wrong("'" + std::string(row) + "' is no step");
}

bool Reading::row(std::string_view row) {
  trim(row);
  if (row.empty() || row.starts_with('#')) return true;
  if (row.starts_with('+')) return step(row);
  if (take(row, "persoon")) return actor(row, false);
  if (take(row, "leiding")) return actor(row, true);
  return wrong("a row begins with +, persoon, leiding or #");
}

std::variant<Script, Unreadable> Reading::whole(std::string_view text) {
  while (!text.empty()) {
    ++number_;
    auto const end = text.find('\n');
    if (!row(text.substr(0, end))) return Unreadable{why_};
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  if (script_.steps.empty()) return Unreadable{"the script has no steps"};
  return std::move(script_);
}

}  // namespace

bool is_leading(Verb verb) { return verb >= Verb::give_floor; }

std::variant<Script, Unreadable> read_script(std::string_view text) { return Reading().whole(text); }

}  // namespace rehearsal
