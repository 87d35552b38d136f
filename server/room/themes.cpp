// Themes, see themes.hpp.

#include "server/room/themes.hpp"

#include <algorithm>

#include "server/room/look_up.hpp"

namespace room::themes {
namespace {

// Where the card shows now.
std::optional<ThemeId> theme_of(Room const& room, Card const& card) {
  auto const* theme = card.theme ? find(room, *card.theme) : nullptr;
  return theme ? std::optional(shown_as(room, *theme).id) : std::nullopt;
}

ThemeId fresh_theme(Asking& asking) {
  ThemeId id{asking.context.dice.id()};
  while (find(asking.room, id)) id.value = asking.context.dice.id();
  return id;
}

Decision set_frozen(Asking& asking, PhaseId const& id, bool is_frozen) {
  auto const* phase = find_phase(asking.room, id);
  if (!phase) return refuse(Refusal::phase_unknown, "phase");
  if (phase->board_is_frozen == is_frozen) return refuse(Refusal::nothing_changed);
  return is_frozen ? happened(BoardFrozen{id, asking.me()}) : happened(BoardOpened{id, asking.me()});
}

}  // namespace

Theme const* find(Room const& room, ThemeId const& id) {
  auto const found = std::ranges::find(room.board.themes, id, &Theme::id);
  return found == room.board.themes.end() ? nullptr : &*found;
}

Theme const& shown_as(Room const& room, Theme const& theme) {
  auto const* shown = &theme;
  while (shown->merged_into) shown = find(room, *shown->merged_into);
  return *shown;
}

bool is_frozen(Room const& room, ColumnId const& column) {
  auto const* phase = phase_of_column(room, column);
  return phase && phase->board_is_frozen;
}

Decision make(Asking& asking, MakeTheme const& ask) {
  auto const& room = asking.room;
  if (!phase_of_column(room, ask.column)) return refuse(Refusal::column_unknown, "column");
  if (is_frozen(room, ask.column)) return refuse(Refusal::board_frozen);
  if (ask.title.value.empty()) return refuse(Refusal::text_empty, "title");
  if (room.board.themes.size() >= limits::themes_max) return refuse(Refusal::board_full);
  return happened(ThemeMade{fresh_theme(asking), ask.column, PersonalText{asking.me(), ask.title.value}});
}

Decision rename(Asking& asking, RenameTheme const& ask) {
  auto const* theme = find(asking.room, ask.theme);
  if (!theme) return refuse(Refusal::theme_unknown, "theme");
  if (is_frozen(asking.room, theme->column)) return refuse(Refusal::board_frozen);
  if (ask.title.value.empty()) return refuse(Refusal::text_empty, "title");
  if (theme->revision != ask.revision.value) return refuse(Refusal::theme_moved_on, "theme");
  if (theme->title == ask.title.value) return refuse(Refusal::nothing_changed);
  return happened(ThemeRenamed{theme->id, PersonalText{asking.me(), ask.title.value}});
}

Decision put(Asking& asking, PutInTheme const& ask) {
  auto const& room = asking.room;
  auto const found = room.board.cards.find(ask.card);
  bool const is_others_draft =
      found != room.board.cards.end() && found->second.is_draft && found->second.author != asking.me();
  if (found == room.board.cards.end() || is_others_draft) return refuse(Refusal::card_unknown, "card");
  auto const& card = found->second;
  if (card.is_draft || card.is_kept) return refuse(Refusal::card_is_secret, "card");
  if (is_frozen(room, card.column)) return refuse(Refusal::board_frozen);
  if (ask.theme) {
    auto const* theme = find(room, *ask.theme);
    if (!theme || theme->column != card.column) return refuse(Refusal::theme_unknown, "theme");
    if (theme->merged_into) return refuse(Refusal::theme_moved_on, "theme");
  }
  auto const now = theme_of(room, card);
  if (now == ask.theme) return refuse(Refusal::nothing_changed);
  if (now != ask.from) return refuse(Refusal::card_moved_on, "from");
  return happened(CardThemed{card.id, ask.theme, asking.me()});
}

Decision merge(Asking& asking, MergeThemes const& ask) {
  auto const* theme = find(asking.room, ask.theme);
  auto const* into = find(asking.room, ask.into);
  if (!theme) return refuse(Refusal::theme_unknown, "theme");
  if (!into || into->column != theme->column) return refuse(Refusal::theme_unknown, "into");
  if (is_frozen(asking.room, theme->column)) return refuse(Refusal::board_frozen);
  if (theme == into) return refuse(Refusal::nothing_changed);
  if (theme->revision != ask.revision.value || theme->merged_into) return refuse(Refusal::theme_moved_on, "theme");
  if (into->merged_into) return refuse(Refusal::theme_moved_on, "into");
  return happened(ThemesMerged{theme->id, into->id, asking.me()});
}

Decision undo_merge(Asking& asking, UndoMerge const& ask) {
  auto const* theme = find(asking.room, ask.theme);
  if (!theme) return refuse(Refusal::theme_unknown, "theme");
  if (is_frozen(asking.room, theme->column)) return refuse(Refusal::board_frozen);
  if (!theme->merged_into) return refuse(Refusal::not_merged, "theme");
  return happened(MergeUndone{theme->id, asking.me()});
}

Decision freeze(Asking& asking, FreezeBoard const& ask) { return set_frozen(asking, ask.phase, true); }
Decision open(Asking& asking, OpenBoard const& ask) { return set_frozen(asking, ask.phase, false); }

}  // namespace room::themes
