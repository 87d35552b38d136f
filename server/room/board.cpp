// The board, see board.hpp.

#include "server/room/board.hpp"

#include <algorithm>

#include "server/room/floors.hpp"
#include "server/room/holding.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/standing.hpp"
#include "server/room/themes.hpp"

namespace room::board {
namespace {

bool is_mine(Asking const& asking, Card const& card) {
  return card.author == asking.me() || card.entered_by == asking.me();
}

// The card when this person may know that it exists. Somebody else's draft is answered like a card that never was.
Card const* card_known(Asking const& asking, CardId const& id) {
  auto const found = asking.room.board.cards.find(id);
  if (found == asking.room.board.cards.end()) return nullptr;
  auto const& card = found->second;
  if (is_mine(asking, card)) return &card;
  if (card.is_draft || ((card.is_hidden || card.held) && !is_staff(asking.seat->role))) return nullptr;
  if (card.is_kept && !is_staff(asking.seat->role) && table_of(asking.room, *asking.seat) != card.table) return nullptr;
  return &card;
}

// What a card can build on hangs there for everybody; whoever does not see it is told nothing of it.
std::optional<Denied> cannot_build_on(Asking const& asking, CardId const& id) {
  auto const* card = card_known(asking, id);
  if (!card || card->is_hidden || card->held || card->is_erased) return Denied{Refusal::card_unknown, "builds_on"};
  if (card->is_draft || card->is_kept) return Denied{Refusal::card_is_secret, "builds_on"};
  return std::nullopt;
}

CardOrigin origin_of(Asking const& asking, PostCard const& ask, ForWhom const& whose) {
  if (ask.is_from_paper.value_or(false)) return CardOrigin::paper;
  if (!is_person(asking.seat->role)) return CardOrigin::tablet;
  return whose.by ? CardOrigin::host : CardOrigin::phone;
}

}  // namespace

Decision post(Asking& asking, PostCard const& ask) {
  auto const whose = for_whom(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  if (!may(whose.seat->role, command_index<PostCard>())) return refuse(Refusal::not_allowed, "on_behalf_of");
  auto const* phase = running_phase(asking.room);
  if (writing_now(asking.room) == WritingMode::none) return refuse(Refusal::writing_closed);
  if (phase_of_column(asking.room, ask.column) != phase) return refuse(Refusal::column_unknown, "column");
  if (phase->board_is_frozen) return refuse(Refusal::board_frozen);
  if (ask.text.value.empty()) return refuse(Refusal::text_empty, "text");
  if (asking.room.board.cards.size() >= limits::cards_max) return refuse(Refusal::board_full);
  if (ask.builds_on)
    if (auto denied = cannot_build_on(asking, *ask.builds_on)) return *denied;
  bool const is_draft = phase->plan.writing == WritingMode::silent && !phase->is_revealed;
  CardPosted event{
      fresh_card(asking), ask.column, phase->plan.id, whose.seat->id, PersonalText{whose.seat->id, ask.text.value},
      is_draft,           whose.by,   asking.now()};
  event.builds_on = ask.builds_on;
  if (ask.is_private.value_or(false)) event.is_private = true;
  event.origin = origin_of(asking, ask, whose);
  event.held_because = asking.context.held;
  return happened(std::move(event));
}

Decision edit(Asking& asking, EditCard const& ask) {
  auto const* card = card_known(asking, ask.card);
  if (!card) return refuse(Refusal::card_unknown, "card");
  // Staff mend typing mistakes on cards that everybody sees.
  if (!is_mine(asking, *card) && !is_staff(asking.seat->role)) return refuse(Refusal::not_your_card, "card");
  // New words would belong to somebody of whom nothing is kept.
  if (card->is_erased) return refuse(Refusal::card_unknown, "card");
  if (ask.text.value.empty()) return refuse(Refusal::text_empty, "text");
  if (themes::is_frozen(asking.room, card->column)) return refuse(Refusal::board_frozen);
  bool const has_new_words = card->text != ask.text.value;
  if (has_new_words && is_fixed(asking.room, *asking.seat, *card)) return refuse(Refusal::phase_is_over);
  bool const sets_privacy = ask.is_private.value_or(card->is_private) != card->is_private;
  // Whether somebody's words go home is not for the staff to say.
  if (sets_privacy && !is_mine(asking, *card)) return refuse(Refusal::not_your_card, "is_private");
  std::vector<Event> events;
  auto const by = card->author == asking.me() ? std::nullopt : asking.by();
  if (has_new_words)
    events.emplace_back(CardEdited{card->id, PersonalText{card->author, ask.text.value}, by,
                                   holding::waits_with_new_words(asking, *card)});
  if (sets_privacy) events.emplace_back(CardPrivacySet{card->id, !card->is_private, asking.me()});
  if (events.empty()) return refuse(Refusal::nothing_changed);
  return events;
}

Decision retract(Asking& asking, RetractCard const& ask) {
  auto const* card = card_known(asking, ask.card);
  if (!card) return refuse(Refusal::card_unknown, "card");
  if (!is_mine(asking, *card)) return refuse(Refusal::not_your_card, "card");
  return happened(CardRetracted{card->id, asking.me()});
}

Decision move(Asking& asking, MoveCard const& ask) {
  auto const* card = card_known(asking, ask.card);
  if (!card) return refuse(Refusal::card_unknown, "card");
  if (card->is_draft || card->is_kept) return refuse(Refusal::card_is_secret, "card");
  if (!phase_of_column(asking.room, ask.column)) return refuse(Refusal::column_unknown, "column");
  for (auto const& column : {card->column, ask.column})
    if (themes::is_frozen(asking.room, column)) return refuse(Refusal::board_frozen);
  if (card->column == ask.column) return refuse(Refusal::nothing_changed);
  if (ask.from && *ask.from != card->column) return refuse(Refusal::card_moved_on, "from");
  return happened(CardMoved{card->id, ask.column, asking.me()});
}

Decision reveal(Asking& asking, RevealCards const& ask) {
  auto const* phase = find_phase(asking.room, ask.phase);
  if (!phase) return refuse(Refusal::phase_unknown, "phase");
  if (phase->is_revealed) return refuse(Refusal::already_revealed);
  if (phase->board_is_frozen) return refuse(Refusal::board_frozen);
  std::vector<CardId> order;
  for (auto const& [id, card] : asking.room.board.cards)
    if (card.is_draft && card.phase == ask.phase) order.push_back(id);
  if (order.empty()) return refuse(Refusal::nothing_to_reveal);
  // The order of an unordered map differs from run to run; equal input must give an equal draw.
  std::ranges::sort(order);
  asking.context.dice.shuffle(order);
  return happened(CardsRevealed{ask.phase, std::move(order), asking.me()});
}

bool is_fixed(Room const& room, Seat const& seat, Card const& card) {
  auto const* phase = running_phase(room);
  if (card.held || (phase && phase->plan.id == card.phase)) return false;
  return card.is_draft || !is_staff(seat.role);
}

}  // namespace room::board
