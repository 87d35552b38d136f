// The go-round, see rounds.hpp. Who comes in while it runs is put at the end of the order (evolve of SeatTaken). Who
// does not answer is passed over: the turn went by, and the facilitator can still give that person the floor.

#include "server/room/rounds.hpp"

#include <algorithm>

#include "server/room/floor.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"

namespace room::rounds {

Decision start(Asking& asking) {
  auto const& room = asking.room;
  auto const& floor = room.floor;
  if (floor.round) return refuse(Refusal::round_already_runs);
  if (!running_phase(room)) return refuse(Refusal::not_begun);
  if (floor_now(room) == FloorMode::closed) return refuse(Refusal::queue_closed);
  if (!can_take_another_turn(room)) return refuse(Refusal::talk_full);
  std::vector<SeatId> order;
  for (auto const& [number, id] : room.live)
    if (goes_round(room.seats.at(id).role)) order.push_back(id);
  if (order.empty()) return refuse(Refusal::nobody_to_go_round);
  asking.context.dice.shuffle(order);
  // A host speaks last, so that the tone is set by the table.
  std::ranges::stable_partition(order, [&](SeatId const& id) { return room.seats.at(id).role != Role::table_host; });

  auto events = floor::all_ended(asking, floor, TurnEnd::ended, asking.by());
  auto first = floor::granted(asking, floor, order.front(), std::nullopt);
  first.is_in_round = true;
  events.emplace_back(RoundStarted{std::move(order), asking.me()});
  events.emplace_back(std::move(first));
  return events;
}

Decision end(Asking& asking) {
  if (!asking.room.floor.round) return refuse(Refusal::no_round);
  // Who speaks now goes on: nobody is cut.
  return happened(RoundEnded{asking.by()});
}

}  // namespace room::rounds
