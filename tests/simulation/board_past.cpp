#include "tests/simulation/board_past.hpp"

#include <algorithm>

namespace sim {

using namespace protocol;

namespace {

bool shows(CardState const& state, CardThing const& card, View view) {
  if (state.is_gone || state.is_secret || card.text != state.text || card.is_erased != state.is_erased) return false;
  if (view != View::staff) return state.is_for_all() && !card.hidden_because && !card.held_because;
  bool const tells_of_waiting = state.held && !state.is_erased;
  return card.hidden_because == state.hidden && card.held_because == (tells_of_waiting ? state.held : std::nullopt) &&
         card.returned_with == (tells_of_waiting ? state.note : std::nullopt);
}

bool shows(CardState const& state, OwnCard const& card) {
  return !state.is_gone && card.is_draft == state.is_secret && card.is_hidden == state.hidden.has_value() &&
         card.hidden_because == state.hidden && card.held_because == state.held &&
         card.returned_with == (state.held ? state.note : std::nullopt) && card.text.value_or(state.text) == state.text;
}

bool takes_away(CardState const& before, CardState const& now) {
  return (now.hidden && !before.hidden) || (now.is_erased && !before.is_erased) ||
         (before.hidden && !before.hidden->empty() && now.hidden == "");
}

}  // namespace

template <class Change>
std::string BoardPast::change(CardId const& card, Moment const& moment, Change const& change) {
  auto const found = cards_.find(card.value);
  if (found == cards_.end() || found->second.states.now().is_gone) return "something happened to a card that is gone";
  auto state = found->second.states.now();
  change(state);
  found->second.states.becomes(moment, std::move(state));
  return "";
}

std::string BoardPast::take(Event const& event, Moment const& moment) {
  if (auto const* posted = std::get_if<CardPosted>(&event)) {
    auto& card = cards_[posted->card.value];
    card.author = posted->author;
    card.phase = posted->phase;
    card.is_of_table = posted->table.has_value();
    CardState state;
    state.text = posted->text.text;
    state.is_secret = posted->is_draft;
    state.held = posted->held_because;
    card.states.becomes(moment, std::move(state));
  } else if (auto const* edited = std::get_if<CardEdited>(&event)) {
    return change(edited->card, moment, [&](CardState& card) {
      card.text = edited->text.text;
      card.held = edited->held_because;
      card.note.reset();
    });
  } else if (auto const* retracted = std::get_if<CardRetracted>(&event)) {
    return change(retracted->card, moment, [](CardState& card) { card.is_gone = true; });
  } else if (auto const* revealed = std::get_if<CardsRevealed>(&event)) {
    return reveal(*revealed, moment);
  } else if (auto const* hidden = std::get_if<ItemHidden>(&event)) {
    return hide(hidden->item, moment, &hidden->reason);
  } else if (auto const* restored = std::get_if<ItemRestored>(&event)) {
    return hide(restored->item, moment, nullptr);
  } else if (auto const* made = std::get_if<ThemeMade>(&event)) {
    themes_[made->theme.value].becomes(moment, {made->title.text, made->title.owner});
  } else if (auto const* renamed = std::get_if<ThemeRenamed>(&event)) {
    themes_[renamed->theme.value].becomes(moment, {renamed->title.text, renamed->title.owner});
  } else if (auto const* removed = std::get_if<SeatRemoved>(&event)) {
    drop_drafts(removed->seat, moment);
  } else if (auto const* erased = std::get_if<SeatErased>(&event)) {
    drop_drafts(erased->seat, moment);
    erase(&erased->seat, moment);
  } else if (std::holds_alternative<RoomErased>(event)) {
    for (auto& [id, card] : cards_) drop_drafts(card.author, moment);
    erase(nullptr, moment);
  }
  return rule_on(event, moment);
}

// Only what waits, and is with the staff, is ruled on.
std::string BoardPast::rule_on(Event const& event, Moment const& moment) {
  auto const* published = std::get_if<CardPublished>(&event);
  auto const* returned = std::get_if<CardReturned>(&event);
  if (!published && !returned) return "";
  bool waited = false;
  auto const broken = change(published ? published->card : returned->card, moment, [&](CardState& card) {
    waited = card.held && !card.note && !card.is_secret;
    if (published) card.held.reset();
    if (!returned) return;
    card.note = returned->note.text;
    card.note_by = returned->note.owner;
  });
  return !broken.empty() ? broken : waited ? "" : "a card was ruled on that did not wait";
}

std::string BoardPast::hide(Item const& item, Moment const& moment, PersonalText const* reason) {
  if (item.kind != ItemKind::card) return "";
  return change(CardId{item.id}, moment, [&](CardState& card) {
    card.held.reset();
    card.note.reset();
    card.hidden = reason ? std::optional(reason->text) : std::nullopt;
    card.hidden_by = reason ? reason->owner : SeatId{};
  });
}

std::string BoardPast::reveal(CardsRevealed const& event, Moment const& moment) {
  std::string broken;
  for (auto const& card : event.order) {
    auto const what = change(card, moment, [](CardState& state) { state.is_secret = false; });
    if (!what.empty()) broken = what;
  }
  for (auto const& [id, card] : cards_) {
    auto const& state = card.states.now();
    if (card.phase == event.phase && state.is_secret && !state.is_gone)
      broken = "a secret card was left out of the reveal";
  }
  return broken;
}

void BoardPast::drop_drafts(SeatId const& seat, Moment const& moment) {
  for (auto& [id, card] : cards_) {
    auto state = card.states.now();
    if (card.author != seat || !state.is_secret || state.is_gone) continue;
    state.is_gone = true;
    card.states.becomes(moment, std::move(state));
  }
}

// What they wrote goes: their cards, why they hid one, with which words they gave one back, and what they called a
// theme. With a card goes what its author was told of it.
void BoardPast::erase(SeatId const* seat, Moment const& moment) {
  auto const is_of = [&](SeatId const& one) { return !seat || one == *seat; };
  for (auto& [id, card] : cards_) {
    auto state = card.states.now();
    bool const is_author = is_of(card.author);
    if (is_author) state.text.clear();
    if (is_author) state.is_erased = true;
    if (state.hidden && is_of(state.hidden_by)) state.hidden = "";
    if (state.note && (is_author || is_of(state.note_by))) state.note = "";
    card.states.becomes(moment, std::move(state));
  }
  for (auto& [id, theme] : themes_)
    if (is_of(theme.now().by)) theme.becomes(moment, {"", theme.now().by, true});
}

std::string BoardPast::wrong(CardThing const& card, Sight const& sight) const {
  auto const found = cards_.find(card.id.value);
  if (found == cards_.end()) return "shown before durable: a card";
  auto const& states = found->second.states;
  auto const reached = states.reached(sight, takes_away);
  if (states.was(reached, [&](CardState const& state) { return shows(state, card, sight.view); })) return "";
  if (!states.was(0, [&](CardState const& state) { return state.text == card.text; }))
    return "shown before durable: words of a card";
  auto const& then = states.at(reached);
  if (then.is_gone) return "a card came back that was gone";
  if (then.is_secret) return "a draft was shown before the reveal";
  if (then.is_erased && !card.text.empty()) return "erased came back: a card";
  if (then.hidden && then.hidden->empty() && !card.hidden_because.value_or("").empty())
    return "erased came back: a reason";
  if (then.hidden && sight.view != View::staff) return "hidden came back: a card";
  if (then.held && sight.view != View::staff) return "a waiting card was shown";
  // With words that waited, or with what held of other words.
  if (sight.view != View::staff &&
      !states.was(0, [&](CardState const& state) { return state.text == card.text && state.is_for_all(); }))
    return "a waiting card was shown";
  return "a card is shown as it was not: " + card.id.value;
}

std::string BoardPast::wrong(ThemeThing const& theme, Sight const& sight) const {
  auto const found = themes_.find(theme.id.value);
  if (found == themes_.end()) return "shown before durable: a theme";
  auto const& names = found->second;
  auto const reached = names.reached(
      sight, [](ThemeState const& before, ThemeState const& now) { return now.is_erased && !before.is_erased; });
  auto const bears = [&](ThemeState const& state) { return state.title == theme.title; };
  if (names.was(reached, bears)) return "";
  if (!names.was(0, bears)) return "shown before durable: the name of a theme";
  return names.at(reached).is_erased ? "erased came back: the name of a theme"
                                     : "a theme is shown under a name that it had before";
}

std::string BoardPast::wrong(OwnCard const& card, SeatId const& seat, Sight const& sight) const {
  auto const found = cards_.find(card.id.value);
  if (found == cards_.end()) return "shown before durable: an own card";
  auto const& [author, phase, is_of_table, states] = found->second;
  if (author != card.on_behalf_of.value_or(seat)) return "somebody else's card among the own ones";
  // Own cards come apart from the updates: what those have reached says nothing of them.
  auto const reached = states.reached({sight.view, 0, sight.line_began}, takes_away);
  if (states.was(reached, [&](CardState const& state) { return shows(state, card); })) return "";
  if (states.at(reached).is_erased && !card.text.value_or("").empty()) return "erased came back: an own card";
  return "an own card is told as it was not: " + card.id.value;
}

std::size_t BoardPast::for_all() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      cards_, [](auto const& one) { return !one.second.is_of_table && one.second.states.now().is_for_all(); }));
}

}  // namespace sim
