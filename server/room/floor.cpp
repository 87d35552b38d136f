// The floor, see floor.hpp. A turn has a soft end: overtime is shown, nobody is cut.

#include "server/room/floor.hpp"

#include <algorithm>

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

std::optional<PlaceReason> why_here(Room const& room, SeatId const& seat) {
  auto const hand = std::ranges::find(room.floor.queue, seat, &WaitingHand::seat);
  return hand == room.floor.queue.end() ? std::nullopt : std::optional(hand->why);
}

}  // namespace

Decision request(Asking& asking, RequestFloor const& ask) {
  auto const whose = for_whom(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  if (!may(whose.seat->role, command_index<RequestFloor>())) return refuse(Refusal::not_allowed, "on_behalf_of");
  if (!asking.room.floor.queue_is_open) return refuse(Refusal::queue_closed);
  if (is_speaking(asking.room, whose.seat->id)) return refuse(Refusal::already_speaking);
  if (is_waiting(asking.room, whose.seat->id)) return refuse(Refusal::already_waiting);
  if (asking.room.floor.queue.size() >= limits::queue_length_max) return refuse(Refusal::queue_full);
  return happened(FloorRequested{whose.seat->id, whose.by, asking.now()});
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
  if (is_speaking(asking.room, ask.seat)) return refuse(Refusal::already_speaking, "seat");
  if (!can_take_another_turn(asking.room)) return refuse(Refusal::talk_full);
  std::vector<Event> events;
  if (speaker) events.emplace_back(ended(asking, TurnEnd::ended, asking.by()));
  events.emplace_back(granted(asking, ask.seat, asking.by()));
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
  auto const how = has_said_something(asking.room) ? TurnEnd::ended : TurnEnd::unanswered;
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
  auto const& plan = running_phase(asking.room)->plan;
  return {fresh_turn(asking),
          seat,
          plan.id,
          asking.now(),
          asking.now() + turn_length_ms(plan, asking.room.seats.at(seat)),
          std::move(by),
          is_to_come_in_round(asking.room, seat),
          why_here(asking.room, seat)};
}

TurnEnded ended(Asking const& asking, TurnEnd how, std::optional<SeatId> by) {
  auto const& speaker = *asking.room.floor.speaker;
  auto const spoken = how == TurnEnd::unanswered ? 0 : spoken_ms(asking.room, asking.now());
  return {speaker.turn, speaker.seat, how, asking.now(), spoken, std::move(by)};
}

std::vector<Event> ended_and_next(Asking& asking, TurnEnd how, std::optional<SeatId> by) {
  std::vector<Event> events{ended(asking, how, std::move(by))};
  add(events, next_of_round(asking));
  return events;
}

std::vector<Event> next_of_round(Asking& asking) {
  if (!asking.room.floor.round) return {};
  auto const next = next_in_round(asking.room);
  if (!next || !can_take_another_turn(asking.room)) return {RoundEnded{}};
  return {granted(asking, *next, std::nullopt)};
}

}  // namespace room::floor
