// Records what happened at the floor and in the talk stream, see recorder.hpp.

#include <algorithm>
#include <utility>

#include "server/room/balance.hpp"
#include "server/room/fair_order.hpp"
#include "server/room/floors.hpp"
#include "server/room/permissions.hpp"
#include "server/room/recorder.hpp"
#include "server/room/rounds.hpp"
#include "server/room/turn_clock.hpp"

namespace room {
namespace {

// In a round whoever is called, also early, leaves the line of those to come; the others keep their order. Was this
// person asked before?
bool ask_in_round(Room const& room, Round& round, FloorGranted const& event) {
  if (std::erase(round.to_come, event.seat) + std::erase(round.again, event.seat) == 0) return false;
  // The room lets somebody sum up: nobody is asked again after that.
  if (!event.by && rounds::sums_up(room, event.seat)) round.again.clear();
  bool const is_new = std::ranges::find(round.asked, event.seat) == round.asked.end();
  if (is_new) round.asked.push_back(event.seat);
  return !is_new;
}

void count_in_round(Room const& room, Floor& floor, CurrentTurn const& turn, TurnEnd how) {
  if (!floor.round || !turn.is_in_round) return;
  if (rounds::gets_second_chance(room, floor, turn, how))
    floor.round->again.push_back(turn.seat);
  else if (how != TurnEnd::passed && how != TurnEnd::unanswered)
    ++floor.round->spoke;
}

void take_back(Talk& talk, Floor& floor, TurnId const& id) {
  // Only the running turn can be unanswered, and it is always the newest of its floor; at other tables there may be
  // newer ones.
  auto const at = talk.index.at(id);
  talk.turns.erase(talk.turns.begin() + static_cast<std::ptrdiff_t>(at));
  talk.index.erase(id);
  for (auto later = at; later < talk.turns.size(); ++later) talk.index[talk.turns[later].id] = later;
  --floor.position;
}

// The hand that was called in vain stands in front again. In a round the call went by; who was called without a hand
// has none now either.
void give_hand_back(Floor& floor, CurrentTurn const& called) {
  if (called.is_in_round || !called.hand) return;
  auto hand = *called.hand;
  hand.was_called = true;
  hand.is_promised = false;
  hand.move.reset();
  if (is_urgent(hand.kind)) floor.urgent_in_row = std::max(0, floor.urgent_in_row - 1);
  floor.queue.insert(floor.queue.begin(), std::move(hand));
}

// The hand goes: who was put right behind it comes first now, for that is what was agreed.
std::vector<SeatId> move_up_behind(Floor& floor, SeatId const& gone) {
  std::vector<SeatId> moved_up;
  for (auto& hand : floor.queue) {
    if (!hand.move || hand.move->behind != gone) continue;
    hand.move->behind.reset();
    moved_up.push_back(hand.seat);
  }
  return moved_up;
}

bool waits(Floor const& floor, SeatId const& seat) {
  return std::ranges::find(floor.queue, seat, &WaitingHand::seat) != floor.queue.end();
}

// The hand is back: who stood right behind it does so again, and was never promised to be next.
void take_hand_back(Floor& floor, WaitingHand const& hand, std::vector<SeatId> const& behind) {
  for (auto& other : floor.queue) {
    if (hand.is_promised) other.is_promised = false;
    bool const stood_behind = std::ranges::find(behind, other.seat) != behind.end();
    if (stood_behind && other.move && !other.move->behind) other.move->behind = hand.seat;
  }
  floor.queue.push_back(hand);
  auto& move = floor.queue.back().move;
  if (move && move->behind && !waits(floor, *move->behind)) move.reset();
}

// The hand goes without having been heard: who stood behind it stands where the order says.
void forget_moves_behind(Floor& floor, SeatId const& gone) {
  for (auto& hand : floor.queue)
    if (hand.move && hand.move->behind == gone) hand.move.reset();
}

// Two hands cannot stand behind each other: the one that was moved first stands where the order says again.
void free_from_chain(Floor& floor, HandMoved const& event) {
  auto behind = event.behind;
  while (behind) {
    auto const hand = std::ranges::find(floor.queue, *behind, &WaitingHand::seat);
    if (hand == floor.queue.end() || !hand->move) return;
    behind = hand->move->behind;
    if (behind == event.seat) return hand->move.reset();
  }
}

// The short question is over: who spoke goes on.
void go_on_with_held(Room const& room, Floor& floor, Millis at) {
  floor.speaker = std::exchange(floor.held, std::nullopt);
  if (!floor.speaker) return;
  floor.speaker->was_held = true;
  go_on(room, *floor.speaker, at);
}

// Somebody else has spoken: who was called in vain before is asked again, first of all.
std::vector<SeatId> ask_again(Floor& floor) {
  std::vector<SeatId> called;
  for (auto& hand : floor.queue) {
    if (!std::exchange(hand.was_called, false)) continue;
    hand.is_asked_again = true;
    called.push_back(hand.seat);
  }
  return called;
}

// Only what who leads gives outside a round can be taken back: a round goes on by itself.
void remember_before_grant(Room const& room, Floor& floor, FloorGranted const& event, std::vector<SeatId> behind) {
  auto const ended = std::exchange(floor.just_ended, std::nullopt);
  floor.before_grant.reset();
  if (!event.by || (floor.round && !event.interrupts)) return;
  BeforeGrant before{std::nullopt, std::move(behind), floor.urgent_in_row, event.at + limits::undo_ms_max};
  // Only what ended for this very grant: who had finished before has finished.
  bool const is_for_this = ended && !event.interrupts && ended->seq + 1 == room.seq && ended->at == event.at;
  if (is_for_this) before.ended = ended;
  floor.before_grant = std::move(before);
}

// A clock that stands still has as much more left.
void move_end(CurrentTurn& turn, Millis ends_at) {
  if (turn.left_ms) *turn.left_ms += ends_at - turn.ends_at;
  turn.ends_at = ends_at;
}

void append_words(std::string& words, std::string const& more) {
  if (!words.empty()) words += '\n';
  words += more;
}

}  // namespace

Turn& Recorder::turn(TurnId const& id) const { return room.talk.turns.at(room.talk.index.at(id)); }

void Recorder::operator()(QueueOpened const& event) const { floor(event.table).queue_is_open = true; }
void Recorder::operator()(QueueClosed const& event) const { floor(event.table).queue_is_open = false; }

void Recorder::operator()(FloorRequested const& event) const {
  WaitingHand hand;
  hand.seat = event.seat;
  hand.kind = event.kind.value_or(RequestKind::contribution);
  hand.raised_at = event.at;
  hand.arrival = room.seq;
  hand.objects = event.objects.value_or(false);
  floor(event.table).queue.push_back(std::move(hand));
}

void Recorder::operator()(HandLowered const& event) const {
  auto& floor = floor_of_seat(event.seat);
  std::erase_if(floor.queue, [&](WaitingHand const& hand) { return hand.seat == event.seat; });
  forget_moves_behind(floor, event.seat);
}

void Recorder::operator()(HandMoved const& event) const {
  auto& floor = floor_of_seat(event.seat);
  for (auto& hand : floor.queue)
    if (hand.seat == event.seat) {
      hand.move = Move{event.behind, event.reason, room.seq};
      hand.is_promised = false;  // whoever stands first now hears to be next
    }
  free_from_chain(floor, event);
}

void Recorder::operator()(HandWaitedLong const& event) const {
  for (auto& hand : floor_of_seat(event.seat).queue)
    if (hand.seat == event.seat) {
      hand.has_waited_long = true;
      hand.move.reset();
    }
}

void Recorder::operator()(FloorGranted const& event) const {
  auto& floor = this->floor(event.table);
  CurrentTurn running;
  running.seat = event.seat;
  running.turn = event.turn;
  running.started_at = event.at;
  running.ends_at = event.ends_at;
  running.began_in_break = room.paused_at.has_value();
  running.is_in_round = event.is_in_round;
  auto const hand = std::ranges::find(floor.queue, event.seat, &WaitingHand::seat);
  if (hand != floor.queue.end() && !event.keeps_hand.value_or(false)) {
    running.hand = *hand;
    floor.queue.erase(hand);
  }
  auto behind = running.hand ? move_up_behind(floor, event.seat) : std::vector<SeatId>{};
  if (event.interrupts) {
    floor.held = std::exchange(floor.speaker, std::nullopt);
    stand_still(room, *floor.held, event.at);
  } else if (floor.round) {
    running.is_second_chance = ask_in_round(room, *floor.round, event);
  }
  if (!event.interrupts) floor.voice.spoke_last = floor.voice.bearer == event.seat;
  remember_before_grant(room, floor, event, std::move(behind));
  if (event.asked_as) floor.urgent_in_row = is_urgent(*event.asked_as) ? floor.urgent_in_row + 1 : 0;
  if (is_of_online(room, event.seat)) floor.online_unheard_since.reset();
  running.agreed_ms = event.ends_at - event.at;
  running.runs_since = event.at;
  if (event.says_back_to) {
    running.says_back_to = event.says_back_to;
    stand_still(room, running, event.at);
  }
  floor.speaker = running;

  Turn turn;
  turn.id = event.turn;
  turn.table = floor.table;
  turn.position = room.talk.turns.empty() ? 1 : room.talk.turns.back().position + 1;
  turn.position_there = ++floor.position;
  turn.seat = event.seat;
  turn.phase = event.phase;
  turn.started_at = event.at;
  turn.why = event.why;
  turn.moved = event.moved;
  turn.place = event.place;
  turn.given_as = event.given_as;
  turn.asked_as = event.asked_as;
  turn.is_chosen = event.is_chosen.value_or(false);
  turn.interrupts = event.interrupts;
  turn.speaks_for = event.speaks_for;
  room.talk.index[turn.id] = room.talk.turns.size();
  room.talk.turns.push_back(std::move(turn));
}

// The turn never ended: what its end counted is not counted yet, and a hand that went up since then is answered.
void Recorder::reopen(Floor& floor, JustEnded const& ended, Millis at) const {
  std::erase_if(floor.queue, [&](WaitingHand const& hand) { return hand.seat == ended.turn.seat; });
  forget_moves_behind(floor, ended.turn.seat);
  auto& reopened = turn(ended.turn.turn);
  auto& seat = room.seats.at(ended.turn.seat);
  seat.spoken_ms -= reopened.spoken_ms.value_or(0);
  seat.heard_ms -= ended.heard_ms;
  --seat.turns;
  phase(reopened.phase).overrun_ms[static_cast<std::size_t>(ended.side)] -= ended.overrun_ms;
  reopened.spoken_ms.reset();
  reopened.heard_ms = 0;
  for (auto& hand : floor.queue) {
    if (std::ranges::find(ended.called, hand.seat) == ended.called.end()) continue;
    hand.was_called = true;
    hand.is_asked_again = false;
  }
  reopened.how.reset();
  floor.speaker = ended.turn;
  go_on(room, *floor.speaker, at);
}

void Recorder::operator()(GrantUndone const& event) const {
  auto& floor = floor_of_turn(event.turn);
  auto const slip = *std::exchange(floor.speaker, std::nullopt);
  take_back(room.talk, floor, event.turn);
  auto const before = std::exchange(floor.before_grant, std::nullopt).value_or(BeforeGrant{});
  floor.urgent_in_row = before.urgent_in_row;
  if (slip.hand) take_hand_back(floor, *slip.hand, before.behind);
  if (floor.held) {
    go_on_with_held(room, floor, event.at);
  } else if (event.resumed && before.ended) {
    reopen(floor, *before.ended, event.at);
  }
}

void Recorder::operator()(TurnExtended const& event) const {
  move_end(*floor_of_turn(event.turn).speaker, event.ends_at);
}

void Recorder::operator()(SpeakerLost const& event) const {
  floor_of_turn(event.turn).speaker->line_lost_at = event.since;
}

void Recorder::operator()(SpeakerBack const& event) const {
  auto& speaker = *floor_of_turn(event.turn).speaker;
  speaker.paused_ms += std::max<std::int64_t>(0, event.at - *std::exchange(speaker.line_lost_at, std::nullopt));
  speaker.runs_since = event.at;
  speaker.ends_at = event.ends_at;
}

void Recorder::operator()(StretchSet const& event) const {
  room.seats.at(event.seat).stretch = event.stretch;
  if (!event.turn_ends_at) return;
  auto& floor = floor_of_seat(event.seat);
  auto& turn = floor.held && floor.held->seat == event.seat ? *floor.held : *floor.speaker;
  turn.agreed_ms += *event.turn_ends_at - turn.ends_at;
  move_end(turn, *event.turn_ends_at);
}

void Recorder::operator()(TurnEqualised const& event) const {
  auto& speaker = *floor_of_turn(event.turn).speaker;
  speaker.given_ms += event.given_ms;
  move_end(speaker, event.ends_at);
}

void Recorder::operator()(TurnEnded const& event) const {
  auto& floor = floor_of_turn(event.turn);
  bool const was_held = floor.held && floor.held->turn == event.turn;
  auto const ended_turn = was_held ? *floor.held : *floor.speaker;
  floor.before_grant.reset();
  count_in_round(room, floor, ended_turn, event.how);
  if (was_held)
    floor.held.reset();
  else
    go_on_with_held(room, floor, event.at);
  if (event.how == TurnEnd::unanswered) {
    take_back(room.talk, floor, event.turn);
    give_hand_back(floor, ended_turn);
    return;
  }
  auto& ended = turn(event.turn);
  ended.spoken_ms = event.spoken_ms;
  ended.how = event.how;
  auto& seat = room.seats.at(event.seat);
  JustEnded counted{ended_turn, room.seq, event.at, seat.side, 0, 0, ask_again(floor)};
  stand_still(room, counted.turn, event.at);
  if (goes_round(seat.role)) counted.overrun_ms = std::max(ended_turn.given_ms, event.spoken_ms - ended_turn.agreed_ms);
  counted.heard_ms = ended.heard_ms = heard_ms(ended, ended_turn.agreed_ms);
  phase(ended.phase).overrun_ms[static_cast<std::size_t>(seat.side)] += counted.overrun_ms;
  seat.spoken_ms += event.spoken_ms;
  seat.heard_ms += counted.heard_ms;
  if (event.how == TurnEnd::ended && !ended_turn.is_in_round) floor.just_ended = std::move(counted);
  if (is_of_online(room, event.seat) && floor.online_heard_at > 0) floor.online_heard_at = event.at;
  if (ended.table)
    seat.in_talk_at.insert(*ended.table);
  else
    seat.is_in_talk = true;
  if (event.how != TurnEnd::passed) ++seat.turns;
  if (floor.voice.bearer == event.seat && !ended.interrupts) floor.voice.has_spoken = true;
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

void Recorder::operator()(SeatSpeaksFor const& event) const { room.seats.at(event.seat).speaks_for = event.whom; }

void Recorder::operator()(RoundStarted const& event) const {
  auto& floor = this->floor(event.table);
  floor.round.emplace();
  floor.round->to_come = event.order;
  floor.last_round.reset();
}

void Recorder::operator()(SecondChanceBegun const& event) const {
  auto& round = *floor_of_seat(event.order.front()).round;
  round.is_second = true;
  round.again.clear();
  for (auto const& seat : event.order) std::erase(round.to_come, seat);
  round.to_come.insert(round.to_come.begin(), event.order.begin(), event.order.end());
}

void Recorder::operator()(RoundEnded const& event) const {
  auto& floor = this->floor(event.table);
  floor.last_round = LastRound{floor.round->spoke, rounds::total(*floor.round)};
  floor.round.reset();
}

}  // namespace room
