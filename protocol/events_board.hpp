#pragma once
// What has happened to themes and boards. Part of protocol/events.hpp, whose rules hold here.

#include <boost/describe.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/personal.hpp"
#include "protocol/vocabulary.hpp"

namespace protocol {

struct ThemeMade {
  static constexpr std::string_view type = "theme_made";
  ThemeId theme;
  ColumnId column;
  PersonalText title;  // owner: who named it
};
BOOST_DESCRIBE_STRUCT(ThemeMade, (), (theme, column, title))

struct ThemeRenamed {
  static constexpr std::string_view type = "theme_renamed";
  ThemeId theme;
  PersonalText title;
};
BOOST_DESCRIBE_STRUCT(ThemeRenamed, (), (theme, title))

struct CardThemed {
  static constexpr std::string_view type = "card_themed";
  CardId card;
  std::optional<ThemeId> theme;  // none: out of it
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(CardThemed, (), (card, theme, by))

struct ThemesMerged {
  static constexpr std::string_view type = "themes_merged";
  ThemeId theme;
  ThemeId into;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(ThemesMerged, (), (theme, into, by))

struct MergeUndone {
  static constexpr std::string_view type = "merge_undone";
  ThemeId theme;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(MergeUndone, (), (theme, by))

struct BoardFrozen {
  static constexpr std::string_view type = "board_frozen";
  PhaseId phase;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(BoardFrozen, (), (phase, by))

struct BoardOpened {
  static constexpr std::string_view type = "board_opened";
  PhaseId phase;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(BoardOpened, (), (phase, by))

// `seats`: who get dots. Seats made later get none unless admitted.
struct DotsOpened {
  static constexpr std::string_view type = "dots_opened";
  BallotNumber ballot;
  PhaseId phase;
  std::optional<ColumnId> column;  // absent: all of the phase
  DotBudget budget;
  std::vector<SeatId> seats;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(DotsOpened, (), (ballot, phase, column, budget, seats, by))

struct DotsPlaced {
  static constexpr std::string_view type = "dots_placed";
  BallotNumber ballot;
  SeatId seat;
  CardId card;
  DotCount dots;                  // on this card from now on
  std::optional<SeatId> by;       // who entered it
  std::optional<bool> is_anew{};  // and on no other
};
BOOST_DESCRIBE_STRUCT(DotsPlaced, (), (ballot, seat, card, dots, by, is_anew))

struct SeatAdmitted {
  static constexpr std::string_view type = "seat_admitted";
  BallotNumber ballot;
  SeatId seat;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(SeatAdmitted, (), (ballot, seat, by))

struct StickersCounted {
  static constexpr std::string_view type = "stickers_counted";
  BallotNumber ballot;
  CardId card;
  Side side = Side::hall;
  StickerCount stickers;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(StickersCounted, (), (ballot, card, side, stickers, by))

struct DotsClosed {
  static constexpr std::string_view type = "dots_closed";
  BallotNumber ballot;
  std::optional<SeatId> by;  // absent: the office closed the room
};
BOOST_DESCRIBE_STRUCT(DotsClosed, (), (ballot, by))

}  // namespace protocol
