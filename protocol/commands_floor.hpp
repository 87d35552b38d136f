#pragma once
// What may be asked at the floor: queue, turns, talk stream, rounds. Part of protocol/commands.hpp, whose rules hold
// here.

#include <boost/describe.hpp>
#include <optional>
#include <string_view>

#include "protocol/vocabulary.hpp"

namespace protocol {

struct RequestFloor {
  static constexpr std::string_view type = "request_floor";
  std::optional<SeatId> on_behalf_of;
  std::optional<RequestKind> kind{};  // none: a contribution
};
BOOST_DESCRIBE_STRUCT(RequestFloor, (), (on_behalf_of, kind))

struct LowerHand {
  static constexpr std::string_view type = "lower_hand";
  std::optional<SeatId> on_behalf_of;
};
BOOST_DESCRIBE_STRUCT(LowerHand, (), (on_behalf_of))

// Somebody lets another go first: the hand goes right behind a hand that stands further back.
struct StepBack {
  static constexpr std::string_view type = "step_back";
  SeatId behind;
  std::optional<SeatId> on_behalf_of;
};
BOOST_DESCRIBE_STRUCT(StepBack, (), (behind, on_behalf_of))

// Staff put a hand right behind another one, or in front of all. Guarded: `revision` is that of the queue which the
// asker saw (FloorThing), so that two who lead at once do not undo each other unseen.
struct MoveHand {
  static constexpr std::string_view type = "move_hand";
  SeatId seat;
  std::optional<SeatId> behind;  // none: in front
  Whole<0, limits::whole_number_max> revision;
  MoveReason reason = MoveReason::other;
};
BOOST_DESCRIBE_STRUCT(MoveHand, (), (seat, behind, revision, reason))

// The speaker is done. Here, in Pass and in Say others act only for somebody without a phone.
struct YieldFloor {
  static constexpr std::string_view type = "yield_floor";
  std::optional<SeatId> on_behalf_of{};
};
BOOST_DESCRIBE_STRUCT(YieldFloor, (), (on_behalf_of))

// The speaker skips the turn; never needs a reason.
struct Pass {
  static constexpr std::string_view type = "pass";
  std::optional<SeatId> on_behalf_of{};
};
BOOST_DESCRIBE_STRUCT(Pass, (), (on_behalf_of))

// The speaker's typed words; appended to the own turn and shown on every screen at once.
struct Say {
  static constexpr std::string_view type = "say";
  WordsText words;
  std::optional<SeatId> on_behalf_of{};
};
BOOST_DESCRIBE_STRUCT(Say, (), (words, on_behalf_of))

// Staff give the floor to a seat; whoever speaks now has ended. Guarded: `after` is the turn that the asker saw (none
// when nobody spoke), so that a double tap cannot skip a person.
struct GrantFloor {
  static constexpr std::string_view type = "grant_floor";
  SeatId seat;
  std::optional<TurnId> after;
};
BOOST_DESCRIBE_STRUCT(GrantFloor, (), (seat, after))

// Staff let somebody ask a short question while another speaks. The clock of `turn` stands still meanwhile; then its
// speaker goes on with all the time that was left.
struct Interpose {
  static constexpr std::string_view type = "interpose";
  SeatId seat;
  TurnId turn;
};
BOOST_DESCRIBE_STRUCT(Interpose, (), (seat, turn))

// Staff take back that they gave the floor: the hand stands where it stood, and who spoke before goes on.
struct UndoGrant {
  static constexpr std::string_view type = "undo_grant";
  TurnId turn;
};
BOOST_DESCRIBE_STRUCT(UndoGrant, (), (turn))

struct EndTurn {
  static constexpr std::string_view type = "end_turn";
  TurnId turn;
};
BOOST_DESCRIBE_STRUCT(EndTurn, (), (turn))

struct ExtendTurn {
  static constexpr std::string_view type = "extend_turn";
  TurnId turn;
  ExtendSeconds seconds;
};
BOOST_DESCRIBE_STRUCT(ExtendTurn, (), (turn, seconds))

// Called, no answer: the turn does not count and the hand keeps its place; the next one is called.
struct SkipUnanswered {
  static constexpr std::string_view type = "skip_unanswered";
  TurnId turn;
};
BOOST_DESCRIBE_STRUCT(SkipUnanswered, (), (turn))

// While the talk is at tables: `table` says at which one. Without it the staff ask it of all tables at once, a table
// host of the own one. The same goes for CloseQueue, StartRound and EndRound.
struct OpenQueue {
  static constexpr std::string_view type = "open_queue";
  std::optional<TableNumber> table{};
};
BOOST_DESCRIBE_STRUCT(OpenQueue, (), (table))

struct CloseQueue {
  static constexpr std::string_view type = "close_queue";
  std::optional<TableNumber> table{};
};
BOOST_DESCRIBE_STRUCT(CloseQueue, (), (table))

// The floor goes round: everybody once, in an order drawn by the server.
struct StartRound {
  static constexpr std::string_view type = "start_round";
  std::optional<TableNumber> table{};
};
BOOST_DESCRIBE_STRUCT(StartRound, (), (table))

struct EndRound {
  static constexpr std::string_view type = "end_round";
  std::optional<TableNumber> table{};
};
BOOST_DESCRIBE_STRUCT(EndRound, (), (table))

// In a phase with a list of whom or what people can speak for: the name plate says so. None: for oneself again.
struct SpeakFor {
  static constexpr std::string_view type = "speak_for";
  std::optional<Whole<0, limits::spoken_for_max - 1>> whom;  // place in the list of the running phase
  std::optional<SeatId> on_behalf_of;
};
BOOST_DESCRIBE_STRUCT(SpeakFor, (), (whom, on_behalf_of))

// A note-taker writes down the gist of a spoken turn, or mends an earlier gist.
struct AddGist {
  static constexpr std::string_view type = "add_gist";
  TurnId turn;
  GistText gist;
};
BOOST_DESCRIBE_STRUCT(AddGist, (), (turn, gist))

}  // namespace protocol
