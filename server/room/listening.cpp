// Saying back what was heard, see listening.hpp.

#include "server/room/listening.hpp"

#include <algorithm>

#include "server/room/fair_order.hpp"
#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"

namespace room::listening {
namespace {

// Before every moment of an evening.
constexpr Millis at_once = 1;

// How turns end in these events, before they are recorded.
using Ends = std::map<TurnId, TurnEnd>;

bool said_something(Turn const& turn, Ends const& ends) {
  auto const found = ends.find(turn.id);
  auto const how = found == ends.end() ? turn.how : std::optional(found->second);
  return how != TurnEnd::passed && how != TurnEnd::unanswered && !turn.interrupts;
}

// Whom the next speaker has just heard: the newest turn of this phase at this floor in which something was said.
std::optional<SeatId> heard_from(Room const& room, FloorGranted const& next, Ends const& ends) {
  auto const& turns = room.talk.turns;
  for (auto turn = turns.rbegin(); turn != turns.rend() && turn->phase == next.phase; ++turn) {
    if (turn->table != next.table || !said_something(*turn, ends)) continue;
    return turn->seat == next.seat ? std::nullopt : std::optional(turn->seat);
  }
  return std::nullopt;
}

bool is_there(Room const& room, Floor const& floor, Presence const& presence, SeatId const& seat) {
  return floor_of(room, seat) == &floor && is_reachable(room, presence, seat);
}

}  // namespace

bool may_confirm(Room const& room, Floor const& floor, Seat const& seat) {
  if (!floor.speaker || !floor.speaker->says_back_to) return false;
  auto const& whose = room.seats.at(*floor.speaker->says_back_to);
  bool const leads_here = seat.role == Role::table_host && floor.table && floor.table == table_of(room, seat);
  return whose.id == seat.id || is_staff(seat.role) || leads_here || may_help(seat, whose);
}

Decision confirm(Asking& asking, ConfirmHeard const& ask) {
  auto const* floor = floor_where_runs(asking.room, ask.turn);
  bool const is_elsewhere =
      floor && floor->table && !is_staff(asking.seat->role) && floor->table != table_of(asking.room, *asking.seat);
  if (!floor || is_elsewhere || !floor->speaker->says_back_to) return refuse(Refusal::turn_moved_on, "turn");
  if (!may_confirm(asking.room, *floor, *asking.seat)) return refuse(Refusal::cannot_act_for, "turn");
  if (ask.is_right) return happened(HeardRightly{ask.turn, asking.now(), asking.me()});
  return happened(HeardWrongly{ask.turn, asking.me()});
}

void add_saying_back(Room const& room, Presence const& presence, std::vector<Event>& events) {
  auto const* phase = running_phase(room);
  if (!phase || !phase->plan.says_back.value_or(false)) return;
  Ends ends;
  for (auto& event : events) {
    if (auto const* ended = std::get_if<TurnEnded>(&event)) ends[ended->turn] = ended->how;
    auto* const granted = std::get_if<FloorGranted>(&event);
    if (!granted || granted->interrupts) continue;
    if (granted->asked_as && is_urgent(*granted->asked_as)) continue;
    auto const from = heard_from(room, *granted, ends);
    auto const* floor = find_floor(room, granted->table);
    if (from && floor && is_there(room, *floor, presence, *from)) granted->says_back_to = from;
  }
}

std::optional<Millis> due(Room const& room, Floor const& floor, Presence const& presence) {
  auto const& speaker = floor.speaker;
  if (!speaker || !speaker->says_back_to || is_there(room, floor, presence, *speaker->says_back_to))
    return std::nullopt;
  return at_once;
}

std::vector<Event> noted(Room const& room, Floor const& floor, Presence const& presence, Millis now) {
  if (!due(room, floor, presence)) return {};
  return {HeardRightly{floor.speaker->turn, now, std::nullopt}};
}

}  // namespace room::listening
