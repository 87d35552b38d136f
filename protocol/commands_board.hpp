#pragma once
// What may be asked of the board once cards hang on it: putting them together in themes, and freezing a board. Part of
// protocol/commands.hpp, whose rules hold here.

#include <boost/describe.hpp>
#include <optional>
#include <string_view>

#include "protocol/vocabulary.hpp"

namespace protocol {

struct MakeTheme {
  static constexpr std::string_view type = "make_theme";
  ColumnId column;
  TitleText title;
};
BOOST_DESCRIBE_STRUCT(MakeTheme, (), (column, title))

// Guarded: `revision` is that of the theme as the asker saw it.
struct RenameTheme {
  static constexpr std::string_view type = "rename_theme";
  ThemeId theme;
  TitleText title;
  Whole<0, limits::whole_number_max> revision;
};
BOOST_DESCRIBE_STRUCT(RenameTheme, (), (theme, title, revision))

// Into a theme of its column, or out of it (`theme` absent). Guarded: `from` is where the asker saw the card.
struct PutInTheme {
  static constexpr std::string_view type = "put_in_theme";
  CardId card;
  std::optional<ThemeId> theme;
  std::optional<ThemeId> from;
};
BOOST_DESCRIBE_STRUCT(PutInTheme, (), (card, theme, from))

// The cards of `theme` show under `into`; which they are stays known, so that it can be undone. Guarded as above.
struct MergeThemes {
  static constexpr std::string_view type = "merge_themes";
  ThemeId theme;
  ThemeId into;
  Whole<0, limits::whole_number_max> revision;
};
BOOST_DESCRIBE_STRUCT(MergeThemes, (), (theme, into, revision))

struct UndoMerge {
  static constexpr std::string_view type = "undo_merge";
  ThemeId theme;
};
BOOST_DESCRIBE_STRUCT(UndoMerge, (), (theme))

// Nothing on the board of this phase changes any more, but what protects people: taking back, hiding, erasing.
struct FreezeBoard {
  static constexpr std::string_view type = "freeze_board";
  PhaseId phase;
};
BOOST_DESCRIBE_STRUCT(FreezeBoard, (), (phase))

struct OpenBoard {
  static constexpr std::string_view type = "open_board";
  PhaseId phase;
};
BOOST_DESCRIBE_STRUCT(OpenBoard, (), (phase))

}  // namespace protocol
