// Records what happened on the board, and what was hidden, see recorder.hpp.

#include <algorithm>

#include "server/room/recorder.hpp"

namespace room {
namespace {

// The hideable part that cards and turns share.
template <class Thing>
void set_hidden(Thing& thing, bool is_hidden, PersonalText const& because) {
  thing.is_hidden = is_hidden;
  thing.hidden_because = because.text;
  thing.hidden_by = because.owner;
}

// Who writes a card anew while it waits keeps its place among those that wait.
void set_held(Board& board, Card& card, std::optional<TextReason> because) {
  if (!because) return card.held.reset();
  auto const position = card.held ? card.held->position : board.next_held++;
  card.held = Holding{*because, std::nullopt, {}, position};
}

// In an order of its own: holes in that of the board would tell other tables how many lines there are.
std::int64_t next_position_at(Room const& room, TableNumber const& table) {
  std::int64_t last = 0;
  for (auto const& [id, card] : room.board.cards)
    if (card.is_kept && card.table == Where(table)) last = std::max(last, card.position);
  return last + 1;
}

// Shown for the first time: behind what is seen there by then. What nobody sees takes no place: a hole between shown
// places would tell of it.
void take_place(Room& room, Card& card) {
  if (card.is_draft || card.held || card.is_hidden || card.position != 0) return;
  card.position = card.is_kept ? next_position_at(room, *card.table) : room.board.next_position++;
}

void set_hidden(Room& room, Item const& item, bool is_hidden, PersonalText const& because) {
  if (item.kind == ItemKind::card) {
    auto& card = room.board.cards.at(CardId{item.id});
    card.held.reset();
    set_hidden(card, is_hidden, because);
    if (!is_hidden) take_place(room, card);
  } else
    set_hidden(room.talk.turns.at(room.talk.index.at(TurnId{item.id})), is_hidden, because);
}

}  // namespace

void Recorder::open_lines() const {
  std::vector<Card*> lines;
  for (auto& [id, card] : room.board.cards)
    if (card.is_kept) lines.push_back(&card);
  std::ranges::sort(lines, {}, [](Card const* card) { return std::pair(card->table, card->position); });
  for (auto* card : lines) {
    card->is_kept = false;
    card->position = 0;
    take_place(room, *card);
  }
}

void forget_enterer(Room& room, Card const& card) {
  if (!card.entered_by) return;
  auto const found = room.board.by_enterer.find(*card.entered_by);
  std::erase(found->second, card.id);
  if (found->second.empty()) room.board.by_enterer.erase(found);
}

void Recorder::operator()(CardPosted const& event) const {
  Card card;
  card.id = event.card;
  card.column = event.column;
  card.phase = event.phase;
  card.author = event.author;
  card.entered_by = event.by;
  card.text = event.text.text;
  card.is_erased = event.text.is_erased;
  card.is_draft = event.is_draft;
  card.posted_at = event.at;
  card.table = event.table;
  card.is_kept = event.table.has_value();
  card.builds_on = event.builds_on;
  card.is_private = event.is_private.value_or(false);
  card.origin = event.origin.value_or(event.by ? CardOrigin::host : CardOrigin::phone);
  set_held(room.board, card, event.held_because);
  if (event.is_draft) ++phase(event.phase).drafts;
  take_place(room, card);
  ++room.seats.at(event.author).cards;
  room.board.by_author[event.author].push_back(event.card);
  if (event.by) room.board.by_enterer[*event.by].push_back(event.card);
  room.board.cards[event.card] = std::move(card);
}

void Recorder::operator()(CardEdited const& event) const {
  auto& card = room.board.cards.at(event.card);
  card.text = event.text.text;
  card.is_erased = event.text.is_erased;
  // Who entered a card for somebody writes down what that person says: mending that is no change of somebody's words.
  card.is_corrected = event.by && event.by != card.entered_by;
  ++card.edition;
  set_held(room.board, card, event.held_because);
  take_place(room, card);
  if (card.held) lift_dots(card.id);
}

void Recorder::operator()(CardPrivacySet const& event) const {
  room.board.cards.at(event.card).is_private = event.is_private;
}

void Recorder::operator()(CardRetracted const& event) const {
  auto const found = room.board.cards.find(event.card);
  auto const& card = found->second;
  if (card.is_draft) --phase(card.phase).drafts;
  --room.seats.at(card.author).cards;
  auto& of_author = room.board.by_author.at(card.author);
  std::erase(of_author, card.id);
  if (of_author.empty()) room.board.by_author.erase(card.author);
  forget_enterer(room, card);
  room.board.cards.erase(found);
  for (auto& [id, other] : room.board.cards)
    if (other.builds_on == event.card) other.builds_on.reset();
  lift_dots(event.card);
  for (auto& ballot : room.board.ballots) ballot.cards.erase(event.card);
}

void Recorder::operator()(CardMoved const& event) const {
  auto& card = room.board.cards.at(event.card);
  card.column = event.column;
  card.theme.reset();
  // What is out of sight keeps its number: a hole between shown places would tell that it was moved.
  if (!card.is_hidden && !card.held) card.position = room.board.next_position++;
  for (auto const& phase : room.script.phases)
    for (auto const& column : phase.plan.columns)
      if (column.id == event.column) card.phase = phase.plan.id;
  // By where it hangs alone: whether its words are still there is another matter when the evening is read again.
  if (room.board.ballots.empty()) return;
  auto const& newest = room.board.ballots.back();
  if (card.phase != newest.phase || (newest.column && card.column != *newest.column)) lift_dots(card.id);
}

void Recorder::operator()(CardsRevealed const& event) const {
  for (auto const& id : event.order) {
    auto& card = room.board.cards.at(id);
    card.is_draft = false;
    take_place(room, card);
  }
  auto& shown = phase(event.phase);
  shown.is_revealed = true;
  shown.drafts -= static_cast<int>(event.order.size());
}

Theme& Recorder::theme(ThemeId const& id) const { return *std::ranges::find(room.board.themes, id, &Theme::id); }

void Recorder::operator()(ThemeMade const& event) const {
  room.board.themes.push_back({event.theme, event.column, event.title.text, event.title.owner, std::nullopt, 0});
}

void Recorder::operator()(ThemeRenamed const& event) const {
  auto& named = theme(event.theme);
  named.title = event.title.text;
  named.title_by = event.title.owner;
  ++named.revision;
}

void Recorder::operator()(CardThemed const& event) const { room.board.cards.at(event.card).theme = event.theme; }

void Recorder::operator()(ThemesMerged const& event) const {
  auto& merged = theme(event.theme);
  merged.merged_into = event.into;
  ++merged.revision;
}

void Recorder::operator()(MergeUndone const& event) const {
  auto& back = theme(event.theme);
  back.merged_into.reset();
  ++back.revision;
}

void Recorder::operator()(BoardFrozen const& event) const { phase(event.phase).board_is_frozen = true; }
void Recorder::operator()(BoardOpened const& event) const { phase(event.phase).board_is_frozen = false; }

void Recorder::operator()(CardPublished const& event) const {
  auto& card = room.board.cards.at(event.card);
  card.held.reset();
  take_place(room, card);
}

void Recorder::operator()(CardReturned const& event) const {
  auto& held = room.board.cards.at(event.card).held;
  held->returned_by = event.note.owner;
  held->note = event.note.text;
}

void Recorder::operator()(ItemHidden const& event) const {
  set_hidden(room, event.item, true, event.reason);
  if (event.item.kind == ItemKind::card) lift_dots(CardId{event.item.id});
}
void Recorder::operator()(ItemRestored const& event) const { set_hidden(room, event.item, false, {}); }

}  // namespace room
