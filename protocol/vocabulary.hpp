#pragma once
// The closed sets of words that commands, events and things share. One word, one thing (GLOSSARY.md).
// Enumerator names are the wire names. Pure values, any thread.

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "protocol/ids.hpp"
#include "protocol/limits.hpp"

namespace protocol {

using NameText = Text<limits::name_bytes_max>;
using CardText = Text<limits::card_bytes_max>;
using WordsText = Text<limits::words_bytes_max>;
using GistText = Text<limits::gist_bytes_max>;
using ReasonText = Text<limits::reason_bytes_max>;
using PlaceText = Text<limits::place_bytes_max>;
using QuestionText = Text<limits::question_bytes_max>;
using ListenText = Text<limits::listen_here_bytes_max>;
using TitleText = Text<limits::title_bytes_max>;
using InstructionText = Text<limits::instruction_bytes_max>;
using SecretText = Text<200>;
using ToldText = Text<limits::told_bytes_max>;
using LineText = Text<limits::line_bytes_max>;

// Up to limits::table_number_max a table in the hall or online; above it a group of people who were put together for
// one phase (Grouping), 104 is the fourth of the first grouping.
using TableNumber = Whole<1, limits::group_number_max>;
using HandCard = Whole<1, limits::hand_card_max>;  // the number on a paper card that somebody without a phone holds up
using TurnSeconds = Whole<limits::turn_seconds_min, limits::turn_seconds_max>;
using ExtendSeconds = Whole<1, limits::extend_seconds_max>;
using CircleChairs = Whole<limits::circle_chairs_min, limits::circle_chairs_max>;
using ProposalNumber = Whole<1, static_cast<std::int64_t>(limits::proposals_max)>;  // 1.. in the evening
using BallotNumber = Whole<1, static_cast<std::int64_t>(limits::ballots_max)>;      // 1.. in the evening
using DotCount = Whole<0, limits::dots_max>;
using DotBudget = Whole<1, limits::dots_max>;
using StickerCount = Whole<0, limits::stickers_max>;
using PhaseMinutes = Whole<1, limits::phase_minutes_max>;
using RulesVersion = Whole<1, 1'000>;

// Who somebody is in the room (architecture, Words). Side belongs to a seat, not to a role. A table tablet is nobody: a
// device for the people at one table who have no phone.
enum class Role {
  participant,
  table_host,
  facilitator,
  remote_host,
  coordinator,
  usher,
  artist,
  drawer,
  note_taker,
  municipality,
  national_desk,
  observer,
  table_tablet
};
BOOST_DESCRIBE_ENUM(Role, participant, table_host, facilitator, remote_host, coordinator, usher, artist, drawer,
                    note_taker, municipality, national_desk, observer, table_tablet)

// How a card came on the board: written on an own phone (or computer), on a table tablet, typed by somebody else, or
// copied from paper.
enum class CardOrigin { phone, tablet, host, paper };
BOOST_DESCRIBE_ENUM(CardOrigin, phone, tablet, host, paper)

enum class Side { hall, online };
BOOST_DESCRIBE_ENUM(Side, hall, online)

// What a member is shown. Each view has its own dense counter and its own byte log.
enum class View { participant, staff, hall_screen, observer };
BOOST_DESCRIBE_ENUM(View, participant, staff, hall_screen, observer)

// May hands go up in this phase? `round` means the floor goes round, everybody once; `free`: without hands, who wants
// to speak begins.
enum class FloorMode { closed, open, round, free };
BOOST_DESCRIBE_ENUM(FloorMode, closed, open, round, free)

// How does the floor go round in this phase? `check`: coming in or going home, one sentence each; nobody reacts, so
// hands rest meanwhile, and who leads sums up, last of all.
enum class RoundKind { talking, check };
BOOST_DESCRIBE_ENUM(RoundKind, talking, check)

// May cards be written in this phase? `silent` means nobody sees another's card before the reveal.
enum class WritingMode { none, open, silent };
BOOST_DESCRIBE_ENUM(WritingMode, none, open, silent)

// Where people talk in this phase: all together, or each table by itself, with a floor of its own.
enum class PhaseTarget { plenary, table };
BOOST_DESCRIBE_ENUM(PhaseTarget, plenary, table)

// Who is put together when a phase at tables begins. `pairs`: two by two; `fours`: two pairs of the phase before, put
// together; `rotate`: everybody but the hosts goes on to another table.
enum class Grouping { pairs, fours, rotate };
BOOST_DESCRIBE_ENUM(Grouping, pairs, fours, rotate)

// Do people in the hall and people online sit together?
enum class SideMix { apart, mixed };
BOOST_DESCRIBE_ENUM(SideMix, apart, mixed)

// May people go to another table by themselves? `fixed`: only who sits at none yet.
enum class TableMoves { free, fixed };
BOOST_DESCRIBE_ENUM(TableMoves, free, fixed)

// Who comes late is told which table fits, or sits there at once.
enum class LateComers { suggested, seated };
BOOST_DESCRIBE_ENUM(LateComers, suggested, seated)

// Who writes down what a table takes to the whole room.
enum class LineBy { host, anybody };
BOOST_DESCRIBE_ENUM(LineBy, host, anybody)

// In which order is the floor given in this phase? `fair`: server/room/fair_order.hpp; `facilitator`: the room proposes
// nobody while somebody leads; `alternating`: hall and online in turn, as in a parliament.
enum class QueueOrder { fair, arrival, facilitator, alternating };
BOOST_DESCRIBE_ENUM(QueueOrder, fair, arrival, facilitator, alternating)

// What a hand is for. Point of order and technical ("ik hoor niets") are urgent: server/room/fair_order.hpp.
enum class RequestKind { contribution, reply, question, point_of_order, technical };
BOOST_DESCRIBE_ENUM(RequestKind, contribution, reply, question, point_of_order, technical)

// Why a hand stands where it stands; the first that holds. `moved`: by who leads; `stepped_back`: by the person;
// `other_side`: hall and online take turns; `objects`: to the proposal, and is heard before it goes on; `voice`:
// carries the voice of who is not here.
enum class PlaceReason {
  moved,
  stepped_back,
  called,
  waited_long,
  urgent,
  not_heard,
  side_behind,
  table_behind,
  heard_before,
  other_side,
  arrival,
  objects,
  voice
};
BOOST_DESCRIBE_ENUM(PlaceReason, moved, stepped_back, called, waited_long, urgent, not_heard, side_behind, table_behind,
                    heard_before, other_side, arrival, objects, voice)

// How the floor came to somebody whom no hand led there, or not a hand alone. `began_self`: in a free talk;
// `in_circle`: sits in it; `to_voice`: carries the voice of who is not here; `short_question`: during another turn;
// `no_hand`: who leads gave it to somebody who had none up.
enum class GivenAs { in_round, began_self, in_circle, to_voice, short_question, no_hand };
BOOST_DESCRIBE_ENUM(GivenAs, in_round, began_self, in_circle, to_voice, short_question, no_hand)

// Why who leads moved a hand: a closed set, so that it is one tap, and nobody's words.
enum class MoveReason { ties_in, has_to_go, asked_to, balance, other };
BOOST_DESCRIBE_ENUM(MoveReason, ties_in, has_to_go, asked_to, balance, other)

// How long the turns of one person are: as the phase says, half as long again, or twice as long (WCAG 2.2.1).
enum class Stretch { usual, half_more, twice };
BOOST_DESCRIBE_ENUM(Stretch, usual, half_more, twice)

// As whom somebody is here, for the balance of speaking time. A professional speaks in a private capacity.
enum class Group { residents, professionals, hosts };
BOOST_DESCRIBE_ENUM(Group, residents, professionals, hosts)

// What somebody says to a proposal.
enum class Consent { agree, live_with, object };
BOOST_DESCRIBE_ENUM(Consent, agree, live_with, object)

enum class TurnKind { spoken, typed };
BOOST_DESCRIBE_ENUM(TurnKind, spoken, typed)

// What somebody cannot do; reaches the cockpit.
enum class Trouble { no_sound, needs_help };
BOOST_DESCRIBE_ENUM(Trouble, no_sound, needs_help)

// Is a hall screen open? `lost`: one was, and has been away for longer than a moment.
enum class ScreenState { none, here, lost };
BOOST_DESCRIBE_ENUM(ScreenState, none, here, lost)

// How a turn ended. `unanswered` gives the hand its place back.
enum class TurnEnd { yielded, passed, ended, unanswered, removed, moved_on };
BOOST_DESCRIBE_ENUM(TurnEnd, yielded, passed, ended, unanswered, removed, moved_on)

// What a one-time ticket opens.
enum class TicketPurpose { claim_seat, take_staff_seat, hall_screen, table_tablet };
BOOST_DESCRIBE_ENUM(TicketPurpose, claim_seat, take_staff_seat, hall_screen, table_tablet)

enum class ItemKind { card, turn };
BOOST_DESCRIBE_ENUM(ItemKind, card, turn)

// Names one hideable item on the board or in the talk stream.
struct Item {
  ItemKind kind = ItemKind::card;
  std::string id;
  auto operator<=>(Item const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Item, (), (kind, id))

// One column of a phase, as a coordinator writes it.
struct ColumnPlan {
  ColumnId id;
  TitleText title;
  auto operator<=>(ColumnPlan const&) const = default;
};
BOOST_DESCRIBE_STRUCT(ColumnPlan, (), (id, title))

// How a phase at tables goes.
struct TablePlan {
  std::optional<Grouping> grouping;  // none: people sit where they sat down
  std::optional<SideMix> sides;      // for pairs and for who comes late; none: apart
  std::optional<TableMoves> moves;   // none: free
  std::optional<LateComers> late;    // none: suggested
  std::optional<LineBy> lines;       // none: tables take no lines to the whole room
  auto operator<=>(TablePlan const&) const = default;
};
BOOST_DESCRIBE_STRUCT(TablePlan, (), (grouping, sides, moves, late, lines))

// Who sits where.
struct TableSeat {
  SeatId seat;
  TableNumber table;
  auto operator<=>(TableSeat const&) const = default;
};
BOOST_DESCRIBE_STRUCT(TableSeat, (), (seat, table))

// One phase of a script, as data. `werkvorm` and `key` stay Dutch (guide domain 2, 3.2).
struct PhasePlan {
  PhaseId id;
  Text<40> key;
  Text<40> werkvorm;
  TitleText title;
  InstructionText instruction;
  PhaseMinutes minutes{5};
  FloorMode floor = FloorMode::closed;
  WritingMode writing = WritingMode::none;
  TurnSeconds turn_seconds{limits::turn_seconds_default};
  std::vector<ColumnPlan> columns;
  std::optional<QueueOrder> order{};  // none: fair in a new room, by arrival in one of before there was a choice
  std::optional<RoundKind> round{};   // none: talking
  std::optional<std::vector<TitleText>> speaks_for{};  // whom or what people can speak for: "De vijver"
  std::optional<PhaseTarget> target{};                 // none: plenary
  std::optional<TablePlan> tables{};                   // of a phase at tables
  std::optional<bool> only_hands{};                    // the floor is given to nobody but who has a hand up
  std::optional<CircleChairs> chairs{};                // in a free talk: who sits on one of so many chairs speaks
  std::optional<QuestionText> proposal{};              // to which consent is asked here; may still be empty
  std::optional<bool> says_back{};                     // before an answer: what was heard, to whom it was heard from
  std::optional<TitleText> voice{};  // of who is not here, carried by one after another: "Iemand uit 2050"
  auto operator<=>(PhasePlan const&) const = default;
};
BOOST_DESCRIBE_STRUCT(PhasePlan, (),
                      (id, key, werkvorm, title, instruction, minutes, floor, writing, turn_seconds, columns, order,
                       round, speaks_for, target, tables, only_hands, chairs, proposal, says_back, voice))

}  // namespace protocol
