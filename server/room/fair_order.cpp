// A fair order, see fair_order.hpp. Shares are of speaking time: a side or a table is behind when it has had fewer
// seconds than its number of people would have, by more than a slack that one ordinary turn makes up.

#include "server/room/fair_order.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/moves.hpp"
#include "server/room/permissions.hpp"

namespace room {
namespace {

struct Share {
  std::int64_t people = 0;
  std::int64_t spoken_ms = 0;
};

// Who could speak and how long was spoken, in all, by side and by table.
struct Shares {
  Share all;
  std::array<Share, 2> sides;
  std::map<TableNumber, Share> tables;
  std::int64_t mean_turn_ms = 0;  // of all who are here, since the evening began

  template <class Change>
  void change(Seat const& seat, Change change) {
    change(all);
    change(sides[static_cast<std::size_t>(seat.side)]);
    if (seat.table) change(tables[*seat.table]);
  }

  // Has this share had less than its people would have, by more than the slack?
  bool is_behind(Share const& share) const {
    return all.people > 0 && all.spoken_ms * share.people / all.people - share.spoken_ms > limits::share_slack_ms;
  }
  bool side_is_behind(Seat const& seat) const { return is_behind(sides[static_cast<std::size_t>(seat.side)]); }
  bool table_is_behind(Seat const& seat) const {
    if (!seat.table) return false;
    auto const found = tables.find(*seat.table);
    return found != tables.end() && is_behind(found->second);
  }
};

// Who has ended does not count among the people, but what was said by that person was said by that side. A table counts
// its own people only: what is said elsewhere changes no place here.
Shares shares(Room const& room, Floor const& floor, Millis at) {
  Shares shares;
  auto const is_here = [&](Seat const& seat) { return !floor.table || table_of(room, seat) == floor.table; };
  std::int64_t turns = 0, spoken_ms = 0;
  for (auto const& [number, id] : room.live) {
    auto const& seat = room.seats.at(id);
    if (!is_here(seat)) continue;
    turns += seat.turns;
    spoken_ms += seat.heard_ms;
    if (goes_round(seat.role)) shares.change(seat, [](Share& share) { ++share.people; });
  }
  if (turns > 0) shares.mean_turn_ms = spoken_ms / turns;
  for (auto turn = room.talk.turns.rbegin(); turn != room.talk.turns.rend(); ++turn) {
    if (turn->started_at < at - limits::share_window_ms) break;
    auto const& seat = room.seats.at(turn->seat);
    if (goes_round(seat.role) && is_here(seat))
      shares.change(seat, [&](Share& share) { share.spoken_ms += turn->heard_ms; });
  }
  return shares;
}

struct Bound {
  bool urgent_may_go_first = false;
  std::optional<SeatId> voice;  // who carries it, unless it spoke last
};

PlaceReason reason(Shares const& shares, Seat const& seat, WaitingHand const& hand, Bound const& bound) {
  if (hand.was_called || hand.is_asked_again) return PlaceReason::called;
  if (hand.has_waited_long) return PlaceReason::waited_long;
  if (hand.objects) return PlaceReason::objects;
  if (bound.urgent_may_go_first && is_urgent(hand.kind)) return PlaceReason::urgent;
  if (bound.voice == hand.seat) return PlaceReason::voice;
  if (seat.turns == 0) return PlaceReason::not_heard;
  if (shares.side_is_behind(seat)) return PlaceReason::side_behind;
  if (shares.table_is_behind(seat)) return PlaceReason::table_behind;
  return PlaceReason::heard_before;
}

// How long this person will have spoken after one more turn, as long as the earlier ones were; the mean of the room
// counts as one of them. Without it who speaks long at a time gets more than who speaks briefly.
std::int64_t spoken_after(Shares const& shares, Seat const& seat) {
  return seat.heard_ms + (seat.heard_ms + shares.mean_turn_ms) / (seat.turns + 1);
}

// Smaller goes first; of those who were called in vain the newest stands in front already and stays there. Among those
// who were not heard, side and table decide as well; who has waited long only waits for who waited longer.
auto fair_key(Shares const& shares, Seat const& seat, WaitingHand const& hand) {
  bool const by_arrival = hand.was_called || hand.is_asked_again || hand.has_waited_long || hand.objects ||
                          hand.why == PlaceReason::urgent || hand.why == PlaceReason::voice;
  return std::tuple(!hand.was_called, !hand.is_asked_again, !hand.has_waited_long, !hand.objects,
                    hand.why != PlaceReason::urgent, hand.why != PlaceReason::voice, !by_arrival && !hand.is_promised,
                    !by_arrival && seat.turns > 0, !by_arrival && !shares.side_is_behind(seat),
                    !by_arrival && !shares.table_is_behind(seat), by_arrival ? 0 : spoken_after(shares, seat),
                    hand.was_called ? 0 : hand.arrival);
}

void order_fairly(Room const& room, Floor& floor, Millis at) {
  auto const now = shares(room, floor, at);
  Bound const bound{floor.urgent_in_row < limits::urgent_in_row_max,
                    floor.voice.spoke_last ? std::nullopt : floor.voice.bearer};
  std::vector<std::pair<decltype(fair_key(now, Seat{}, WaitingHand{})), WaitingHand>> keyed;
  keyed.reserve(floor.queue.size());
  for (auto& hand : floor.queue) {
    Seat const& seat = room.seats.at(hand.seat);
    hand.why = reason(now, seat, hand, bound);
    keyed.emplace_back(fair_key(now, seat, hand), std::move(hand));
  }
  std::ranges::stable_sort(
      keyed, {}, [](auto const& pair) -> auto const& { return pair.first; });
  std::ranges::transform(keyed, floor.queue.begin(), [](auto& pair) { return std::move(pair.second); });
}

void order_by_arrival(Floor& floor) {
  for (auto& hand : floor.queue)
    hand.why = hand.was_called ? PlaceReason::called : hand.objects ? PlaceReason::objects : PlaceReason::arrival;
  std::ranges::stable_sort(floor.queue, {}, [](WaitingHand const& hand) {
    return std::tuple(!hand.was_called, !hand.objects, hand.was_called ? 0 : hand.arrival);
  });
}

// The side that did not speak last; before anybody spoke in this phase it is the turn of who is online, for they are
// overlooked first.
Side side_to_come(Room const& room, Floor const& floor) {
  auto const& phase = running_phase(room)->plan.id;
  for (auto turn = room.talk.turns.rbegin(); turn != room.talk.turns.rend() && turn->phase == phase; ++turn) {
    // A short question does not take its side's turn.
    if (turn->table != floor.table || turn->interrupts) continue;
    return room.seats.at(turn->seat).side == Side::hall ? Side::online : Side::hall;
  }
  return Side::online;
}

// Hall and online in turn, by arrival within a side, as long as both have a hand up.
void order_alternating(Room const& room, Floor& floor) {
  order_by_arrival(floor);
  auto const first =
      std::ranges::find_if(floor.queue, [](WaitingHand const& hand) { return !hand.was_called && !hand.objects; });
  std::array<std::vector<WaitingHand>, 2> sides;
  for (auto hand = first; hand != floor.queue.end(); ++hand)
    sides[static_cast<std::size_t>(room.seats.at(hand->seat).side)].push_back(std::move(*hand));
  floor.queue.erase(first, floor.queue.end());
  std::array<std::size_t, 2> taken{};
  auto const all = sides[0].size() + sides[1].size();
  for (auto side = static_cast<std::size_t>(side_to_come(room, floor)); taken[0] + taken[1] < all; side = 1 - side) {
    auto const other = 1 - side;
    if (taken[side] == sides[side].size()) continue;
    auto& hand = sides[side][taken[side]++];
    bool const goes_before = taken[other] < sides[other].size() && sides[other][taken[other]].arrival < hand.arrival;
    if (goes_before) hand.why = PlaceReason::other_side;
    floor.queue.push_back(std::move(hand));
  }
}

// Who has heard "you are next" stays next: a new hand, or the seconds of the turn that runs, take that back from
// nobody.
void promise_first(Floor& floor) {
  if (std::ranges::any_of(floor.queue, &WaitingHand::is_promised)) return;
  auto const first = std::ranges::find(floor.queue, false, &WaitingHand::was_called);
  if (first != floor.queue.end()) first->is_promised = true;
}

bool is_fair(Room const& room) { return queue_order_now(room) == QueueOrder::fair; }

}  // namespace

bool is_urgent(RequestKind kind) { return kind == RequestKind::point_of_order || kind == RequestKind::technical; }

void order_queue(Room const& room, Floor& floor, Millis at) {
  if (floor.queue.empty()) return;
  if (!is_fair(room)) {
    if (queue_order_now(room) == QueueOrder::alternating)
      order_alternating(room, floor);
    else
      order_by_arrival(floor);
    moves::place_moved(floor.queue);
    return;
  }
  order_fairly(room, floor, at);
  moves::place_moved(floor.queue);
  promise_first(floor);
}

std::optional<Millis> next_long_wait(Room const& room, Floor const& floor) {
  if (!is_fair(room)) return std::nullopt;
  std::optional<Millis> next;
  for (auto const& hand : floor.queue) {
    auto const at = hand.raised_at + limits::long_wait_ms;
    if (!hand.has_waited_long && (!next || at < *next)) next = at;
  }
  return next;
}

std::vector<Event> long_waits(Room const& room, Floor const& floor, Millis now) {
  std::vector<Event> events;
  if (!is_fair(room)) return events;
  for (auto const& hand : floor.queue)
    if (!hand.has_waited_long && hand.raised_at + limits::long_wait_ms <= now)
      events.emplace_back(HandWaitedLong{hand.seat, now});
  return events;
}

}  // namespace room
