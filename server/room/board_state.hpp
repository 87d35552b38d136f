#pragma once
// The part of a room's state that is its board: cards, themes, and ballots with dots. Pure data, see room.hpp.

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "protocol/events.hpp"

namespace room {

using namespace protocol;

// Which floor: that of a table, or of the whole room (none).
using Where = std::optional<TableNumber>;

// A card that waits until somebody of the staff has looked; or that one of them gave back to its author.
struct Holding {
  TextReason because = TextReason::maybe_slur;
  std::optional<SeatId> returned_by;
  std::string note;           // what that person wrote to the author
  std::int64_t position = 0;  // in order of beginning to wait
  bool operator==(Holding const&) const = default;
};

struct Card {
  CardId id;
  ColumnId column;
  PhaseId phase;
  SeatId author;
  std::optional<SeatId> entered_by;
  std::string text;
  bool is_erased = false;
  bool is_draft = false;
  bool is_hidden = false;
  bool is_corrected = false;  // the words are the staff's, not as the author wrote or dictated them
  std::string hidden_because;
  SeatId hidden_by;           // whose words the reason is
  Where table;                // a line of this table
  bool is_kept = false;       // that table and the staff alone see it, until all are together
  std::int64_t position = 0;  // drawn at the reveal, else in order of posting; of what is kept, at its table
  Millis posted_at = 0;
  std::optional<CardId> builds_on;  // none as well once that card was taken back
  bool is_private = false;          // in no report
  CardOrigin origin = CardOrigin::phone;
  std::optional<ThemeId> theme;  // in which it was put; that one is perhaps merged into another
  std::int64_t edition = 0;      // how often its words changed
  std::optional<Holding> held;   // set: only its author and the staff see it
  bool operator==(Card const&) const = default;
};

struct Theme {
  ThemeId id;
  ColumnId column;
  std::string title;
  SeatId title_by;  // whose words it is
  std::optional<ThemeId> merged_into;
  std::int64_t revision = 0;
  bool operator==(Theme const&) const = default;
};

// Of one card in a ballot.
struct Weighed {
  int dots = 0;                   // counted when it is closed
  std::array<int, 2> stickers{};  // by Side, from paper
  bool operator==(Weighed const&) const = default;
};

struct Ballot {
  PhaseId phase;
  std::optional<ColumnId> column;
  int budget = 0;
  std::set<SeatId> seats;  // who got dots: were here when it was opened, or were admitted
  // What each person put where, never 0. Who took all of them back stays, so that a card that goes tells nobody whether
  // somebody had put everything on it. Gone once it is closed.
  std::map<SeatId, std::map<CardId, int>> sets;
  int sets_then = 0;  // how many there were when it was closed
  std::map<CardId, Weighed> cards;
  bool is_closed = false;
  bool operator==(Ballot const&) const = default;
};

// Is this card to be weighed in it? While everybody sees it and something stands on it.
inline bool weighs(PhaseId const& phase, std::optional<ColumnId> const& column, Card const& card) {
  bool const hangs = !card.is_draft && !card.is_kept && !card.is_hidden && !card.held && !card.is_erased;
  return hangs && card.phase == phase && (!column || card.column == *column);
}

struct Board {
  std::unordered_map<CardId, Card> cards;  // retracted cards are gone
  std::unordered_map<SeatId, std::vector<CardId>> by_author;
  std::unordered_map<SeatId, std::vector<CardId>> by_enterer;  // cards that this seat entered for others
  std::int64_t next_position = 1;
  std::int64_t next_held = 1;
  std::vector<Theme> themes;    // in order of making
  std::vector<Ballot> ballots;  // by number
  bool operator==(Board const&) const = default;
};

}  // namespace room
