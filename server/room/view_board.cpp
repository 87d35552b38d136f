// What a view sees of the board, see view_board.hpp.

#include "server/room/view_board.hpp"

#include <algorithm>
#include <tuple>

#include "server/room/dots.hpp"
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

namespace {

// Most first; of as many the one that hangs first.
std::vector<CardDots> rows_of(Room const& room, Ballot const& ballot, Eyes const& eyes) {
  std::vector<CardDots> rows;
  for (auto const& [id, weighed] : ballot.cards) {
    CardDots row{id, weighed.dots, weighed.stickers[0], weighed.stickers[1]};
    bool const has_any = row.dots + row.stickers_hall + row.stickers_online > 0;
    if (has_any && may_see(room.board.cards.at(id), eyes)) rows.push_back(std::move(row));
  }
  std::ranges::sort(rows, {}, [&](CardDots const& row) {
    return std::pair(-row.dots - row.stickers_hall - row.stickers_online, room.board.cards.at(row.card).position);
  });
  return rows;
}

}  // namespace

std::optional<BallotThing> see_ballot(Room const& room, std::string const& id, Eyes const& eyes) {
  for (auto const& ballot : room.board.ballots) {
    if (id != std::to_string(dots::number_of(room, ballot).value)) continue;
    BallotThing thing;
    thing.id = id;
    thing.phase = ballot.phase;
    thing.column = ballot.column;
    thing.budget = ballot.budget;
    thing.people = static_cast<int>(ballot.seats.size());
    thing.sets = ballot.is_closed ? ballot.sets_then : static_cast<int>(ballot.sets.size());
    thing.is_closed = ballot.is_closed;
    (ballot.is_closed ? thing.results : thing.stickers) = rows_of(room, ballot, eyes);
    if (ballot.is_closed) return thing;
    thing.late.emplace();
    for (auto const& [number, seat] : room.live)
      if (dots::is_late(ballot, room.seats.at(seat))) thing.late->push_back(seat);
    return thing;
  }
  return std::nullopt;
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
