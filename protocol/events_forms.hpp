#pragma once
// What has happened in talks of a form of their own. Part of protocol/events.hpp, whose rules hold here.

#include <boost/describe.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/personal.hpp"
#include "protocol/vocabulary.hpp"

namespace protocol {

// `relieved` gave their chairs for it, so that one stays free and one is kept for online.
struct ChairTaken {
  static constexpr std::string_view type = "chair_taken";
  SeatId seat;
  std::vector<SeatId> relieved;
  std::optional<SeatId> by;  // none: the person self
  std::optional<TableNumber> table;
};
BOOST_DESCRIBE_STRUCT(ChairTaken, (), (seat, relieved, by, table))

struct ChairLeft {
  static constexpr std::string_view type = "chair_left";
  SeatId seat;
  std::optional<SeatId> by;  // none: the person self
};
BOOST_DESCRIBE_STRUCT(ChairLeft, (), (seat, by))

struct ConsentAsked {
  static constexpr std::string_view type = "consent_asked";
  ProposalNumber proposal;
  QuestionText text;
  PhaseId phase;
  int people = 0;  // who are asked now; who comes later is asked as well
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(ConsentAsked, (), (proposal, text, phase, people, by))

// Also when somebody changes the answer.
struct ConsentAnswered {
  static constexpr std::string_view type = "consent_answered";
  ProposalNumber proposal;
  SeatId seat;
  Consent answer = Consent::agree;
  std::optional<PersonalText> objection;
  std::optional<SeatId> by;  // none: the person self
};
BOOST_DESCRIBE_STRUCT(ConsentAnswered, (), (proposal, seat, answer, objection, by))

// `people`: who were here then and could answer; what others answered, who have left, does not count. None in older
// journals, where it counted.
struct AnswersOpened {
  static constexpr std::string_view type = "answers_opened";
  ProposalNumber proposal;
  std::optional<SeatId> by;  // none: all had answered
  std::optional<int> people{};
};
BOOST_DESCRIBE_STRUCT(AnswersOpened, (), (proposal, by, people))

// What was said back is what was meant, or nobody is there any more to say so: the clock of the answer starts.
struct HeardRightly {
  static constexpr std::string_view type = "heard_rightly";
  TurnId turn;
  Millis at = 0;
  std::optional<SeatId> by;  // none: the room itself
};
BOOST_DESCRIBE_STRUCT(HeardRightly, (), (turn, at, by))

struct HeardWrongly {
  static constexpr std::string_view type = "heard_wrongly";
  TurnId turn;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(HeardWrongly, (), (turn, by))

// From now on this person carries the voice of who is not here.
struct VoicePassed {
  static constexpr std::string_view type = "voice_passed";
  SeatId to;
  std::optional<SeatId> by;  // none: the room itself, at the beginning and after a turn
};
BOOST_DESCRIBE_STRUCT(VoicePassed, (), (to, by))

}  // namespace protocol
