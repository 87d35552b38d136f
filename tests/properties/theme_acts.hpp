#pragma once
// What people who lead do with themes, drawn by plain numbers. For properties; one thread.

#include "server/room/themes.hpp"

inline protocol::ThemeId some_theme(room::Room const& room, int on) {
  auto const& all = room.board.themes;
  return all.empty() ? protocol::ThemeId{"geen"} : all[static_cast<std::size_t>(on) % all.size()].id;
}

// Also out of a theme, mostly seen where it is.
inline protocol::Command into_theme(room::Room const& room, protocol::CardId const& card, int on) {
  protocol::PutInTheme ask{card, on % 8 ? std::optional(some_theme(room, on / 2)) : std::nullopt, {}};
  auto const found = room.board.cards.find(card);
  if (found == room.board.cards.end() || !found->second.theme) return ask;
  ask.from = room::themes::shown_as(room, *room::themes::find(room, *found->second.theme)).id;
  return ask;
}

inline protocol::Command theme_act(room::Room const& room, protocol::ColumnId const& column,
                                   protocol::PhaseId const& phase, int on, int who) {
  using namespace protocol;
  auto const one = some_theme(room, who);
  auto const* known = room::themes::find(room, one);
  Whole<0, limits::whole_number_max> const revision{known ? known->revision : 0};
  switch (on % 8) {
    case 0:
    case 1:
    case 2: return MakeTheme{column, {"thema" + std::to_string(who)}};
    case 3: return RenameTheme{one, {"naam" + std::to_string(on)}, revision};
    case 4:
    case 5: return MergeThemes{one, some_theme(room, who + 1), revision};
    case 6: return UndoMerge{one};
    default: return who % 3 ? Command{OpenBoard{phase}} : Command{FreezeBoard{phase}};
  }
}
