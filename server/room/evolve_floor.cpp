// Records what happened at the floor and in the talk stream, see recorder.hpp.

#include <algorithm>
#include <utility>

#include "server/room/balance.hpp"
#include "server/room/permissions.hpp"
#include "server/room/recorder.hpp"

namespace room {
namespace {

// In a round whoever is called early leaves the line of those to come; the others keep their order.
void move_up_in_round(Round& round, SeatId const& seat) {
  auto const to_come = round.order.begin() + static_cast<std::ptrdiff_t>(round.next);
  auto const found = std::find(to_come, round.order.end(), seat);
  if (found == round.order.end()) return;
  std::rotate(to_come, found, found + 1);
  ++round.next;
}

void take_back(Talk& talk, TurnId const& id) {
  // Only the running turn can be unanswered, and it is always the newest.
  talk.turns.pop_back();
  talk.index.erase(id);
}

// The hand that was called in vain stands in front again. In a round the call went by; who was called without a hand
// has none now either.
void give_hand_back(Floor& floor, CurrentTurn const& called) {
  if (called.is_in_round || !called.hand) return;
  auto hand = *called.hand;
  hand.was_called = true;
  hand.is_promised = false;
  floor.queue.insert(floor.queue.begin(), std::move(hand));
}

void append_words(std::string& words, std::string const& more) {
  if (!words.empty()) words += '\n';
  words += more;
}

}  // namespace

Turn& Recorder::turn(TurnId const& id) const { return room.talk.turns.at(room.talk.index.at(id)); }

void Recorder::operator()(QueueOpened const&) const { room.floor.queue_is_open = true; }
void Recorder::operator()(QueueClosed const&) const { room.floor.queue_is_open = false; }

void Recorder::operator()(FloorRequested const& event) const {
  WaitingHand hand;
  hand.seat = event.seat;
  hand.raised_at = event.at;
  hand.arrival = room.seq;
  room.floor.queue.push_back(std::move(hand));
}

void Recorder::operator()(HandLowered const& event) const {
  std::erase_if(room.floor.queue, [&](WaitingHand const& hand) { return hand.seat == event.seat; });
}

void Recorder::operator()(HandWaitedLong const& event) const {
  for (auto& hand : room.floor.queue)
    if (hand.seat == event.seat) hand.has_waited_long = true;
}

void Recorder::operator()(FloorGranted const& event) const {
  auto& floor = room.floor;
  CurrentTurn running{event.seat,        event.turn,  event.at, event.ends_at, 0, room.paused_at.has_value(),
                      event.is_in_round, std::nullopt};
  auto const hand = std::ranges::find(floor.queue, event.seat, &WaitingHand::seat);
  if (hand != floor.queue.end()) {
    running.hand = *hand;
    floor.queue.erase(hand);
  }
  if (floor.round) move_up_in_round(*floor.round, event.seat);
  if (is_of_online(room, event.seat)) floor.online_unheard_since.reset();
  running.agreed_ms = event.ends_at - event.at;
  running.runs_since = event.at;
  floor.speaker = running;

  Turn turn;
  turn.id = event.turn;
  turn.position = static_cast<std::int64_t>(room.talk.turns.size()) + 1;
  turn.seat = event.seat;
  turn.phase = event.phase;
  turn.started_at = event.at;
  turn.why = event.why;
  room.talk.index[turn.id] = room.talk.turns.size();
  room.talk.turns.push_back(std::move(turn));
}

void Recorder::operator()(TurnExtended const& event) const { room.floor.speaker->ends_at = event.ends_at; }

void Recorder::operator()(SpeakerLost const& event) const { room.floor.speaker->line_lost_at = event.since; }

void Recorder::operator()(SpeakerBack const& event) const {
  auto& speaker = *room.floor.speaker;
  speaker.paused_ms += std::max<std::int64_t>(0, event.at - *std::exchange(speaker.line_lost_at, std::nullopt));
  speaker.runs_since = event.at;
  speaker.ends_at = event.ends_at;
}

void Recorder::operator()(StretchSet const& event) const {
  room.seats.at(event.seat).stretch = event.stretch;
  if (!event.turn_ends_at) return;
  auto& speaker = *room.floor.speaker;
  speaker.agreed_ms += *event.turn_ends_at - speaker.ends_at;
  speaker.ends_at = *event.turn_ends_at;
}

void Recorder::operator()(TurnEqualised const& event) const {
  room.floor.speaker->given_ms += event.given_ms;
  room.floor.speaker->ends_at = event.ends_at;
}

void Recorder::operator()(TurnEnded const& event) const {
  auto& floor = room.floor;
  auto const running = *floor.speaker;
  floor.speaker.reset();
  if (event.how == TurnEnd::unanswered) {
    take_back(room.talk, event.turn);
    give_hand_back(floor, running);
    return;
  }
  // Somebody else has spoken: who was called in vain before is asked again.
  for (auto& hand : floor.queue) hand.was_called = false;
  auto& ended = turn(event.turn);
  ended.spoken_ms = event.spoken_ms;
  ended.how = event.how;
  auto& seat = room.seats.at(event.seat);
  if (goes_round(seat.role))
    phase(ended.phase).overrun_ms[static_cast<std::size_t>(seat.side)] +=
        std::max(running.given_ms, event.spoken_ms - running.agreed_ms);
  seat.spoken_ms += event.spoken_ms;
  seat.heard_ms += heard_ms(ended, running.agreed_ms);
  if (is_of_online(room, event.seat)) floor.online_heard_at = event.at;
  seat.is_in_talk = true;
  if (event.how != TurnEnd::passed) ++seat.turns;
}

void Recorder::operator()(WordsSaid const& event) const {
  auto& said = turn(event.turn);
  said.kind = TurnKind::typed;
  append_words(said.words, event.words.text);
  said.word_count += event.count.value_or(0);
}

void Recorder::operator()(OnlineUnheard const& event) const { room.floor.online_unheard_since = event.since; }
void Recorder::operator()(SeatNudged const& event) const { room.seats.at(event.seat).nudged_at = event.at; }
void Recorder::operator()(NudgesSet const& event) const { room.seats.at(event.seat).wants_nudges = event.are_wanted; }

void Recorder::operator()(GistAdded const& event) const {
  auto& told = turn(event.turn);
  told.gist = event.gist.text;
  told.gist_by = event.gist.owner;
}

void Recorder::operator()(RoundStarted const& event) const { room.floor.round = Round{event.order, 0}; }
void Recorder::operator()(RoundEnded const&) const { room.floor.round.reset(); }

}  // namespace room
