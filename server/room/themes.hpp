#pragma once
// Themes: the staff put cards of a column together under a name, merge themes and undo that. And freezing a board.
// Pure.

#include "server/room/asking.hpp"

namespace room::themes {

Decision make(Asking& asking, MakeTheme const& ask);
Decision rename(Asking& asking, RenameTheme const& ask);
Decision put(Asking& asking, PutInTheme const& ask);
Decision merge(Asking& asking, MergeThemes const& ask);
Decision undo_merge(Asking& asking, UndoMerge const& ask);
Decision freeze(Asking& asking, FreezeBoard const& ask);
Decision open(Asking& asking, OpenBoard const& ask);

Theme const* find(Room const& room, ThemeId const& id);  // null: there is none

// Under which theme it shows: itself, or the one it was merged into in the end.
Theme const& shown_as(Room const& room, Theme const& theme);

bool is_frozen(Room const& room, ColumnId const& column);

}  // namespace room::themes
