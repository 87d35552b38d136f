#pragma once
// What has happened at the floor: queue, turns, talk stream, rounds. Part of protocol/events.hpp, whose rules hold
// here.

#include <boost/describe.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/personal.hpp"
#include "protocol/vocabulary.hpp"

namespace protocol {

// `table` in this and the following: at the floor of that table; none: at that of the whole room. What names a turn
// happened where that turn was given, what names a waiting hand where that person takes part.
struct QueueOpened {
  static constexpr std::string_view type = "queue_opened";
  SeatId by;
  std::optional<TableNumber> table{};
};
BOOST_DESCRIBE_STRUCT(QueueOpened, (), (by, table))
struct QueueClosed {
  static constexpr std::string_view type = "queue_closed";
  SeatId by;
  std::optional<TableNumber> table{};
};
BOOST_DESCRIBE_STRUCT(QueueClosed, (), (by, table))

struct FloorRequested {
  static constexpr std::string_view type = "floor_requested";
  SeatId seat;
  std::optional<SeatId> by;  // who entered the hand for somebody else
  Millis at = 0;
  std::optional<RequestKind> kind{};  // none: a contribution
  std::optional<TableNumber> table{};
  std::optional<bool> objects{};  // to the proposal; the room raised this hand
};
BOOST_DESCRIBE_STRUCT(FloorRequested, (), (seat, by, at, kind, table, objects))

struct HandLowered {
  static constexpr std::string_view type = "hand_lowered";
  SeatId seat;
  std::optional<SeatId> by;
};
BOOST_DESCRIBE_STRUCT(HandLowered, (), (seat, by))

// The hand stands right behind another one, or in front, until one of the two gets the floor.
struct HandMoved {
  static constexpr std::string_view type = "hand_moved";
  SeatId seat;
  std::optional<SeatId> behind;      // none: in front
  std::optional<MoveReason> reason;  // none: stepped back
  std::optional<SeatId> by;          // none: the person self
};
BOOST_DESCRIBE_STRUCT(HandMoved, (), (seat, behind, reason, by))

// The hand has been up so long that it goes first of all (limits::long_wait_ms).
struct HandWaitedLong {
  static constexpr std::string_view type = "hand_waited_long";
  SeatId seat;
  Millis at = 0;
};
BOOST_DESCRIBE_STRUCT(HandWaitedLong, (), (seat, at))

struct FloorGranted {
  static constexpr std::string_view type = "floor_granted";
  TurnId turn;
  SeatId seat;
  PhaseId phase;
  Millis at = 0;
  Millis ends_at = 0;        // soft: overtime is shown, nobody is cut
  std::optional<SeatId> by;  // none: the room itself (arrival order, or the round)
  bool is_in_round = false;
  // of the hand that was up; none: there was none, or nobody had written it down yet
  std::optional<PlaceReason> why{};
  std::optional<MoveReason> moved{};
  std::optional<int> place{};  // 1..: the others before it did not get the floor
  std::optional<RequestKind> asked_as{};
  std::optional<bool> is_chosen{};     // who leads chose somebody whom the room did not propose
  std::optional<TurnId> interrupts{};  // that turn stands still until this one has ended
  std::optional<TitleText> speaks_for{};
  std::optional<TableNumber> table{};
  std::optional<bool> keeps_hand{};      // a short question, and the hand that is up stays up for what it is for
  std::optional<SeatId> says_back_to{};  // first says what was heard from this person; the clock stands still meanwhile
  std::optional<GivenAs> given_as{};     // no hand led here, or not a hand alone; none in older journals
};
BOOST_DESCRIBE_STRUCT(FloorGranted, (),
                      (turn, seat, phase, at, ends_at, by, is_in_round, why, moved, place, asked_as, is_chosen,
                       interrupts, speaks_for, table, keeps_hand, says_back_to, given_as))

// It was a slip: the turn never was. `resumed` goes on, with the time that it had.
struct GrantUndone {
  static constexpr std::string_view type = "grant_undone";
  TurnId turn;
  SeatId by;
  Millis at = 0;
  std::optional<TurnId> resumed;
};
BOOST_DESCRIBE_STRUCT(GrantUndone, (), (turn, by, at, resumed))

struct TurnExtended {
  static constexpr std::string_view type = "turn_extended";
  TurnId turn;
  Millis ends_at = 0;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(TurnExtended, (), (turn, ends_at, by))

// The line of the speaker, who is online, is lost: the clock of the turn stands still from `since` on.
struct SpeakerLost {
  static constexpr std::string_view type = "speaker_lost";
  TurnId turn;
  Millis since = 0;
};
BOOST_DESCRIBE_STRUCT(SpeakerLost, (), (turn, since))

// The line is back: the clock goes on, and the new end gives back what was missed.
struct SpeakerBack {
  static constexpr std::string_view type = "speaker_back";
  TurnId turn;
  Millis at = 0;
  Millis ends_at = 0;
};
BOOST_DESCRIBE_STRUCT(SpeakerBack, (), (turn, at, ends_at))

// From now on the turns of this seat are this long; when it speaks now, that turn ends at `turn_ends_at`.
struct StretchSet {
  static constexpr std::string_view type = "stretch_set";
  SeatId seat;
  Stretch stretch = Stretch::usual;
  std::optional<Millis> turn_ends_at;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(StretchSet, (), (seat, stretch, turn_ends_at, by))

// The other side spoke so much longer than was agreed: this turn was given as much more.
struct TurnEqualised {
  static constexpr std::string_view type = "turn_equalised";
  TurnId turn;
  std::int64_t given_ms = 0;
  Millis ends_at = 0;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(TurnEqualised, (), (turn, given_ms, ends_at, by))

// `spoken_ms` leaves out breaks and the time in which the line was lost. After `unanswered` the hand is back in front
// and asked again after the next one.
struct TurnEnded {
  static constexpr std::string_view type = "turn_ended";
  TurnId turn;
  SeatId seat;
  TurnEnd how = TurnEnd::yielded;
  Millis at = 0;
  std::int64_t spoken_ms = 0;
  std::optional<SeatId> by;  // none: the speaker, or the room itself
};
BOOST_DESCRIBE_STRUCT(TurnEnded, (), (turn, seat, how, at, spoken_ms, by))

struct WordsSaid {
  static constexpr std::string_view type = "words_said";
  TurnId turn;
  PersonalText words;
  std::optional<int> count{};  // of words: speaking time counts them, also when the words are erased
  std::optional<SeatId> by{};  // who typed them for the speaker
};
BOOST_DESCRIBE_STRUCT(WordsSaid, (), (turn, words, count, by))

// Nobody online has had the floor since then, for limits::side_unheard_ms.
struct OnlineUnheard {
  static constexpr std::string_view type = "online_unheard";
  Millis since = 0;
};
BOOST_DESCRIBE_STRUCT(OnlineUnheard, (), (since))

// This person, who was not heard for long, is asked in private whether there is something to say.
struct SeatNudged {
  static constexpr std::string_view type = "seat_nudged";
  SeatId seat;
  Millis at = 0;
};
BOOST_DESCRIBE_STRUCT(SeatNudged, (), (seat, at))

struct NudgesSet {
  static constexpr std::string_view type = "nudges_set";
  SeatId seat;
  bool are_wanted = false;
};
BOOST_DESCRIBE_STRUCT(NudgesSet, (), (seat, are_wanted))

// The words stand in the note-taker's name, not the speaker's.
struct GistAdded {
  static constexpr std::string_view type = "gist_added";
  TurnId turn;
  PersonalText gist;
};
BOOST_DESCRIBE_STRUCT(GistAdded, (), (turn, gist))

// In this phase the seat speaks for somebody or something of the list; none: for itself again.
struct SeatSpeaksFor {
  static constexpr std::string_view type = "seat_speaks_for";
  SeatId seat;
  std::optional<TitleText> whom;
  std::optional<SeatId> by;  // none: the person self
};
BOOST_DESCRIBE_STRUCT(SeatSpeaksFor, (), (seat, whom, by))

struct RoundStarted {
  static constexpr std::string_view type = "round_started";
  std::vector<SeatId> order;
  SeatId by;
  std::optional<TableNumber> table{};
};
BOOST_DESCRIBE_STRUCT(RoundStarted, (), (order, by, table))

// Everybody was asked. Now who passed, or did not answer, is asked once more, in the same order, and with them who was
// away when it was their turn.
struct SecondChanceBegun {
  static constexpr std::string_view type = "second_chance_begun";
  std::vector<SeatId> order;
};
BOOST_DESCRIBE_STRUCT(SecondChanceBegun, (), (order))

struct RoundEnded {
  static constexpr std::string_view type = "round_ended";
  std::optional<SeatId> by;
  std::optional<TableNumber> table{};
};
BOOST_DESCRIBE_STRUCT(RoundEnded, (), (by, table))

}  // namespace protocol
