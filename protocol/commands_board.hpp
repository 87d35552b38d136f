#pragma once
// What may be asked of the board once cards hang on it: putting them together in themes, freezing a board, and weighing
// cards with dots. Part of protocol/commands.hpp, whose rules hold here.

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

// Everybody who is here now gets as many dots to put on cards of this phase, or of one of its columns. Nobody sees
// where they are put before the ballot is closed.
struct OpenDots {
  static constexpr std::string_view type = "open_dots";
  PhaseId phase;
  std::optional<ColumnId> column;
  DotBudget budget;
};
BOOST_DESCRIBE_STRUCT(OpenDots, (), (phase, column, budget))

// So many of the own dots are on this card from now on. `is_anew`: and on no other, for who helps does not know where
// that person put some before.
struct PlaceDots {
  static constexpr std::string_view type = "place_dots";
  BallotNumber ballot;
  CardId card;
  DotCount dots;
  std::optional<SeatId> on_behalf_of{};
  std::optional<bool> is_anew{};
};
BOOST_DESCRIBE_STRUCT(PlaceDots, (), (ballot, card, dots, on_behalf_of, is_anew))

// Somebody whose seat was made after the ballot was opened gets dots as well: the staff know that it is one person.
struct AdmitSeat {
  static constexpr std::string_view type = "admit_seat";
  BallotNumber ballot;
  SeatId seat;
};
BOOST_DESCRIBE_STRUCT(AdmitSeat, (), (ballot, seat))

// Stickers on paper, counted by hand: so many on this card, from that side.
struct CountStickers {
  static constexpr std::string_view type = "count_stickers";
  BallotNumber ballot;
  CardId card;
  Side side = Side::hall;
  StickerCount stickers;
};
BOOST_DESCRIBE_STRUCT(CountStickers, (), (ballot, card, side, stickers))

// All dots show at once, as sums.
struct CloseDots {
  static constexpr std::string_view type = "close_dots";
  BallotNumber ballot;
};
BOOST_DESCRIBE_STRUCT(CloseDots, (), (ballot))

}  // namespace protocol
