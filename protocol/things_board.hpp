#pragma once
// Things of the board. Part of protocol/things.hpp, whose rules hold here.

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/marks.hpp"
#include "protocol/text_reasons.hpp"
#include "protocol/vocabulary.hpp"

namespace protocol {

struct ColumnThing {
  static constexpr std::string_view type = "column";
  ColumnId id;
  PhaseId phase;
  int position = 0;
  std::string title;
  bool operator==(ColumnThing const&) const = default;
};
BOOST_DESCRIBE_STRUCT(ColumnThing, (), (id, phase, position, title))
template <>
inline constexpr Marks seen_by<ColumnThing>{.room = "id phase position title"};

struct CardThing {
  static constexpr std::string_view type = "card";
  CardId id;
  ColumnId column;
  std::int64_t position = 0;  // order in its column; only to sort by
  std::string text;
  bool is_erased = false;
  bool is_corrected = false;                  // the staff mended the text: not as its author wrote it
  std::optional<std::string> hidden_because;  // set: hidden
  std::optional<TableNumber> table;           // a line of that table
  std::optional<bool> is_kept;                // true: that table and the staff alone see it, until all are together
  std::optional<CardId> builds_on;            // a card that this view sees, and whose words are still there
  std::optional<bool> is_private;             // true: goes home in no report; else absent
  std::optional<ThemeId> theme;               // under which it shows now
  std::optional<TextReason> held_because;     // set: only its author and the staff see it until a person has looked
  std::optional<std::string> returned_with;   // of a held one, set: it is with its author, who was told this
  std::optional<std::int64_t> edition;        // of a held one: which words these are; only to compare
  std::optional<std::int64_t> held_position;  // of a held one: in order of beginning to wait; only to sort by
  bool operator==(CardThing const&) const = default;
};
BOOST_DESCRIBE_STRUCT(CardThing, (),
                      (id, column, position, text, is_erased, is_corrected, hidden_because, table, is_kept, builds_on,
                       is_private, theme, held_because, returned_with, edition, held_position))
template <>
inline constexpr Marks seen_by<CardThing>{
    .room = "id column position text is_erased is_corrected table is_kept builds_on is_private theme",
    .staff = "hidden_because held_because returned_with edition held_position"};

// Cards of one column that belong together. `merged_into`: its cards show there; it stands here so that this can be
// undone.
struct ThemeThing {
  static constexpr std::string_view type = "theme";
  ThemeId id;
  ColumnId column;
  int position = 0;           // 1.. in order of making, in the evening
  std::string title;          // "" when erased
  std::int64_t revision = 0;  // only to compare
  std::optional<ThemeId> merged_into;
  bool operator==(ThemeThing const&) const = default;
};
BOOST_DESCRIBE_STRUCT(ThemeThing, (), (id, column, position, title, revision, merged_into))
template <>
inline constexpr Marks seen_by<ThemeThing>{.room = "id column position title revision merged_into"};

// What was put on one card: dots of people, without a side, which would tell whose they are where few are online; and
// stickers on paper, by side.
struct CardDots {
  CardId card;
  int dots = 0;
  int stickers_hall = 0;
  int stickers_online = 0;
  bool operator==(CardDots const&) const = default;
};
BOOST_DESCRIBE_STRUCT(CardDots, (), (card, dots, stickers_hall, stickers_online))
template <>
inline constexpr Marks seen_by<CardDots>{.room = "card dots stickers_hall stickers_online"};

// A ballot with dots. What was put where is told to nobody before it is closed, and whose they were to nobody ever.
struct BallotThing {
  static constexpr std::string_view type = "ballot";
  std::string id;  // its number
  PhaseId phase;
  std::optional<ColumnId> column;  // absent: all of the phase
  int budget = 0;                  // for each person
  int people = 0;                  // got dots
  int sets = 0;                    // of them put some, or did and took them back
  bool is_closed = false;
  std::optional<std::vector<CardDots>> results;   // once closed, most first, of cards that this view sees
  std::optional<std::vector<CardDots>> stickers;  // while open: what was counted on paper
  std::optional<std::vector<SeatId>> late;        // while open: came after that, and have none unless admitted
  bool operator==(BallotThing const&) const = default;
};
BOOST_DESCRIBE_STRUCT(BallotThing, (), (id, phase, column, budget, people, sets, is_closed, results, stickers, late))
template <>
inline constexpr Marks seen_by<BallotThing>{.room = "id phase column budget people sets is_closed results",
                                            .staff = "stickers late"};

// The own dots on one card.
struct OwnDots {
  CardId card;
  int dots = 0;
  bool operator==(OwnDots const&) const = default;
};
BOOST_DESCRIBE_STRUCT(OwnDots, (), (card, dots))
template <>
inline constexpr Marks seen_by<OwnDots>{.seat = "card dots"};

}  // namespace protocol
