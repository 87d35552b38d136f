// See leader.hpp.

#include "tests/resume/leader.hpp"

#include <algorithm>

namespace resume {

using namespace protocol;
using namespace rehearsal;

namespace {

constexpr std::int64_t turn_us = 1'200'000, look_again_us = 100'000;
// Blows come six together and then none for a while: each ends resuming through what was told before it, and lines
// that only ever get the whole room would not try resuming.
constexpr std::int64_t between_blows_us = 100'000, calm_us = 1'400'000;
constexpr int blows_together = 6;

ThingKey key_of(Item const& item) {
  return {std::string{item.kind == ItemKind::card ? CardThing::type : TurnThing::type}, item.id};
}

ThingKey key_of(SeatId const& seat) { return {std::string{SeatThing::type}, seat.value}; }

}  // namespace

void TakenAway::watch(Person& onlooker) {
  onlookers_.push_back(&onlooker);
  onlooker.on_push = [this, &onlooker](Push const& push) {
    if (auto const* page = std::get_if<Snapshot>(&push)) look(onlooker, page->things);
    if (auto const* update = std::get_if<Update>(&push)) look(onlooker, update->changed);
  };
}

void TakenAway::add(ThingKey const& key) {
  auto& begun = lines_[key];
  for (auto const* onlooker : onlookers_) begun[onlooker] = onlooker->times_back();
}

void TakenAway::look(Person const& onlooker, std::vector<Thing> const& things) {
  for (auto const& thing : things) {
    auto const found = lines_.find(rehearsal::key_of(thing));
    if (found == lines_.end()) continue;
    auto const* seat = std::get_if<SeatThing>(&thing);
    if (seat && seat->name.empty() && seat->label.empty()) continue;     // who was removed may leave words behind
    if (onlooker.times_back() <= found->second.at(&onlooker)) continue;  // a line from before, that hears of it yet
    report_.faults.push_back(onlooker.name() + " is shown " + found->first.type + " " + found->first.id +
                             " on a line that was begun after it had been taken away");
  }
}

Leader::Leader(Loop& loop, Door door, std::uint64_t seed, StormReport& report)
    : loop_(loop), person_(loop, std::move(door), Who{"Ilse"}), dice_(seed), report_(report), taken_(report) {
  person_.on_push = [this](Push const& push) {
    if (auto const* page = std::get_if<Snapshot>(&push)) note_turns(page->things);
    if (auto const* update = std::get_if<Update>(&push)) note_turns(update->changed);
  };
}

void Leader::note_turns(std::vector<Thing> const& things) {
  for (auto const& thing : things)
    if (auto const* turn = std::get_if<TurnThing>(&thing)) talk_.insert_or_assign(turn->id.value, *turn);
}

// In the order of the talk.
std::vector<TurnThing> Leader::talk() const {
  std::vector<TurnThing> turns;
  for (auto const& [id, turn] : talk_) turns.push_back(turn);
  std::ranges::sort(turns, {}, &TurnThing::position);
  return turns;
}

void Leader::leads(Talker& talker) {
  talkers_.push_back(&talker);
  watch(talker.person());
}

void Leader::lead() {
  if (is_asking_ || !person_.is_in()) return;
  auto const now = loop_.now_us();
  if (now >= floor_at_us_) return give_floor();
  if (now >= blow_at_us_ && !is_mild_) next_blow();
}

// To whoever is next, and ends turns that last too long.
void Leader::give_floor() {
  floor_at_us_ = loop_.now_us() + look_again_us;
  auto const* floor = person_.store().floor();
  if (!floor || (!floor->speaker && !floor->next)) return;
  if (floor->speaker) return ask(EndTurn{floor->speaker->turn}, [] {});
  ask(GrantFloor{*floor->next, std::nullopt}, [this] { floor_at_us_ = loop_.now_us() + turn_us; });
}

void Leader::next_blow() {
  blow_at_us_ = loop_.now_us() + (++blows_ % blows_together == 0 ? calm_us : between_blows_us);
  switch (blows_ % blows_together) {
    case 0:
    case 5: return hide_card();
    case 1: return hide_turn();
    case 2: return show_again();
    case 3: return remove_one();
    default: return change_role();
  }
}

void Leader::hide_card() {
  auto cards = person_.store().all<CardThing>();
  std::erase_if(cards, [](auto const* card) { return card->hidden_because.has_value(); });
  if (!cards.empty()) hide({ItemKind::card, cards[die(cards.size())]->id.value}, report_.cards_hidden);
}

void Leader::hide_turn() {
  auto turns = person_.store().all<TurnThing>();
  std::erase_if(turns, [](auto const* turn) { return turn->hidden_because || !turn->how || turn->words.empty(); });
  if (!turns.empty()) return hide({ItemKind::turn, turns[die(turns.size())]->id.value}, report_.turns_hidden);
  hide_card();
}

void Leader::hide(Item const& item, long& count) {
  ask(HideItem{item, {"even niet"}}, [this, item, &count] {
    taken_.add(key_of(item));
    hidden_.push_back(item);
    ++count;
  });
}

void Leader::show_again() {
  if (hidden_.size() < 3) return;
  auto const place = hidden_.begin() + static_cast<std::ptrdiff_t>(die(hidden_.size()));
  auto const item = *place;
  hidden_.erase(place);
  taken_.give_back(key_of(item));
  ask(RestoreItem{item}, [this] { ++report_.shown_again; });
}

// What somebody asked who is removed meanwhile may or may not act: they finish first, so that all can be counted.
void Leader::remove_one() {
  if (leaving_ && leaving_->is_quiet()) {
    auto* const talker = std::exchange(leaving_, nullptr);
    return ask(RemoveSeat{*talker->person().seat(), {"stoorde"}}, [this, talker] {
      taken_.add(key_of(*talker->person().seat()));
      removed_.insert(talker);
      ++report_.removed;
    });
  }
  if (leaving_) return;
  auto const one = std::ranges::find_if(talkers_, [&](auto* talker) {
    return talker->person().who().takes_no && !has_removed(*talker) && talker->person().seat();
  });
  if (one == talkers_.end()) return;
  leaving_ = *one;
  leaving_->rest();
}

// Into another view and back; an observer's counters are not those of a participant.
void Leader::change_role() {
  auto& person = talkers_[die(std::min<std::size_t>(talkers_.size(), 10))]->person();
  auto const* seat = person.seat() ? person_.store().find<SeatThing>(person.seat()->value) : nullptr;
  if (!seat) return;
  auto const role = seat->role == Role::observer ? Role::participant : Role::observer;
  ask(AssignRole{seat->id, role}, [this] { ++report_.roles_changed; });
}

void Leader::ask(Command what, std::function<void()> when_done) {
  is_asking_ = true;
  person_.ask(std::move(what), [this, when_done = std::move(when_done)](Answer const& answer) {
    is_asking_ = false;
    if (is_done(answer)) when_done();
  });
}

// At the end the hall screen shows what the leader sees and has not hidden, all of it and nothing else.
std::vector<std::string> Leader::what_is_wrong(Person const& screen) const {
  std::vector<std::string> wrong;
  std::set<std::string> for_all;
  for (auto const* card : person_.store().all<CardThing>()) {
    auto const* shown = screen.store().find<CardThing>(card->id.value);
    if (card->hidden_because.has_value() != taken_.contains(key_of(Item{ItemKind::card, card->id.value})))
      wrong.push_back("it is not as the leader left it: card '" + card->text + "'");
    if (!card->hidden_because) for_all.insert(card->id.value);
    if (!card->hidden_because && (!shown || shown->text != card->text))
      wrong.push_back("the hall screen does not show '" + card->text + "'");
  }
  for (auto const* card : screen.store().all<CardThing>())
    if (!for_all.contains(card->id.value)) wrong.push_back("the hall screen shows '" + card->text + "'");
  for (auto const* turn : screen.store().all<TurnThing>())
    if (taken_.contains(key_of(Item{ItemKind::turn, turn->id.value})))
      wrong.push_back("the hall screen shows a hidden turn");
  return wrong;
}

}  // namespace resume
