// The board, see board.hpp.

#include "server/room/board.hpp"

#include <algorithm>

#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/standing.hpp"

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
  if (card.is_draft || (card.is_hidden && !is_staff(asking.seat->role))) return nullptr;
  if (card.is_kept && !is_staff(asking.seat->role) && table_of(asking.room, *asking.seat) != card.table) return nullptr;
  return &card;
}

}  // namespace

Decision post(Asking& asking, PostCard const& ask) {
  auto const whose = for_whom(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  if (!may(whose.seat->role, command_index<PostCard>())) return refuse(Refusal::not_allowed, "on_behalf_of");
  auto const* phase = running_phase(asking.room);
  if (writing_now(asking.room) == WritingMode::none) return refuse(Refusal::writing_closed);
  if (phase_of_column(asking.room, ask.column) != phase) return refuse(Refusal::column_unknown, "column");
  if (ask.text.value.empty()) return refuse(Refusal::text_empty, "text");
  if (asking.room.board.cards.size() >= limits::cards_max) return refuse(Refusal::board_full);
  bool const is_draft = phase->plan.writing == WritingMode::silent && !phase->is_revealed;
  return happened(CardPosted{fresh_card(asking), ask.column, phase->plan.id, whose.seat->id,
                             PersonalText{whose.seat->id, ask.text.value}, is_draft, whose.by, asking.now()});
}

Decision edit(Asking& asking, EditCard const& ask) {
  auto const* card = card_known(asking, ask.card);
  if (!card) return refuse(Refusal::card_unknown, "card");
  // Staff mend typing mistakes on cards that everybody sees.
  if (!is_mine(asking, *card) && !is_staff(asking.seat->role)) return refuse(Refusal::not_your_card, "card");
  // New words would belong to somebody of whom nothing is kept.
  if (card->is_erased) return refuse(Refusal::card_unknown, "card");
  if (ask.text.value.empty()) return refuse(Refusal::text_empty, "text");
  if (card->text == ask.text.value) return refuse(Refusal::nothing_changed);
  auto const by = card->author == asking.me() ? std::nullopt : asking.by();
  return happened(CardEdited{card->id, PersonalText{card->author, ask.text.value}, by});
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
  if (card->column == ask.column) return refuse(Refusal::nothing_changed);
  return happened(CardMoved{card->id, ask.column, asking.me()});
}

Decision reveal(Asking& asking, RevealCards const& ask) {
  auto const* phase = find_phase(asking.room, ask.phase);
  if (!phase) return refuse(Refusal::phase_unknown, "phase");
  if (phase->is_revealed) return refuse(Refusal::already_revealed);
  std::vector<CardId> order;
  for (auto const& [id, card] : asking.room.board.cards)
    if (card.is_draft && card.phase == ask.phase) order.push_back(id);
  if (order.empty()) return refuse(Refusal::nothing_to_reveal);
  // The order of an unordered map differs from run to run; equal input must give an equal draw.
  std::ranges::sort(order);
  asking.context.dice.shuffle(order);
  return happened(CardsRevealed{ask.phase, std::move(order), asking.me()});
}

}  // namespace room::board
