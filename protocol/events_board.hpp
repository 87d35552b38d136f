#pragma once
// What has happened to themes and boards. Part of protocol/events.hpp, whose rules hold here.

#include <boost/describe.hpp>
#include <optional>
#include <string_view>

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

}  // namespace protocol
