#pragma once
// What may be asked in talks of a form of their own: a free talk and its circle, a proposal, saying back what was
// heard, the voice of who is not here. Part of protocol/commands.hpp, whose rules hold here.

#include <boost/describe.hpp>
#include <optional>
#include <string_view>

#include "protocol/vocabulary.hpp"

namespace protocol {

// In a free talk somebody begins to speak, without a hand; whoever speaks now has ended. Guarded: `after` is the turn
// that the asker saw (none when nobody spoke).
struct BeginTalking {
  static constexpr std::string_view type = "begin_talking";
  std::optional<TurnId> after;
  std::optional<SeatId> on_behalf_of;
};
BOOST_DESCRIBE_STRUCT(BeginTalking, (), (after, on_behalf_of))

// Somebody sits down in the circle: on the chair that is free, or that is kept for who is online.
struct TakeChair {
  static constexpr std::string_view type = "take_chair";
  std::optional<SeatId> on_behalf_of;
};
BOOST_DESCRIBE_STRUCT(TakeChair, (), (on_behalf_of))

struct LeaveChair {
  static constexpr std::string_view type = "leave_chair";
  std::optional<SeatId> on_behalf_of;
};
BOOST_DESCRIBE_STRUCT(LeaveChair, (), (on_behalf_of))

// Staff put a proposal to everybody. An earlier one of this phase is over.
struct AskConsent {
  static constexpr std::string_view type = "ask_consent";
  QuestionText proposal;
};
BOOST_DESCRIBE_STRUCT(AskConsent, (), (proposal))

// Nobody sees what others answered before all have, or staff open the answers. An objection says why; who enters the
// card of somebody without a phone can leave that to the person. May be changed until then.
struct AnswerConsent {
  static constexpr std::string_view type = "answer_consent";
  ProposalNumber proposal;
  Consent answer = Consent::agree;
  std::optional<GistText> objection;
  std::optional<SeatId> on_behalf_of;
};
BOOST_DESCRIBE_STRUCT(AnswerConsent, (), (proposal, answer, objection, on_behalf_of))

struct OpenAnswers {
  static constexpr std::string_view type = "open_answers";
  ProposalNumber proposal;
};
BOOST_DESCRIBE_STRUCT(OpenAnswers, (), (proposal))

// "Ja, zo bedoelde ik het", or "niet helemaal": who spoke before says so of what the speaker of this turn said back.
// Who leads, and who helps somebody without a phone, can say it as well.
struct ConfirmHeard {
  static constexpr std::string_view type = "confirm_heard";
  TurnId turn;
  bool is_right = false;
};
BOOST_DESCRIBE_STRUCT(ConfirmHeard, (), (turn, is_right))

// Who carries the voice of who is not here gives it to the next, whom the room draws. Guarded: `seat` carries it.
struct PassVoice {
  static constexpr std::string_view type = "pass_voice";
  SeatId seat;
};
BOOST_DESCRIBE_STRUCT(PassVoice, (), (seat))

}  // namespace protocol
