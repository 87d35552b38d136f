#pragma once
// What a page shows, as keyed things: a push carries the new values of the things that changed, as this view may see
// them. A client stores them by (type, id) and holds no rules. Who sees a field stands below each record (marks.hpp);
// which things a view sees at all: server/room/view.cpp.

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "protocol/marks.hpp"
#include "protocol/things_board.hpp"
#include "protocol/things_forms.hpp"
#include "protocol/vocabulary.hpp"

namespace protocol {

// The room itself; one, with id "room".
struct RoomThing {
  static constexpr std::string_view type = "room";
  std::string id = "room";
  RoomCode code;
  std::string library;
  std::string place;
  std::string question;
  std::string listen_here;
  bool is_closed = false;
  bool is_paused = false;
  bool joins_are_frozen = false;
  std::optional<PhaseId> phase;  // the running phase
  Millis phase_started_at = 0;
  Millis phase_ends_at = 0;  // soft; while paused: as it was when the pause began
  std::optional<Millis> paused_at;
  std::optional<ScreenState> hall_screen;
  std::optional<std::string> told;          // by the staff to all tables; "" when erased
  std::optional<std::int64_t> table_round;  // how often people changed tables, absent: never; only to compare
  bool operator==(RoomThing const&) const = default;
};
BOOST_DESCRIBE_STRUCT(RoomThing, (),
                      (id, code, library, place, question, listen_here, is_closed, is_paused, joins_are_frozen, phase,
                       phase_started_at, phase_ends_at, paused_at, hall_screen, told, table_round))
template <>
inline constexpr Marks seen_by<RoomThing>{
    .room =
        "id code library place question listen_here is_closed is_paused joins_are_frozen phase "
        "phase_started_at phase_ends_at paused_at told table_round",
    .staff = "hall_screen"};

template <>
inline constexpr Marks seen_by<TablePlan>{.room = "grouping sides moves late lines"};

struct PhaseThing {
  static constexpr std::string_view type = "phase";
  PhaseId id;
  int position = 0;  // 0.. in the order of the script
  std::string key;
  std::string werkvorm;
  std::string title;
  std::string instruction;
  int minutes = 0;
  FloorMode floor = FloorMode::closed;
  WritingMode writing = WritingMode::none;
  QueueOrder order = QueueOrder::arrival;
  RoundKind round = RoundKind::talking;
  std::vector<std::string> speaks_for;  // whom or what people can speak for
  int turn_seconds = 0;
  bool is_revealed = false;           // the cards written in silence are on the board
  std::optional<int> drafts;          // how many cards wait for the reveal
  std::optional<PhaseTarget> target;  // absent: plenary
  std::optional<TablePlan> tables;    // of a phase at tables
  // In talks of a form of their own, else absent: PhasePlan.
  std::optional<bool> only_hands;
  std::optional<int> chairs;
  std::optional<std::string> proposal;
  std::optional<bool> says_back;
  std::optional<std::string> voice;
  std::optional<bool> board_is_frozen;  // true; else absent
  bool operator==(PhaseThing const&) const = default;
};
BOOST_DESCRIBE_STRUCT(PhaseThing, (),
                      (id, position, key, werkvorm, title, instruction, minutes, floor, writing, order, round,
                       speaks_for, turn_seconds, is_revealed, drafts, target, tables, only_hands, chairs, proposal,
                       says_back, voice, board_is_frozen))
template <>
inline constexpr Marks seen_by<PhaseThing>{
    .room =
        "id position key werkvorm title instruction minutes floor writing order round speaks_for turn_seconds "
        "is_revealed target tables only_hands chairs proposal says_back voice board_is_frozen",
    .staff = "drafts"};

struct SeatThing {
  static constexpr std::string_view type = "seat";
  SeatId id;
  std::string name;   // as chosen; "" when erased
  std::string label;  // name, told apart from namesakes: "Jan (tafel 3)"
  Role role = Role::participant;
  Side side = Side::online;
  std::optional<TableNumber> table;
  std::optional<TableNumber> group;  // pair or four in this phase
  bool is_proxied = false;
  std::optional<std::string> speaks_for;  // in this phase; absent: for oneself
  std::optional<HandCard> hand_card;      // the number on the paper card of this person; it stands in the label too
  bool has_left = false;                  // stays only because the talk stream names this seat; not in lists of people
  std::optional<bool> was_heard;          // has had a turn tonight
  std::optional<int> cards;               // number of cards, drafts included
  std::optional<Trouble> trouble;
  std::optional<Millis> trouble_since;
  std::vector<DeviceId> devices;      // that hold this staff seat
  std::optional<Stretch> stretch;     // absent: usual
  std::optional<bool> is_first_time;  // true: never was at an evening like this
  std::optional<SeatId> together;     // with whom this person wants to sit
  bool operator==(SeatThing const&) const = default;
};
BOOST_DESCRIBE_STRUCT(SeatThing, (),
                      (id, name, label, role, side, table, group, is_proxied, hand_card, speaks_for, has_left,
                       was_heard, cards, trouble, trouble_since, devices, stretch, is_first_time, together))
template <>
inline constexpr Marks seen_by<SeatThing>{
    .room = "id name label role side table group is_proxied hand_card speaks_for has_left",
    .staff = "was_heard cards trouble trouble_since devices stretch is_first_time together"};

struct Speaker {
  SeatId seat;
  TurnId turn;
  Millis started_at = 0;
  Millis ends_at = 0;  // soft
  bool is_in_round = false;
  Millis warn_at = 0;                   // from then on the page says that the end is near: a fifth of the turn is left
  std::optional<Millis> line_lost_at;   // the clock stands still since then, until the speaker's line is back
  std::optional<std::int64_t> left_ms;  // the clock stands still, and so much is left; negative: overtime
  std::optional<SeatId> says_back_to;   // first says what was heard from this person; then the clock starts
  std::optional<int> not_quite;         // so often that person said that it was not what was meant
  bool operator==(Speaker const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Speaker, (),
                      (seat, turn, started_at, ends_at, is_in_round, warn_at, line_lost_at, left_ms, says_back_to,
                       not_quite))
template <>
inline constexpr Marks seen_by<Speaker>{
    .room = "seat turn started_at ends_at is_in_round warn_at line_lost_at left_ms says_back_to not_quite"};

// One waiting hand, in the order in which the floor will be given.
struct Hand {
  SeatId seat;
  bool was_called = false;  // called, no answer; keeps the place
  PlaceReason why = PlaceReason::arrival;
  std::optional<MoveReason> moved;  // why who leads put it here
  RequestKind kind = RequestKind::contribution;
  bool operator==(Hand const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Hand, (), (seat, was_called, why, moved, kind))
template <>
inline constexpr Marks seen_by<Hand>{.room = "seat was_called why moved kind"};

// A round that runs. Who is asked once more stands in no list: nobody's screen shows who passed. The person reads it in
// `own`.
struct RoundState {
  std::vector<SeatId> to_come;  // in the second chance only who sums up
  int done = 0;                 // were asked
  int total = 0;
  bool is_second = false;  // everybody was asked; who passed or was away is asked once more
  int again = 0;           // how many of these are still to be asked
  bool operator==(RoundState const&) const = default;
};
BOOST_DESCRIBE_STRUCT(RoundState, (), (to_come, done, total, is_second, again))
template <>
inline constexpr Marks seen_by<RoundState>{.room = "to_come done total is_second again"};

// The round of this phase that is over.
struct RoundDone {
  int spoke = 0;
  int total = 0;
  bool operator==(RoundDone const&) const = default;
};
BOOST_DESCRIBE_STRUCT(RoundDone, (), (spoke, total))
template <>
inline constexpr Marks seen_by<RoundDone>{.staff = "spoke total"};

// A table asked the staff to come.
struct TableHelp {
  Millis since = 0;
  std::optional<SeatId> answered_by;  // comes
  bool operator==(TableHelp const&) const = default;
};
BOOST_DESCRIBE_STRUCT(TableHelp, (), (since, answered_by))
template <>
inline constexpr Marks seen_by<TableHelp>{.room = "since answered_by"};

// The floor: that of the whole room with id "floor", and while the talk is at tables one for each, "table-3", which
// only that table and the staff see. `next` is who the server proposes; not who is asked once
// more in a round.
struct FloorThing {
  static constexpr std::string_view type = "floor";
  std::string id = "floor";
  bool queue_is_open = false;
  bool runs_itself = false;  // nobody is here who leads it: the room gives the floor in the order of the phase
  std::optional<Speaker> speaker;
  std::optional<Speaker> held;  // goes on when the speaker's short question is over
  std::vector<Hand> queue;
  std::int64_t revision = 0;         // of the order of the queue; only to compare
  std::optional<Millis> undo_until;  // that the floor was given can be taken back until then (UndoGrant)
  std::optional<SeatId> next;
  std::optional<RoundState> round;
  std::optional<RoundDone> last_round;
  std::optional<int> equalise_seconds;        // what `equalise` would give the speaker now
  std::optional<TableNumber> table;           // absent: of the whole room
  std::optional<TableHelp> help;              // of a table
  std::optional<std::vector<SeatId>> circle;  // who sits in it, longest first; absent: there is no circle
  std::optional<SeatId> voice;                // who carries the voice of who is not here
  bool operator==(FloorThing const&) const = default;
};
BOOST_DESCRIBE_STRUCT(FloorThing, (),
                      (id, queue_is_open, runs_itself, speaker, held, queue, revision, undo_until, next, round,
                       last_round, equalise_seconds, table, help, circle, voice))
template <>
inline constexpr Marks seen_by<FloorThing>{
    .room = "id queue_is_open runs_itself speaker held queue revision next round table help circle voice",
    .staff = "undo_until last_round equalise_seconds"};

// A share of the speaking time: of one side, table or group; one of the three is set.
struct BalanceShare {
  std::optional<Side> side;
  std::optional<TableNumber> table;
  std::optional<Group> group;
  int people = 0;
  int heard = 0;    // of these people
  int seconds = 0;  // finished turns, text and voice alike
  bool operator==(BalanceShare const&) const = default;
};
BOOST_DESCRIBE_STRUCT(BalanceShare, (), (side, table, group, people, heard, seconds))
template <>
inline constexpr Marks seen_by<BalanceShare>{.staff = "side table group people heard seconds"};

// How speaking time is shared, for the staff alone; one, with id "balance". Never by person.
struct BalanceThing {
  static constexpr std::string_view type = "balance";
  std::string id = "balance";
  std::vector<BalanceShare> shares;            // sides, then tables, then groups
  std::optional<Millis> online_unheard_since;  // nobody online had the floor for so long that it should be told
  bool operator==(BalanceThing const&) const = default;
};
BOOST_DESCRIBE_STRUCT(BalanceThing, (), (id, shares, online_unheard_since))
template <>
inline constexpr Marks seen_by<BalanceThing>{.staff = "id shares online_unheard_since"};

// One turn in the talk stream.
struct TurnThing {
  static constexpr std::string_view type = "turn";
  TurnId id;
  std::int64_t position = 0;  // order in the talk stream, for a table in its own; not dense
  SeatId seat;
  PhaseId phase;
  TurnKind kind = TurnKind::spoken;
  Millis started_at = 0;
  std::optional<int> seconds;             // when it has ended
  std::optional<std::int64_t> spoken_ms;  // the same, exact: sums of rounded seconds drift from the record
  std::optional<TurnEnd> how;
  std::optional<PlaceReason> why;   // the hand that led here stood there for this reason
  std::optional<MoveReason> moved;  // and this is why who leads put it there
  std::optional<int> place;         // at which place it stood, 1..
  std::optional<GivenAs> given_as;  // no hand led here, or not a hand alone; every turn has this or `why`
  std::optional<RequestKind> asked_as;
  bool is_chosen = false;                     // who leads chose, not the order
  std::optional<TurnId> interrupts;           // a short question during that turn
  std::optional<std::string> speaks_for;      // absent: for oneself
  std::string words;                          // typed
  std::string gist;                           // by a note-taker
  std::optional<std::string> hidden_because;  // set: hidden
  std::optional<TableNumber> table;           // spoken at this table, and for this table; absent: for everybody
  bool operator==(TurnThing const&) const = default;
};
BOOST_DESCRIBE_STRUCT(TurnThing, (),
                      (id, position, seat, phase, kind, started_at, seconds, spoken_ms, how, why, moved, place,
                       given_as, asked_as, is_chosen, interrupts, speaks_for, words, gist, hidden_because, table))
template <>
inline constexpr Marks seen_by<TurnThing>{
    .room =
        "id position seat phase kind started_at seconds spoken_ms how why moved place given_as asked_as is_chosen "
        "interrupts speaks_for words gist table",
    .staff = "hidden_because"};

// Who would sit where, as the composer proposes; one, with id "seating", for the staff alone. `revision`: only to
// compare (ApplyTables).
struct SeatingThing {
  static constexpr std::string_view type = "seating";
  std::string id = "seating";
  std::int64_t revision = 0;
  std::vector<TableSeat> seats;
  bool operator==(SeatingThing const&) const = default;
};
BOOST_DESCRIBE_STRUCT(SeatingThing, (), (id, revision, seats))
template <>
inline constexpr Marks seen_by<TableSeat>{.staff = "seat table"};
template <>
inline constexpr Marks seen_by<SeatingThing>{.staff = "id revision seats"};

using Thing = std::variant<RoomThing, PhaseThing, SeatThing, FloorThing, BalanceThing, TurnThing, ColumnThing,
                           CardThing, SeatingThing, ProposalThing, ThemeThing, BallotThing>;
static_assert(marks::hold_for<Thing>());

// Names one thing; also used to say that it is gone.
struct ThingKey {
  std::string type;
  std::string id;
  auto operator<=>(ThingKey const&) const = default;
};
BOOST_DESCRIBE_STRUCT(ThingKey, (), (type, id))
template <>
inline constexpr Marks seen_by<ThingKey>{.room = "type id"};

// An own card, or one entered for somebody else: draft, shown, or hidden. Sent in `own_cards`, apart from `own`, so
// that one more card costs one card.
struct OwnCard {
  CardId id;
  ColumnId column;
  std::optional<std::string> text;  // only what the board does not show: a draft, hidden or held
  bool is_draft = false;
  bool is_hidden = false;
  std::optional<std::string> hidden_because;
  std::optional<SeatId> on_behalf_of;          // entered by this seat; whose card it is
  std::optional<bool> is_private;              // true: goes home in no report; else absent
  std::optional<TextReason> held_because{};    // set: nobody but the staff sees it until a person has looked
  std::optional<std::string> returned_with{};  // of a held one, set: it is yours again, with this note
  std::optional<bool> is_fixed{};              // true: its phase is over, so its words stay as they are; else absent
  bool operator==(OwnCard const&) const = default;
};
BOOST_DESCRIBE_STRUCT(OwnCard, (),
                      (id, column, text, is_draft, is_hidden, hidden_because, on_behalf_of, is_private, held_because,
                       returned_with, is_fixed))
template <>
inline constexpr Marks seen_by<OwnCard>{.seat =
                                            "id column text is_draft is_hidden hidden_because on_behalf_of is_private "
                                            "held_because returned_with is_fixed"};

// What belongs to one seat alone, but for its cards; always sent whole.
struct Own {
  SeatId seat;
  Role role = Role::participant;
  std::optional<int> place;  // 1.. in the queue
  bool is_next = false;
  bool is_speaking = false;
  std::optional<bool> asked_again;  // true: passed or was away in this round, and is asked once more; else absent
  int spoken_seconds = 0;           // finished turns
  std::optional<Trouble> trouble;
  std::optional<Stretch> stretch;              // of the own turns; absent: usual
  std::optional<Millis> nudged_at;             // asked then whether there is something to say, and it still holds
  std::optional<bool> wants_nudges;            // false: turned off; else absent
  std::vector<std::string> can;                // command types that would not be refused for a standing reason
  std::optional<std::string> removed_because;  // the seat was ended by staff; comes before the line ends
  std::optional<std::string> floor;            // id of the floor where this person can speak now; absent: none
  std::optional<TableNumber> suggested_table;  // fits who sits at none while the talk is at tables
  std::optional<bool> is_asked;                // true: for an answer to the proposal of this phase; else absent
  std::optional<Consent> answer;               // the own one
  std::optional<std::string> objection;
  std::optional<SeatId> together;            // with whom this person wants to sit
  std::vector<SeatId> asked_to_sit_with;     // want to sit with this person, who has not said so of them
  std::optional<BallotNumber> ballot;        // the one that is open, when this person has dots in it
  std::optional<std::vector<OwnDots>> dots;  // the own ones in it
  std::optional<bool> waits_for_dots;        // true: came after it was opened, and has none unless admitted
  bool operator==(Own const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Own, (),
                      (seat, role, place, is_next, is_speaking, asked_again, spoken_seconds, trouble, stretch,
                       nudged_at, wants_nudges, can, removed_because, floor, suggested_table, is_asked, answer,
                       objection, together, asked_to_sit_with, ballot, dots, waits_for_dots))
template <>
inline constexpr Marks seen_by<Own>{
    .seat =
        "seat role place is_next is_speaking asked_again spoken_seconds trouble stretch nudged_at wants_nudges "
        "can removed_because floor suggested_table is_asked answer objection together asked_to_sit_with "
        "ballot dots waits_for_dots"};

}  // namespace protocol
