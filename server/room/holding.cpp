// Cards that wait for a look, see holding.hpp.

#include "server/room/holding.hpp"

namespace room::holding {
namespace {

// The card, when it may be ruled on. A draft does not exist for others.
std::variant<Card const*, Denied> to_rule_on(Asking const& asking, CardId const& id, std::int64_t edition) {
  auto const found = asking.room.board.cards.find(id);
  if (found == asking.room.board.cards.end() || found->second.is_draft) return Denied{Refusal::card_unknown, "card"};
  auto const& card = found->second;
  if (!card.held || card.held->returned_by) return Denied{Refusal::not_held, "card"};
  if (card.edition != edition) return Denied{Refusal::words_moved_on, "edition"};
  return &card;
}

}  // namespace

Decision publish(Asking& asking, PublishCard const& ask) {
  auto const card = to_rule_on(asking, ask.card, ask.edition.value);
  if (auto const* denied = std::get_if<Denied>(&card)) return *denied;
  return happened(CardPublished{ask.card, asking.me()});
}

Decision give_back(Asking& asking, ReturnCard const& ask) {
  auto const card = to_rule_on(asking, ask.card, ask.edition.value);
  if (auto const* denied = std::get_if<Denied>(&card)) return *denied;
  if (ask.note.value.empty()) return refuse(Refusal::text_empty, "note");
  return happened(CardReturned{ask.card, asking.me(), PersonalText{asking.me(), ask.note.value}});
}

std::optional<TextReason> waits_with_new_words(Asking const& asking, Card const& card) {
  if (card.is_hidden) return std::nullopt;
  if (asking.context.held) return asking.context.held;
  bool const is_authors = card.author == asking.me() || card.entered_by == asking.me();
  if (card.held && (card.held->returned_by || !is_authors)) return card.held->because;
  return std::nullopt;
}

}  // namespace room::holding
