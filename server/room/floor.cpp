// The floor, see floor.hpp. A turn has a soft end: overtime is shown, nobody is cut.

#include "server/room/floor.hpp"

#include <algorithm>

#include "server/room/fair_order.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/standing.hpp"
#include "server/room/turn_clock.hpp"

namespace room::floor {
namespace {

void add(std::vector<Event>& events, std::vector<Event> more) {
  events.insert(events.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// Guards staff taps: the turn must be the one that runs. An unanswered call leaves no turn behind, so an id that we do
// not know is a turn that has gone by as well.
std::optional<Decision> must_run(Room const& room, TurnId const& turn) {
  if (room.floor.speaker && room.floor.speaker->turn == turn) return std::nullopt;
  return refuse(Refusal::turn_moved_on, "turn");
}

bool has_said_something(Room const& room) {
  return !room.talk.turns.at(room.talk.index.at(room.floor.speaker->turn)).words.empty();
}

bool is_to_come_in_round(Room const& room, SeatId const& seat) {
  auto const& round = room.floor.round;
  if (!round) return false;
  return std::find(round->order.begin() + static_cast<std::ptrdiff_t>(round->next), round->order.end(), seat) !=
         round->order.end();
}

}  // namespace

Decision request(Asking& asking, RequestFloor const& ask) {
  auto const whose = for_whom(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  if (!may(whose.seat->role, command_index<RequestFloor>())) return refuse(Refusal::not_allowed, "on_behalf_of");
  if (!asking.room.floor.queue_is_open) return refuse(Refusal::queue_closed);
  if (has_the_floor(asking.room, whose.seat->id)) return refuse(Refusal::already_speaking);
  if (is_waiting(asking.room, whose.seat->id)) return refuse(Refusal::already_waiting);
  if (asking.room.floor.queue.size() >= limits::queue_length_max) return refuse(Refusal::queue_full);
  return happened(FloorRequested{whose.seat->id, whose.by, asking.now(), ask.kind});
}

Decision lower(Asking& asking, LowerHand const& ask) {
  auto const whose = for_whom(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  if (!is_waiting(asking.room, whose.seat->id)) return refuse(Refusal::not_waiting);
  return happened(HandLowered{whose.seat->id, whose.by});
}

Decision grant(Asking& asking, GrantFloor const& ask) {
  if (!running_phase(asking.room)) return refuse(Refusal::not_begun);
  auto const& speaker = asking.room.floor.speaker;
  auto const running = speaker ? std::optional(speaker->turn) : std::nullopt;
  if (ask.after != running) return refuse(Refusal::turn_moved_on, "after");
  if (!live_seat(asking.room, ask.seat)) return refuse(Refusal::seat_unknown, "seat");
  if (has_the_floor(asking.room, ask.seat)) return refuse(Refusal::already_speaking, "seat");
  if (!can_take_another_turn(asking.room)) return refuse(Refusal::talk_full);
  auto events = all_ended(asking, TurnEnd::ended, asking.by());
  auto grant = granted(asking, ask.seat, asking.by());
  grant.is_chosen = next_up(asking.room, asking.presence()) != ask.seat;
  events.emplace_back(std::move(grant));
  return events;
}

Decision yield(Asking& asking) {
  if (!is_speaking(asking.room, asking.me())) return refuse(Refusal::not_your_turn);
  return ended_and_next(asking, TurnEnd::yielded, std::nullopt);
}

Decision pass(Asking& asking) {
  if (!is_speaking(asking.room, asking.me())) return refuse(Refusal::not_your_turn);
  return ended_and_next(asking, TurnEnd::passed, std::nullopt);
}

Decision interpose(Asking& asking, Interpose const& ask) {
  auto const& room = asking.room;
  if (auto const denied = must_run(room, ask.turn)) return *denied;
  if (room.floor.held) return refuse(Refusal::already_interrupted, "turn");
  if (!live_seat(room, ask.seat)) return refuse(Refusal::seat_unknown, "seat");
  if (has_the_floor(room, ask.seat)) return refuse(Refusal::already_speaking, "seat");
  if (!can_take_another_turn(room)) return refuse(Refusal::talk_full);
  auto question = granted(asking, ask.seat, asking.by());
  auto const& plan = running_phase(room)->plan;
  auto const length = turn_length_ms(plan, room.seats.at(ask.seat));
  question.ends_at = asking.now() + length * limits::interposed_seconds / plan.turn_seconds.value;
  question.is_in_round = false;  // who is still to come in a round keeps that turn
  question.is_chosen = true;
  question.interrupts = ask.turn;
  return happened(std::move(question));
}

Decision undo(Asking& asking, UndoGrant const& ask) {
  auto const& room = asking.room;
  if (auto const denied = must_run(room, ask.turn)) return *denied;
  auto const& before = room.floor.before_grant;
  bool const has_gone_on = !before || has_said_something(room) || spoken_ms(room, asking.now()) > limits::undo_ms_max;
  if (has_gone_on) return refuse(Refusal::too_late, "turn");
  GrantUndone event{ask.turn, asking.me(), asking.now(), std::nullopt};
  auto const& ended = before->ended;
  if (room.floor.held)
    event.resumed = room.floor.held->turn;
  else if (ended && live_seat(room, ended->turn.seat))
    event.resumed = ended->turn.turn;
  return happened(std::move(event));
}

Decision end(Asking& asking, EndTurn const& ask) {
  if (auto const denied = must_run(asking.room, ask.turn)) return *denied;
  return ended_and_next(asking, TurnEnd::ended, asking.by());
}

Decision extend(Asking& asking, ExtendTurn const& ask) {
  if (auto const denied = must_run(asking.room, ask.turn)) return *denied;
  // In overtime the seconds count from now, or from when the clock stands still: who gets thirty seconds more really
  // has them.
  auto const from = std::max(asking.room.floor.speaker->ends_at, stands_since(asking.room).value_or(asking.now()));
  return happened(TurnExtended{ask.turn, from + 1000 * ask.seconds.value, asking.me()});
}

Decision skip(Asking& asking, SkipUnanswered const& ask) {
  if (auto const denied = must_run(asking.room, ask.turn)) return *denied;
  // Who typed words was there after all: that turn counts and ends like any other.
  auto const& speaker = *asking.room.floor.speaker;
  bool const was_here = has_said_something(asking.room) || speaker.was_held || speaker.spoken_before_ms > 0;
  auto const how = was_here ? TurnEnd::ended : TurnEnd::unanswered;
  if (asking.room.floor.held) return happened(ended(asking, how, asking.by()));
  if (asking.room.floor.round) return ended_and_next(asking, how, asking.by());
  std::vector<Event> events{ended(asking, how, asking.by())};
  auto const next = next_not_called(asking.room, asking.presence());
  if (next && can_take_another_turn(asking.room)) events.emplace_back(granted(asking, *next, asking.by()));
  return events;
}

Decision open_queue(Asking& asking) {
  if (!running_phase(asking.room)) return refuse(Refusal::not_begun);
  if (asking.room.floor.queue_is_open) return refuse(Refusal::nothing_changed);
  return happened(QueueOpened{asking.me()});
}

Decision close_queue(Asking& asking) {
  if (!asking.room.floor.queue_is_open) return refuse(Refusal::nothing_changed);
  return happened(QueueClosed{asking.me()});
}

FloorGranted granted(Asking& asking, SeatId const& seat, std::optional<SeatId> by) {
  auto const& room = asking.room;
  auto const& plan = running_phase(room)->plan;
  auto const length = turn_length_ms(plan, room.seats.at(seat));
  FloorGranted event{fresh_turn(asking),
                     seat,
                     plan.id,
                     asking.now(),
                     asking.now() + length,
                     std::move(by),
                     is_to_come_in_round(room, seat)};
  auto const hand = std::ranges::find(room.floor.queue, seat, &WaitingHand::seat);
  // In a round everybody speaks once, whatever a hand that happens to be up is for.
  if (event.is_in_round || hand == room.floor.queue.end()) return event;
  event.why = hand->why;
  event.place = static_cast<int>(hand - room.floor.queue.begin()) + 1;
  event.asked_as = hand->kind;
  if (hand->move) event.moved = hand->move->reason;
  if (is_urgent(hand->kind)) {
    auto const seconds = std::min<std::int64_t>(plan.turn_seconds.value, limits::urgent_turn_seconds_max);
    event.ends_at = asking.now() + length * seconds / plan.turn_seconds.value;
  }
  return event;
}

TurnEnded ended(Asking const& asking, TurnEnd how, std::optional<SeatId> by) {
  return ended(asking, *asking.room.floor.speaker, how, std::move(by));
}

TurnEnded ended(Asking const& asking, CurrentTurn const& turn, TurnEnd how, std::optional<SeatId> by) {
  auto const spoken = how == TurnEnd::unanswered ? 0 : spoken_ms(asking.room, turn, asking.now());
  return {turn.turn, turn.seat, how, asking.now(), spoken, std::move(by)};
}

std::vector<Event> all_ended(Asking const& asking, TurnEnd how, std::optional<SeatId> const& by) {
  std::vector<Event> events;
  auto const& floor = asking.room.floor;
  if (floor.speaker) events.emplace_back(ended(asking, *floor.speaker, how, by));
  if (floor.held) events.emplace_back(ended(asking, *floor.held, how, by));
  return events;
}

std::vector<Event> ended_and_next(Asking& asking, TurnEnd how, std::optional<SeatId> by) {
  std::vector<Event> events{ended(asking, how, std::move(by))};
  // After a short question its speaker goes on; in a round as well.
  if (!asking.room.floor.held) add(events, next_of_round(asking));
  return events;
}

std::vector<Event> next_of_round(Asking& asking, std::optional<SeatId> const& leaving) {
  if (!asking.room.floor.round) return {};
  auto const next = next_in_round(asking.room, leaving);
  if (!next || !can_take_another_turn(asking.room)) return {RoundEnded{}};
  return {granted(asking, *next, std::nullopt)};
}

}  // namespace room::floor
