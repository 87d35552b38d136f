// Moved hands, see moves.hpp. A move holds until the hand itself or the one it stands behind gets the floor or is gone,
// and in a fair order until the hand has been up for twenty minutes (fair_order.hpp).

#include "server/room/moves.hpp"

#include <algorithm>

#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"

namespace room::moves {
namespace {

using Queue = std::vector<WaitingHand>;

auto place_of(auto& queue, SeatId const& seat) { return std::ranges::find(queue, seat, &WaitingHand::seat); }

// Would the hand stand where it stands already?
bool stands_there(Queue const& queue, SeatId const& seat, std::optional<SeatId> const& behind) {
  auto const hand = place_of(queue, seat);
  if (!behind) return hand == queue.begin();
  return hand != queue.begin() && std::prev(hand)->seat == *behind;
}

}  // namespace

Decision move_hand(Asking& asking, MoveHand const& ask) {
  auto const* named = live_seat(asking.room, ask.seat);
  if (!named) return refuse(Refusal::seat_unknown, "seat");
  if (ask.behind && !live_seat(asking.room, *ask.behind)) return refuse(Refusal::seat_unknown, "behind");
  auto const* at = floor_of(asking.room, *named);
  if (!at) return refuse(Refusal::not_waiting, "seat");
  auto const& floor = *at;
  if (ask.revision.value != floor.revision) return refuse(Refusal::queue_moved_on, "revision");
  if (!is_waiting(floor, ask.seat)) return refuse(Refusal::not_waiting, "seat");
  if (ask.behind && (ask.behind == ask.seat || !is_waiting(floor, *ask.behind)))
    return refuse(Refusal::not_waiting, "behind");
  if (stands_there(floor.queue, ask.seat, ask.behind)) return refuse(Refusal::nothing_changed);
  return happened(HandMoved{ask.seat, ask.behind, ask.reason, asking.me()});
}

Decision step_back(Asking& asking, StepBack const& ask) {
  auto const whose = for_whom(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  auto const* floor = floor_of(asking.room, *whose.seat);
  if (!floor) return refuse(Refusal::not_waiting);
  auto const& queue = floor->queue;
  auto const hand = place_of(queue, whose.seat->id);
  auto const other = place_of(queue, ask.behind);
  if (hand == queue.end()) return refuse(Refusal::not_waiting);
  if (other == queue.end() || other <= hand) return refuse(Refusal::not_behind_you, "behind");
  return happened(HandMoved{whose.seat->id, ask.behind, std::nullopt, whose.by});
}

void place_moved(Queue& queue) {
  auto const first_moved =
      std::stable_partition(queue.begin(), queue.end(), [](auto const& hand) { return !hand.move; });
  Queue moved(std::make_move_iterator(first_moved), std::make_move_iterator(queue.end()));
  queue.erase(first_moved, queue.end());
  std::ranges::sort(moved, {}, [](WaitingHand const& hand) { return hand.move->seq; });
  // The first that can be placed, again and again: a hand behind another moved one waits until that one stands. No two
  // stand behind each other (evolve of HandMoved), and whom it stands behind waits, so each finds its place.
  auto const can_stand = [&](WaitingHand const& hand) {
    return !hand.move->behind || place_of(queue, *hand.move->behind) != queue.end();
  };
  while (!moved.empty()) {
    auto found = std::ranges::find_if(moved, can_stand);
    if (found == moved.end()) found = moved.begin();
    auto const& behind = found->move->behind;
    auto const other = behind ? place_of(queue, *behind) : queue.end();
    auto const place = !behind ? queue.begin() : other == queue.end() ? other : std::next(other);
    found->why = found->move->reason ? PlaceReason::moved : PlaceReason::stepped_back;
    queue.insert(place, std::move(*found));
    moved.erase(found);
  }
}

}  // namespace room::moves
