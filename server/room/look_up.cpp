// Questions about a room, see look_up.hpp.

#include "server/room/look_up.hpp"

#include <algorithm>

#include "server/room/due.hpp"
#include "server/room/floors.hpp"
#include "server/room/permissions.hpp"
#include "server/room/rounds.hpp"
#include "server/room/turn_clock.hpp"

namespace room {
namespace {

template <class Fits>
std::optional<SeatId> first_hand(Floor const& floor, Fits fits) {
  for (auto const& hand : floor.queue)
    if (fits(hand)) return hand.seat;
  return std::nullopt;
}

}  // namespace

std::vector<std::string> folds_of(std::string const& folded) {
  auto const cut = folded.find(between_folds);
  if (folded.empty()) return {};
  if (cut == std::string::npos) return {folded};
  // The second keeps its mark: a look is never the same as a reading ("Ian" looks like "lan", Lan reads so).
  return {folded.substr(0, cut), folded.substr(cut)};
}

bool are_namesakes(std::string const& folded, std::string const& other) {
  auto const others = folds_of(other);
  return std::ranges::any_of(folds_of(folded),
                             [&](auto const& fold) { return std::ranges::find(others, fold) != others.end(); });
}

std::vector<Namesakes const*> namesakes_of(Room const& room, std::string const& folded) {
  std::vector<Namesakes const*> by_fold;
  for (auto const& fold : folds_of(folded))
    if (auto const found = room.namesakes.find(fold); found != room.namesakes.end()) by_fold.push_back(&found->second);
  return by_fold;
}

Seat const* live_seat(Room const& room, SeatId const& id) {
  auto const found = room.seats.find(id);
  return found == room.seats.end() || found->second.has_ended ? nullptr : &found->second;
}

Seat const* live_person(Room const& room, SeatId const& id) {
  auto const* seat = live_seat(room, id);
  return seat && is_person(seat->role) ? seat : nullptr;
}

bool may_help(Seat const& helper, Seat const& whom) {
  if (!may_act_for_others(helper.role) || !whom.is_proxied) return false;
  return is_person(helper.role) || helper.table == whom.table;
}

Seat const* holder_of(Room const& room, HandCard card) {
  for (auto const& [number, id] : room.live)
    if (auto const& seat = room.seats.at(id); seat.hand_card == card) return &seat;
  return nullptr;
}

Phase const* find_phase(Room const& room, PhaseId const& id) {
  auto const found = std::ranges::find(room.script.phases, id, [](Phase const& phase) { return phase.plan.id; });
  return found == room.script.phases.end() ? nullptr : &*found;
}

Phase const* running_phase(Room const& room) {
  return room.script.running ? &room.script.phases.at(*room.script.running) : nullptr;
}

FloorMode floor_now(Room const& room) {
  auto const* phase = running_phase(room);
  return phase ? phase->plan.floor : FloorMode::closed;
}

WritingMode writing_now(Room const& room) {
  auto const* phase = running_phase(room);
  return phase ? phase->plan.writing : WritingMode::none;
}

QueueOrder queue_order_now(Room const& room) {
  auto const* phase = running_phase(room);
  return phase ? phase->plan.order.value_or(QueueOrder::arrival) : QueueOrder::arrival;
}

RoundKind round_kind_now(Room const& room) {
  auto const* phase = running_phase(room);
  return phase ? phase->plan.round.value_or(RoundKind::talking) : RoundKind::talking;
}

Phase const* phase_of_column(Room const& room, ColumnId const& id) {
  for (auto const& phase : room.script.phases)
    for (auto const& column : phase.plan.columns)
      if (column.id == id) return &phase;
  return nullptr;
}

bool is_waiting(Floor const& floor, SeatId const& id) {
  return first_hand(floor, [&](WaitingHand const& hand) { return hand.seat == id; }).has_value();
}

bool is_speaking(Floor const& floor, SeatId const& id) { return floor.speaker && floor.speaker->seat == id; }

bool has_the_floor(Floor const& floor, SeatId const& id) {
  return is_speaking(floor, id) || (floor.held && floor.held->seat == id);
}

bool can_take_another_turn(Room const& room) { return room.talk.turns.size() < limits::turns_max; }

bool is_reachable(Room const& room, Presence const& presence, SeatId const& id) {
  auto const* seat = live_seat(room, id);
  return seat && (seat->side == Side::hall || seat->is_proxied || presence.here.contains(id));
}

std::optional<SeatId> first_reachable(Room const& room, Floor const& floor, Presence const& presence) {
  auto const fresh = first_hand(
      floor, [&](WaitingHand const& hand) { return !hand.was_called && is_reachable(room, presence, hand.seat); });
  if (fresh) return fresh;
  return first_hand(floor, [&](WaitingHand const& hand) { return is_reachable(room, presence, hand.seat); });
}

std::optional<SeatId> next_not_called(Room const& room, Floor const& floor, Presence const& presence) {
  auto const answers = first_hand(
      floor, [&](WaitingHand const& hand) { return !hand.was_called && is_reachable(room, presence, hand.seat); });
  if (answers) return answers;
  return first_hand(floor, [](WaitingHand const& hand) { return !hand.was_called; });
}

std::optional<SeatId> next_up(Room const& room, Floor const& floor, Presence const& presence) {
  if (auto const in_round = rounds::next(room, floor, presence)) return in_round;
  // Hands stay up through a phase in which nobody speaks here, but nobody is told to be next there.
  if (!is_in_use(room, floor)) return std::nullopt;
  auto const mode = floor_now(room);
  bool const takes_no_hands = mode == FloorMode::closed || mode == FloorMode::free;
  if (takes_no_hands && !floor.queue_is_open) return std::nullopt;
  // A room that runs itself calls nobody in vain, so there the page must not name somebody who is away.
  if (runs_itself(room, floor, presence)) {
    if (auto const here = first_reachable(room, floor, presence)) return here;
  } else if (queue_order_now(room) == QueueOrder::facilitator) {
    return std::nullopt;
  }
  if (auto const fresh = next_not_called(room, floor, presence)) return fresh;
  return first_hand(floor, [](WaitingHand const&) { return true; });
}

int next_among_namesakes(Room const& room, std::string const& folded) {
  int last = 0;
  for (auto const* namesakes : namesakes_of(room, folded))
    for (auto const* some : {&namesakes->here, &namesakes->gone})
      if (!some->empty()) last = std::max(last, some->rbegin()->first);
  return last + 1;
}

}  // namespace room
