// The go-round, see rounds.hpp.

#include "server/room/rounds.hpp"

#include <algorithm>

#include "server/room/floor.hpp"
#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/turn_clock.hpp"

namespace room::rounds {
namespace {

bool has(std::vector<SeatId> const& seats, SeatId const& seat) { return std::ranges::find(seats, seat) != seats.end(); }

// Who leads the evening sits in the hall, but sums up only with the own page at hand.
bool can_be_asked(Room const& room, Presence const& presence, SeatId const& seat) {
  if (is_staff(room.seats.at(seat).role)) return presence.here.contains(seat);
  return is_reachable(room, presence, seat);
}

struct Next {
  SeatId seat;
  bool begins_second = false;
};

std::optional<Next> find_next(Room const& room, Floor const& floor, Presence const& presence,
                              std::optional<SeatId> const& leaving) {
  auto const& round = floor.round;
  if (!round) return std::nullopt;
  auto const first = [&](std::vector<SeatId> const& seats, auto fits) -> std::optional<SeatId> {
    for (auto const& seat : seats)
      if (seat != leaving && fits(seat) && can_be_asked(room, presence, seat)) return seat;
    return std::nullopt;
  };
  auto const anybody = [](SeatId const&) { return true; };
  if (auto const seat = first(round->to_come, [&](SeatId const& id) { return !sums_up(room, id); })) return Next{*seat};
  if (auto const seat = first(round->again, anybody)) return Next{*seat, true};
  if (auto const seat = first(round->to_come, anybody)) return Next{*seat};
  return std::nullopt;
}

// Who passed before, then who passes now, then who was away all the time.
SecondChanceBegun second_chance(Room const& room, Floor const& floor, Gone const& gone) {
  auto const& round = *floor.round;
  SecondChanceBegun event;
  for (auto const& seat : round.again)
    if (seat != gone.leaving) event.order.push_back(seat);
  auto const& speaker = floor.speaker;
  if (speaker && gone.how && gets_second_chance(room, floor, *speaker, *gone.how)) event.order.push_back(speaker->seat);
  for (auto const& seat : round.to_come)
    if (seat != gone.leaving && !sums_up(room, seat)) event.order.push_back(seat);
  return event;
}

// Everybody who goes round at this floor, in a drawn order.
std::vector<SeatId> drawn_order(Asking& asking, Floor const& floor) {
  auto const& room = asking.room;
  std::vector<SeatId> order;
  for (auto const& [number, id] : room.live)
    if (goes_round(room.seats.at(id).role) && floor_of(room, id) == &floor) order.push_back(id);
  asking.context.dice.shuffle(order);
  // A host speaks last, so that the tone is set by the table.
  std::ranges::stable_partition(order, [&](SeatId const& id) { return !sums_up(room, id); });
  return order;
}

// Nothing when nobody there goes round.
std::vector<Event> started_at(Asking& asking, Floor const& floor) {
  auto const& room = asking.room;
  auto order = drawn_order(asking, floor);
  if (order.empty()) return {};
  bool const is_check = round_kind_now(room) == RoundKind::check;
  // At a table its host sums up, who is in the order already.
  if (is_check && !floor.table) order.push_back(asking.me());
  auto const here = std::ranges::find_if(
      order, [&](SeatId const& id) { return id != asking.me() && is_reachable(room, asking.presence(), id); });
  auto events = floor::all_ended(asking, floor, TurnEnd::ended, asking.by());
  auto first = floor::granted(asking, floor, here == order.end() ? order.front() : *here, std::nullopt);
  first.is_in_round = true;
  first.given_as = GivenAs::in_round;
  // Whatever a hand that happens to be up is for.
  first.why.reset();
  first.moved.reset();
  first.place.reset();
  first.asked_as.reset();
  first.ends_at = asking.now() + turn_length_ms(running_phase(room)->plan, room.seats.at(first.seat));
  if (is_check && floor.queue_is_open) events.emplace_back(QueueClosed{asking.me(), floor.table});
  events.emplace_back(RoundStarted{std::move(order), asking.me(), floor.table});
  events.emplace_back(std::move(first));
  return events;
}

}  // namespace

Decision start(Asking& asking, StartRound const& ask) {
  auto const& room = asking.room;
  auto const floors = floors_asked(asking, ask.table);
  if (floors.empty()) return refuse(Refusal::table_unknown, "table");
  if (std::ranges::all_of(floors, [](Floor const* floor) { return floor->round.has_value(); }))
    return refuse(Refusal::round_already_runs);
  if (!running_phase(room)) return refuse(Refusal::not_begun);
  if (floor_now(room) == FloorMode::closed) return refuse(Refusal::queue_closed);
  if (!can_take_another_turn(room)) return refuse(Refusal::talk_full);
  std::vector<Event> events;
  for (auto const* floor : floors)
    if (!floor->round)
      for (auto& event : started_at(asking, *floor)) events.emplace_back(std::move(event));
  return events.empty() ? refuse(Refusal::nobody_to_go_round) : happened(std::move(events));
}

Decision end(Asking& asking, EndRound const& ask) {
  auto const floors = floors_asked(asking, ask.table);
  if (floors.empty()) return refuse(Refusal::table_unknown, "table");
  std::vector<Event> events;
  // Who speaks now goes on: nobody is cut.
  for (auto const* floor : floors)
    if (floor->round) events.emplace_back(RoundEnded{asking.by(), floor->table});
  return events.empty() ? refuse(Refusal::no_round) : happened(std::move(events));
}

std::optional<SeatId> next(Room const& room, Floor const& floor, Presence const& presence,
                           std::optional<SeatId> const& leaving) {
  auto const found = find_next(room, floor, presence, leaving);
  return found ? std::optional(found->seat) : std::nullopt;
}

std::vector<Event> go_on(Asking& asking, Floor const& floor, Gone const& gone) {
  auto const& room = asking.room;
  if (!floor.round) return {};
  auto const next = find_next(room, floor, asking.presence(), gone.leaving);
  if (!next || !can_take_another_turn(room)) return {RoundEnded{std::nullopt, floor.table}};
  std::vector<Event> events;
  if (next->begins_second) events.emplace_back(second_chance(room, floor, gone));
  events.emplace_back(floor::granted(asking, floor, next->seat, std::nullopt));
  return events;
}

bool hands_rest(Room const& room, Floor const& floor) {
  return floor.round && round_kind_now(room) == RoundKind::check;
}

bool is_to_come(Floor const& floor, SeatId const& seat) {
  auto const& round = floor.round;
  return round && (has(round->to_come, seat) || has(round->again, seat));
}

bool is_asked_again(Room const& room, Floor const& floor, SeatId const& seat) {
  auto const& round = floor.round;
  if (!round) return false;
  return has(round->again, seat) || (round->is_second && has(round->to_come, seat) && !sums_up(room, seat));
}

bool sums_up(Room const& room, SeatId const& seat) {
  auto const role = room.seats.at(seat).role;
  return role == Role::table_host || is_staff(role);
}

// Who typed something was there, and has been heard.
bool gets_second_chance(Room const& room, Floor const& floor, CurrentTurn const& turn, TurnEnd how) {
  auto const& round = floor.round;
  bool const said_no = how == TurnEnd::passed || how == TurnEnd::unanswered;
  if (!said_no || !round || round->is_second) return false;
  if (!turn.is_in_round || turn.is_second_chance || sums_up(room, turn.seat)) return false;
  return room.talk.turns.at(room.talk.index.at(turn.turn)).words.empty();
}

int total(Round const& round) {
  auto const is_new = [&](SeatId const& seat) { return !has(round.asked, seat); };
  // In the first time round nobody who is to come was asked.
  auto const more = round.is_second ? std::ranges::count_if(round.to_come, is_new)
                                    : static_cast<std::ptrdiff_t>(round.to_come.size());
  return static_cast<int>(round.asked.size()) + static_cast<int>(more);
}

}  // namespace room::rounds
