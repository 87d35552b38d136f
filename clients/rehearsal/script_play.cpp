// Plays scripts; see script_play.hpp.

#include "clients/rehearsal/script_play.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "clients/rehearsal/whole.hpp"

namespace rehearsal {

using namespace protocol;
using std::chrono::milliseconds;

namespace {

using Wanted = std::variant<Command, std::string>;  // what to ask, or why it cannot be asked

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char sign) { return static_cast<char>(sign >= 'A' && sign <= 'Z' ? sign + 32 : sign); });
  return text;
}

bool is_named(std::string const& wanted, std::string const& id, std::string const& title) {
  auto const name = lower(wanted);
  return name == lower(id) || lower(title).starts_with(name);
}

std::vector<PhaseThing const*> phases_of(Store const& store) {
  auto phases = store.all<PhaseThing>();
  std::sort(phases.begin(), phases.end(), [](auto* a, auto* b) { return a->position < b->position; });
  return phases;
}

class Stage {
 public:
  Stage(Loop& loop, ScriptPlay const& play) : loop_(loop), play_(play) {}
  std::vector<std::string> run();

 private:
  bool gather();
  void play(Step const& step);
  void wait_until_level();
  Wanted command_for(Step const& step, Person const& who) const;
  Wanted leading_command_for(Step const& step, Person const& who) const;
  Wanted phase_command(Step const& step, Store const& store) const;
  Wanted card_command(Step const& step, Store const& store) const;
  std::vector<Person*> everybody();

  Loop& loop_;
  ScriptPlay const& play_;
  std::map<std::string, std::unique_ptr<Person>> people_;
  std::vector<std::string> missing_;
};

std::vector<Person*> Stage::everybody() {
  std::vector<Person*> people;
  for (auto& [name, person] : people_) people.push_back(person.get());
  return people;
}

bool Stage::gather() {
  for (auto const& actor : play_.script.actors) {
    Door door{play_.address, play_.room};
    if (actor.leads) {
      auto leading = enter_as_staff(play_.address, play_.room, actor.name);
      if (auto const* failed = std::get_if<Failed>(&leading)) {
        missing_.push_back(actor.name + ": " + failed->why);
        return false;
      }
      door = std::get<Door>(leading);
    }
    auto& person = people_[actor.name];
    person = std::make_unique<Person>(loop_, door, Who{actor.name, actor.side, actor.table});
    person->come_in();
    if (person->wait_until([&] { return (person->is_in() && person->own()) || person->is_refused_entry(); }) &&
        person->is_in()) {
      continue;
    }
    missing_.push_back(actor.name + " could not come in");
    return false;
  }
  return true;
}

