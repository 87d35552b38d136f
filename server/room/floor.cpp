// The floor, see floor.hpp. A turn has a soft end: overtime is shown, nobody is cut.

#include "server/room/floor.hpp"

#include <algorithm>

#include "server/room/circle.hpp"
#include "server/room/fair_order.hpp"
#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/rounds.hpp"
#include "server/room/standing.hpp"
#include "server/room/turn_clock.hpp"

namespace room::floor {
namespace {

void add(std::vector<Event>& events, std::vector<Event> more) {
  events.insert(events.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// Guards staff taps: the turn must be one that runs. An unanswered call leaves no turn behind, so an id that we do not
// know is a turn that has gone by as well.
Decision has_gone_by() { return refuse(Refusal::turn_moved_on, "turn"); }

bool has_said_something(Room const& room, CurrentTurn const& turn) {
  return !room.talk.turns.at(room.talk.index.at(turn.turn)).words.empty();
}

// Where this person speaks now; null: nowhere.
Floor const* where_speaks(Room const& room, Seat const& seat) {
  auto const* floor = floor_of(room, seat);
  return floor && is_speaking(*floor, seat.id) ? floor : nullptr;
}

GivenAs without_hand(Floor const& floor, FloorGranted const& grant) {
  if (grant.is_in_round) return GivenAs::in_round;
  if (floor.voice.bearer == grant.seat) return GivenAs::to_voice;
  return circle::sits_in(floor, grant.seat) ? GivenAs::in_circle : GivenAs::no_hand;
}

// Where people begin to talk without a hand, the queue is not what keeps somebody waiting.
Refusal no_hands_here(Room const& room, Floor const& floor, SeatId const& seat) {
  if (floor_now(room) != FloorMode::free) return Refusal::queue_closed;
  return circle::keeps_out(room, floor, seat) ? Refusal::not_in_circle : Refusal::free_talk;
}

// Whoever went to another table, left the circle or only watches now, does not speak here again.
bool may_go_on(Room const& room, Floor const& floor, SeatId const& id) {
  auto const* seat = live_seat(room, id);
  return seat && floor_of(room, *seat) == &floor && may(seat->role, command_index<RequestFloor>()) &&
         !circle::keeps_out(room, floor, id);
}

}  // namespace

Decision request(Asking& asking, RequestFloor const& ask) {
  auto const whose = for_whom(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  if (!may(whose.seat->role, command_index<RequestFloor>())) return refuse(Refusal::not_allowed, "on_behalf_of");
  auto const* floor = floor_of(asking.room, *whose.seat);
  if (!floor) return refuse(Refusal::no_table);
  if (rounds::hands_rest(asking.room, *floor)) return refuse(Refusal::nobody_reacts);
  if (!floor->queue_is_open) return refuse(no_hands_here(asking.room, *floor, whose.seat->id));
  if (has_the_floor(*floor, whose.seat->id)) return refuse(Refusal::already_speaking);
  if (is_waiting(*floor, whose.seat->id)) return refuse(Refusal::already_waiting);
  if (floor->queue.size() >= limits::queue_length_max) return refuse(Refusal::queue_full);
  return happened(FloorRequested{whose.seat->id, whose.by, asking.now(), ask.kind, floor->table});
}

Decision lower(Asking& asking, LowerHand const& ask) {
  auto const whose = for_whom(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  auto const* floor = floor_of(asking.room, *whose.seat);
  if (!floor || !is_waiting(*floor, whose.seat->id)) return refuse(Refusal::not_waiting);
  return happened(HandLowered{whose.seat->id, whose.by});
}

Decision grant(Asking& asking, GrantFloor const& ask) {
  if (!running_phase(asking.room)) return refuse(Refusal::not_begun);
  auto const* seat = live_person(asking.room, ask.seat);
  auto const* at = seat ? floor_of(asking.room, *seat) : &asking.room.floor;
  if (!at) return refuse(Refusal::no_table, "seat");
  auto const& floor = *at;
  auto const running = floor.speaker ? std::optional(floor.speaker->turn) : std::nullopt;
  if (ask.after != running) return refuse(Refusal::turn_moved_on, "after");
  if (!seat) return refuse(Refusal::seat_unknown, "seat");
  if (has_the_floor(floor, ask.seat)) return refuse(Refusal::already_speaking, "seat");
  if (circle::keeps_out(asking.room, floor, ask.seat)) return refuse(Refusal::not_in_circle, "seat");
  bool const is_asked_for = is_waiting(floor, ask.seat) || rounds::is_to_come(floor, ask.seat);
  if (running_phase(asking.room)->plan.only_hands.value_or(false) && !is_asked_for)
    return refuse(Refusal::only_who_waits, "seat");
  if (!can_take_another_turn(asking.room)) return refuse(Refusal::talk_full);
  auto events = all_ended(asking, floor, TurnEnd::ended, asking.by());
  auto grant = granted(asking, floor, ask.seat, asking.by());
  grant.is_chosen = next_up(asking.room, floor, asking.presence()) != ask.seat;
  events.emplace_back(std::move(grant));
  return events;
}

Decision yield(Asking& asking, YieldFloor const& ask) {
  auto const whose = who_speaks(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  auto const* floor = where_speaks(asking.room, *whose.seat);
  if (!floor) return refuse(Refusal::not_your_turn);
  return ended_and_next(asking, *floor, TurnEnd::yielded, whose.by);
}

Decision pass(Asking& asking, Pass const& ask) {
  auto const whose = who_speaks(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  auto const* floor = where_speaks(asking.room, *whose.seat);
  if (!floor) return refuse(Refusal::not_your_turn);
  return ended_and_next(asking, *floor, TurnEnd::passed, whose.by);
}

Decision interpose(Asking& asking, Interpose const& ask) {
  auto const& room = asking.room;
  auto const* floor = floor_where_runs(room, ask.turn);
  if (!floor) return has_gone_by();
  if (rounds::hands_rest(room, *floor)) return refuse(Refusal::nobody_reacts);
  if (floor->held) return refuse(Refusal::already_interrupted, "turn");
  if (!live_person(room, ask.seat)) return refuse(Refusal::seat_unknown, "seat");
  if (floor_of(room, ask.seat) != floor) return refuse(Refusal::at_another_table, "seat");
  if (has_the_floor(*floor, ask.seat)) return refuse(Refusal::already_speaking, "seat");
  if (!can_take_another_turn(room)) return refuse(Refusal::talk_full);
  auto question = granted(asking, *floor, ask.seat, asking.by());
  auto const& plan = running_phase(room)->plan;
  auto const length = turn_length_ms(plan, room.seats.at(ask.seat));
  question.ends_at = asking.now() + length * limits::interposed_seconds / plan.turn_seconds.value;
  // A hand that waits to ask something is answered by this; any other stays up for what it is for.
  if (is_waiting(*floor, ask.seat) && question.asked_as != RequestKind::question) {
    question.keeps_hand = true;
    question.why.reset();
    question.moved.reset();
    question.place.reset();
    question.asked_as.reset();
  }
  question.is_in_round = false;  // who is still to come in a round keeps that turn
  question.given_as = GivenAs::short_question;
  question.is_chosen = true;
  question.interrupts = ask.turn;
  return happened(std::move(question));
}

Decision undo(Asking& asking, UndoGrant const& ask) {
  auto const& room = asking.room;
  auto const* floor = floor_where_runs(room, ask.turn);
  if (!floor) return has_gone_by();
  auto const& before = floor->before_grant;
  bool const has_gone_on = !before || has_said_something(room, *floor->speaker) ||
                           spoken_ms(room, *floor->speaker, asking.now()) > limits::undo_ms_max;
  if (has_gone_on) return refuse(Refusal::too_late, "turn");
  GrantUndone event{ask.turn, asking.me(), asking.now(), std::nullopt};
  auto const& ended = before->ended;
  if (floor->held)
    event.resumed = floor->held->turn;
  else if (ended && may_go_on(room, *floor, ended->turn.seat))
    event.resumed = ended->turn.turn;
  return happened(std::move(event));
}

Decision end(Asking& asking, EndTurn const& ask) {
  auto const* floor = floor_where_runs(asking.room, ask.turn);
  if (!floor) return has_gone_by();
  return ended_and_next(asking, *floor, TurnEnd::ended, asking.by());
}

Decision extend(Asking& asking, ExtendTurn const& ask) {
  auto const* floor = floor_where_runs(asking.room, ask.turn);
  if (!floor) return has_gone_by();
  // In overtime the seconds count from now, or from when the clock stands still: who gets thirty seconds more really
  // has them.
  auto const& speaker = *floor->speaker;
  auto const from = speaker.left_ms
                        ? speaker.ends_at
                        : std::max(speaker.ends_at, stands_since(asking.room, speaker).value_or(asking.now()));
  return happened(TurnExtended{ask.turn, from + 1000 * ask.seconds.value, asking.me()});
}

Decision skip(Asking& asking, SkipUnanswered const& ask) {
  auto const* floor = floor_where_runs(asking.room, ask.turn);
  if (!floor) return has_gone_by();
  // Who typed words was there after all: that turn counts and ends like any other.
  auto const& speaker = *floor->speaker;
  bool const was_here = has_said_something(asking.room, speaker) || speaker.was_held || speaker.spoken_before_ms > 0;
  auto const how = was_here ? TurnEnd::ended : TurnEnd::unanswered;
  if (floor->held) return happened(ended(asking, speaker, how, asking.by()));
  if (floor->round) return ended_and_next(asking, *floor, how, asking.by());
  std::vector<Event> events{ended(asking, speaker, how, asking.by())};
  auto const next = next_not_called(asking.room, *floor, asking.presence());
  if (next && can_take_another_turn(asking.room)) events.emplace_back(granted(asking, *floor, *next, asking.by()));
  return events;
}

Decision open_queue(Asking& asking, OpenQueue const& ask) {
  if (!running_phase(asking.room)) return refuse(Refusal::not_begun);
  auto floors = floors_asked(asking, ask.table);
  if (floors.empty()) return refuse(Refusal::table_unknown, "table");
  std::erase_if(floors, [&](Floor const* floor) { return rounds::hands_rest(asking.room, *floor); });
  if (floors.empty()) return refuse(Refusal::nobody_reacts);
  std::vector<Event> events;
  for (auto const* floor : floors)
    if (!floor->queue_is_open) events.emplace_back(QueueOpened{asking.me(), floor->table});
  return events.empty() ? refuse(Refusal::nothing_changed) : happened(std::move(events));
}

Decision close_queue(Asking& asking, CloseQueue const& ask) {
  auto const floors = floors_asked(asking, ask.table);
  if (floors.empty()) return refuse(Refusal::table_unknown, "table");
  std::vector<Event> events;
  for (auto const* floor : floors)
    if (floor->queue_is_open) events.emplace_back(QueueClosed{asking.me(), floor->table});
  return events.empty() ? refuse(Refusal::nothing_changed) : happened(std::move(events));
}

FloorGranted granted(Asking& asking, Floor const& floor, SeatId const& seat, std::optional<SeatId> by) {
  auto const& room = asking.room;
  auto const& plan = running_phase(room)->plan;
  auto const length = turn_length_ms(plan, room.seats.at(seat));
  FloorGranted event{fresh_turn(asking),
                     seat,
                     plan.id,
                     asking.now(),
                     asking.now() + length,
                     std::move(by),
                     rounds::is_to_come(floor, seat)};
  event.speaks_for = room.seats.at(seat).speaks_for;
  event.table = floor.table;
  auto const hand = std::ranges::find(floor.queue, seat, &WaitingHand::seat);
  // In a round everybody speaks once, whatever a hand that happens to be up is for.
  if (event.is_in_round || hand == floor.queue.end()) {
    event.given_as = without_hand(floor, event);
    return event;
  }
  event.why = hand->why;
  event.place = static_cast<int>(hand - floor.queue.begin()) + 1;
  event.asked_as = hand->kind;
  if (hand->move) event.moved = hand->move->reason;
  if (is_urgent(hand->kind)) {
    auto const seconds = std::min<std::int64_t>(plan.turn_seconds.value, limits::urgent_turn_seconds_max);
    event.ends_at = asking.now() + length * seconds / plan.turn_seconds.value;
  }
  return event;
}

TurnEnded ended(Asking const& asking, CurrentTurn const& turn, TurnEnd how, std::optional<SeatId> by) {
  auto const spoken = how == TurnEnd::unanswered ? 0 : counted_ms(asking.room, turn, asking.now());
  return {turn.turn, turn.seat, how, asking.now(), spoken, std::move(by)};
}

std::vector<Event> all_ended(Asking const& asking, Floor const& floor, TurnEnd how, std::optional<SeatId> const& by) {
  std::vector<Event> events;
  if (floor.speaker) events.emplace_back(ended(asking, *floor.speaker, how, by));
  if (floor.held) events.emplace_back(ended(asking, *floor.held, how, by));
  return events;
}

std::vector<Event> ended_and_next(Asking& asking, Floor const& floor, TurnEnd how, std::optional<SeatId> by) {
  std::vector<Event> events{ended(asking, *floor.speaker, how, std::move(by))};
  // After a short question its speaker goes on; in a round as well.
  if (!floor.held) add(events, rounds::go_on(asking, floor, {std::nullopt, how}));
  return events;
}

}  // namespace room::floor
