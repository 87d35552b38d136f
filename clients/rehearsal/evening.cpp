// Brings the neighbours together, leads when asked to, and looks at the end whether all was whole. See evening.hpp.

#include "clients/rehearsal/evening.hpp"

#include <algorithm>
#include <cmath>

#include "clients/rehearsal/neighbour.hpp"
#include "clients/rehearsal/whole.hpp"
#include "clients/rehearsal/words.hpp"

namespace rehearsal {

using namespace protocol;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

// Leads a rehearsed evening: gives the floor to whom the server proposes, starts rounds, reveals, goes through phases.
class Leader {
 public:
  Leader(Loop& loop, EveningPlan const& plan, std::size_t phases)
      : loop_(loop), plan_(plan), person_(loop, *plan.leading, Who{"Ilse"}), phases_(phases) {}

  void begin() {
    person_.come_in();
    live();
  }
  void stop() { life_.reset(); }
  Person& person() { return person_; }

 private:
  void live() {
    loop_.after(microseconds(std::llround(1.2e6 / plan_.pace)), life_, [this] {
      if (person_.is_in() && !is_asking_) act();
      live();
    });
  }

  void ask(Command command) {
    is_asking_ = true;
    // A refusal is fine: somebody may have yielded or written in the same moment.
    person_.ask(std::move(command), [this](Answer const&) { is_asking_ = false; });
  }

  PhaseThing const* phase_at(int position) const {
    for (auto const* phase : person_.store().all<PhaseThing>()) {
      if (phase->position == position) return phase;
    }
    return nullptr;
  }

  // Each phase lasts its share of the rehearsal; without an end it lasts its own minutes.
  std::int64_t phase_ms(PhaseThing const& phase) const {
    auto const minutes = plan_.minutes > 0 ? plan_.minutes / static_cast<double>(phases_) : phase.minutes;
    return std::llround(minutes * 60'000);
  }

  void act() {
    auto const& store = person_.store();
    auto const* room = store.room();
    auto const* floor = store.floor();
    auto const* phase = room->phase ? store.find<PhaseThing>(room->phase->value) : nullptr;
    if (phase == nullptr || room->is_closed || room->is_paused) return;
    if (phase->id != phase_seen_) {
      phase_seen_ = phase->id;
      phase_seen_at_us_ = loop_.now_us();
      has_had_round_ = false;
    }
    if (phase->floor == FloorMode::round && !floor->round && !has_had_round_) {
      has_had_round_ = true;
      return ask(StartRound{});
    }
    if (person_.own() && person_.own()->is_speaking) return ask(YieldFloor{});  // has summed up
    if (!floor->speaker && floor->next) return ask(GrantFloor{*floor->next, std::nullopt});
    bool const is_over = loop_.now_us() - phase_seen_at_us_ > phase_ms(*phase) * 1000;
    if (!is_over) return;
    if (phase->writing == WritingMode::silent && !phase->is_revealed && phase->drafts.value_or(0) > 0) {
      return ask(RevealCards{phase->id});
    }
    auto const* next = phase_at(phase->position + 1);
    if (next == nullptr && plan_.minutes <= 0) next = phase_at(0);
    if (next != nullptr) ask(StartPhase{next->id, phase->id});
  }

  Loop& loop_;
  EveningPlan const& plan_;
  Person person_;
  std::size_t phases_;
  std::shared_ptr<int> life_ = std::make_shared<int>(0);
  PhaseId phase_seen_;
  std::int64_t phase_seen_at_us_ = 0;
  bool has_had_round_ = false;
  bool is_asking_ = false;
};

// Every second neighbour sits in the hall, some at a numbered table.
Who who_is(int index) {
  auto const all = words::names();
  auto const at = static_cast<std::size_t>(index);
  Who who{std::string(all[at % all.size()]), index % 2 == 0 ? Side::online : Side::hall, std::nullopt};
  if (at >= all.size()) who.name += " " + std::to_string(at / all.size() + 1);
  if (who.side == Side::hall) who.table = 1 + index / 2 % 6;
  return who;
}

// Every card that was answered with done must still be among the own cards: an acknowledged thing is never lost.
void check_cards(Neighbour& neighbour, std::vector<std::string>& missing) {
  if (!neighbour.person().own()) return;
  std::multiset<std::string> found;
  for (auto const& card : neighbour.person().own_cards()) found.insert(neighbour.person().text_of(card));
  if (found != neighbour.kept_cards()) {
    missing.push_back(neighbour.person().name() + ": " + std::to_string(neighbour.kept_cards().size()) +
                      " cards were acknowledged, " + std::to_string(found.size()) + " are there");
  }
}

}  // namespace

EveningResult live_evening(Loop& loop, EveningPlan const& plan) {
  EveningResult result;
  std::optional<Leader> leader;
  if (plan.leading) leader.emplace(loop, plan, plan_of_an_evening().phases.size()).begin();
  std::vector<std::unique_ptr<Neighbour>> neighbours;
  std::random_device source;
  for (int i = 0; i < plan.people; ++i) {
    neighbours.push_back(std::make_unique<Neighbour>(loop, plan, who_is(i), source(), result));
    neighbours.back()->begin();
  }
  auto const forever = std::chrono::hours(24 * 365 * 10);
  auto const lasts = milliseconds(std::llround(plan.minutes * 60'000));
  // Turned away for good means that the evening is over for us; better said at once than after hours.
  auto const is_anybody_turned_away = [&] {
    return std::any_of(neighbours.begin(), neighbours.end(),
                       [](auto const& one) { return one->person().is_refused_entry(); });
  };
  loop.run_until(is_anybody_turned_away, plan.minutes > 0 ? lasts : milliseconds(forever));

  std::vector<Person*> people;
  for (auto& one : neighbours) {
    one->stop();
    people.push_back(&one->person());
  }
  if (leader) {
    leader->stop();
    people.push_back(&leader->person());
  }
  result.missing = what_is_missing(loop, people);
  for (auto& one : neighbours) check_cards(*one, result.missing);
  for (auto* person : people) person->leave();
  loop.run_for(milliseconds(200));
  return result;
}

}  // namespace rehearsal
