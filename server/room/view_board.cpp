// What a view sees of the board, see view_board.hpp.

#include "server/room/view_board.hpp"

#include <algorithm>
#include <tuple>

#include "server/room/look_up.hpp"
#include "server/room/themes.hpp"

namespace room {

bool may_see(Where const& table, Eyes const& eyes) { return !table || eyes.view == View::staff || eyes.table == table; }

std::optional<ColumnThing> see_column(Room const& room, ColumnId const& id) {
  auto const* phase = phase_of_column(room, id);
  if (!phase) return std::nullopt;
  auto const& columns = phase->plan.columns;
  auto const column = std::ranges::find(columns, id, &ColumnPlan::id);
  return ColumnThing{id, phase->plan.id, static_cast<int>(column - columns.begin()), column->title.value};
}

namespace {

bool may_see(Card const& card, Eyes const& eyes) {
  if (card.is_draft || ((card.is_hidden || card.held) && eyes.view != View::staff)) return false;
  return !card.is_kept || may_see(card.table, eyes);
}

}  // namespace

std::optional<CardThing> see_card(Room const& room, CardId const& id, Eyes const& eyes) {
  auto const found = room.board.cards.find(id);
  if (found == room.board.cards.end() || !may_see(found->second, eyes)) return std::nullopt;
  auto const& card = found->second;
  CardThing thing;
  thing.id = card.id;
  thing.column = card.column;
  thing.position = card.position;
  thing.text = card.text;
  thing.is_erased = card.is_erased;
  thing.is_corrected = card.is_corrected;
  thing.table = card.table;
  if (card.is_kept) thing.is_kept = true;
  if (card.is_hidden) thing.hidden_because = card.hidden_because;
  if (card.held && !card.is_erased) {
    thing.held_because = card.held->because;
    thing.edition = card.edition;
    thing.held_position = card.held->position;
    if (card.held->returned_by) thing.returned_with = card.held->note;
  }
  if (card.is_private) thing.is_private = true;
  // A card that these eyes do not see is not named either, nor one of which nothing is left.
  if (card.builds_on)
    if (auto const& below = room.board.cards.at(*card.builds_on); may_see(below, eyes) && !below.is_erased)
      thing.builds_on = card.builds_on;
  if (card.theme) thing.theme = themes::shown_as(room, *themes::find(room, *card.theme)).id;
  return thing;
}

std::optional<ThemeThing> see_theme(Room const& room, ThemeId const& id) {
  auto const* theme = themes::find(room, id);
  if (!theme) return std::nullopt;
  auto const position = static_cast<int>(theme - room.board.themes.data()) + 1;
  return ThemeThing{id, theme->column, position, theme->title, theme->revision, theme->merged_into};
}

std::vector<Card const*> cards_by_column(Room const& room) {
  std::unordered_map<ColumnId, int> place;
  for (auto const& phase : room.script.phases)
    for (auto const& column : phase.plan.columns) place.emplace(column.id, static_cast<int>(place.size()));
  std::vector<Card const*> cards;
  for (auto const& [id, card] : room.board.cards)
    if (!card.is_draft) cards.push_back(&card);
  std::ranges::sort(cards, {},
                    [&](Card const* card) { return std::tuple(place.at(card->column), card->position, card->table); });
  return cards;
}

}  // namespace room