// So that the next one to act has seen what the last one did.
void Stage::wait_until_level() {
  loop_.run_until(
      [&] {
        std::map<View, std::int64_t> head;
        return std::all_of(people_.begin(), people_.end(), [&](auto const& entry) {
          auto const& person = *entry.second;
          if (!person.is_in()) return true;  // lost its line, as written
          return head.emplace(person.store().view(), person.store().n()).first->second == person.store().n();
        });
      },
      milliseconds(2'000));
}

void Stage::play(Step const& step) {
  loop_.run_for(milliseconds(std::llround(step.after_s * 1000 / play_.pace)));
  if (loop_.is_stop_asked()) return;
  wait_until_level();
  auto& who = *people_.at(step.who);
  auto const at = "row " + std::to_string(step.row) + ": " + step.who + ": ";
  if (step.verb == Verb::lose_line) return who.lose_line();
  if (step.verb == Verb::come_back) {
    who.come_in();
    if (!who.wait_until([&] { return who.is_in(); })) missing_.push_back(at + "did not come back");
    return;
  }
  auto const wanted = command_for(step, who);
  if (auto const* why = std::get_if<std::string>(&wanted)) return missing_.push_back(at + *why);
  auto const answer = who.ask_and_wait(std::get<Command>(wanted));
  auto const heard = answer ? in_words(*answer) : "no answer";
  auto const expected = step.refusal ? "refused " + *step.refusal : "done";
  bool const is_as_written = heard == expected || (step.refusal && heard.starts_with(expected + " ("));
  if (!is_as_written) missing_.push_back(at + "expected " + expected + ", heard " + heard);
  if (play_.tell) play_.tell(at + heard);
}

Wanted Stage::command_for(Step const& step, Person const& who) const {
  switch (step.verb) {
    case Verb::raise_hand: return RequestFloor{};
    case Verb::lower_hand: return LowerHand{};
    case Verb::say: return Say{{step.text}};
    case Verb::yield: return YieldFloor{};
    case Verb::pass: return Pass{};
    case Verb::card: return card_command(step, who.store());
    case Verb::no_sound: return SignalTrouble{Trouble::no_sound};
    default: return leading_command_for(step, who);
  }
}

Wanted Stage::leading_command_for(Step const& step, Person const& who) const {
  auto const& store = who.store();
  auto const& speaker = store.floor()->speaker;
  switch (step.verb) {
    case Verb::give_floor: {
      auto const found = people_.find(step.target);
      if (found == people_.end() || !found->second->seat()) return "there is no " + step.target;
      return GrantFloor{*found->second->seat(), speaker ? std::optional(speaker->turn) : std::nullopt};
    }
    case Verb::end_turn:
      if (!speaker) return "nobody speaks";
      return EndTurn{speaker->turn};
    case Verb::reveal:
      if (!store.room()->phase) return "no phase runs";
      return RevealCards{*store.room()->phase};
    case Verb::pause: return PauseRoom{};
    case Verb::resume: return ResumeRoom{};
    case Verb::freeze_joins: return FreezeJoins{};
    case Verb::open_joins: return OpenJoins{};
    case Verb::open_queue: return OpenQueue{};
    case Verb::close_queue: return CloseQueue{};
    case Verb::start_round: return StartRound{};
    case Verb::end_round: return EndRound{};
    default: return phase_command(step, store);
  }
}

Wanted Stage::phase_command(Step const& step, Store const& store) const {
  auto const phases = phases_of(store);
  auto const running = store.room()->phase.value_or(PhaseId{});
  auto const here = std::find_if(phases.begin(), phases.end(), [&](auto* one) { return one->id == running; });
  if (here == phases.end()) return "no phase runs";
  auto to = phases.end();
  if (step.verb == Verb::next_phase) to = here + 1;
  if (step.verb == Verb::previous_phase && here != phases.begin()) to = here - 1;
  if (step.verb == Verb::go_to_phase) {
    to = std::find_if(phases.begin(), phases.end(), [&](auto* one) {
      return is_named(step.target, one->id.value, one->title) || is_named(step.target, one->key, one->title);
    });
  }
  if (to == phases.end()) return "there is no such phase";
  return StartPhase{(*to)->id, running};
}

Wanted Stage::card_command(Step const& step, Store const& store) const {
  auto columns = store.all<ColumnThing>();
  std::sort(columns.begin(), columns.end(), [](auto* a, auto* b) { return a->position < b->position; });
  auto const running = store.room()->phase.value_or(PhaseId{});
  for (auto const* column : columns) {
    if (column->phase != running) continue;
    if (step.target.empty() || is_named(step.target, column->id.value, column->title)) {
      return PostCard{column->id, {step.text}, std::nullopt};
    }
  }
  return "this phase has no column " + step.target;
}

std::vector<std::string> Stage::run() {
  if (!gather()) return missing_;
  for (auto const& step : play_.script.steps) play(step);
  if (loop_.is_stop_asked()) missing_.push_back("stopped before the end of the script");
  std::vector<Person*> inside;
  for (auto* person : everybody()) {
    // Who lost the line by script and was not written back in cannot be compared.
    bool const is_away_by_script = !person->is_in() && !person->is_refused_entry();
    if (!is_away_by_script || !person->conversation().open().empty()) inside.push_back(person);
  }
  auto const missing = what_is_missing(loop_, inside);
  missing_.insert(missing_.end(), missing.begin(), missing.end());
  for (auto* person : everybody()) person->leave();
  loop_.run_for(milliseconds(100));
  return missing_;
}

}  // namespace

std::vector<std::string> play_script(Loop& loop, ScriptPlay const& play) { return Stage(loop, play).run(); }

}  // namespace rehearsal
