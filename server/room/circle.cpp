// A free talk and its circle, see circle.hpp.

#include "server/room/circle.hpp"

#include <algorithm>

#include "server/room/floor.hpp"
#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/standing.hpp"
#include "server/room/turn_clock.hpp"

namespace room::circle {
namespace {

// Whose chair comes free when this person sits down: who sits longest and does not speak, until one chair is free again
// and one is kept for online. None: everybody who could go has the floor.
std::optional<std::vector<SeatId>> relieved_by(Room const& room, Floor const& floor, Seat const& coming) {
  auto const side_of = [&](SeatId const& id) { return room.seats.at(id).side; };
  auto const most = static_cast<std::size_t>(*chairs_now(room)) - 1;
  auto sitting = floor.circle;
  std::vector<SeatId> relieved;
  auto const hall_is_full = [&] {
    auto const hall = std::ranges::count(sitting, Side::hall, side_of) + (coming.side == Side::hall ? 1 : 0);
    return static_cast<std::size_t>(hall) > most - 1;
  };
  while (sitting.size() + 1 > most || hall_is_full()) {
    // A chair that the hall has too many goes back to the hall; who is alone online keeps the chair.
    bool const from_hall = hall_is_full();
    auto const goes = std::ranges::find_if(sitting, [&](SeatId const& id) {
      return !has_the_floor(floor, id) && (!from_hall || side_of(id) == Side::hall);
    });
    if (goes == sitting.end()) return std::nullopt;
    relieved.push_back(*goes);
    sitting.erase(goes);
  }
  return relieved;
}

}  // namespace

std::optional<int> chairs_now(Room const& room) {
  auto const* phase = running_phase(room);
  if (!phase || phase->plan.floor != FloorMode::free || !phase->plan.chairs) return std::nullopt;
  return static_cast<int>(phase->plan.chairs->value);
}

bool sits_in(Floor const& floor, SeatId const& seat) {
  return std::ranges::find(floor.circle, seat) != floor.circle.end();
}

bool keeps_out(Room const& room, Floor const& floor, SeatId const& seat) {
  return chairs_now(room) && !sits_in(floor, seat);
}

Decision begin_talking(Asking& asking, BeginTalking const& ask) {
  auto const& room = asking.room;
  auto const whose = for_whom(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  if (!may(whose.seat->role, command_index<BeginTalking>())) return refuse(Refusal::not_allowed, "on_behalf_of");
  if (!running_phase(room)) return refuse(Refusal::not_begun);
  auto const* floor = floor_of(room, *whose.seat);
  if (!floor) return refuse(Refusal::no_table);
  if (floor_now(room) == FloorMode::open) return refuse(Refusal::not_free_talk);
  if (floor_now(room) != FloorMode::free) return refuse(Refusal::not_talking_now);
  if (floor->round) return refuse(Refusal::round_already_runs);
  if (has_the_floor(*floor, whose.seat->id)) return refuse(Refusal::already_speaking);
  if (keeps_out(room, *floor, whose.seat->id)) return refuse(Refusal::not_in_circle);
  auto const& speaker = floor->speaker;
  if (ask.after != (speaker ? std::optional(speaker->turn) : std::nullopt))
    return refuse(Refusal::turn_moved_on, "after");
  // Two who begin at once would else cut each other off.
  if (speaker && spoken_ms(room, *speaker, asking.now()) < limits::free_turn_ms_min) return refuse(Refusal::just_begun);
  if (!can_take_another_turn(room)) return refuse(Refusal::talk_full);
  auto events = floor::all_ended(asking, *floor, TurnEnd::moved_on, whose.seat->id);
  auto begun = floor::granted(asking, *floor, whose.seat->id, whose.by);
  begun.given_as = chairs_now(room) ? GivenAs::in_circle : GivenAs::began_self;
  events.emplace_back(std::move(begun));
  return events;
}

Decision take_chair(Asking& asking, TakeChair const& ask) {
  auto const& room = asking.room;
  auto const whose = for_whom(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  if (!may(whose.seat->role, command_index<TakeChair>())) return refuse(Refusal::not_allowed, "on_behalf_of");
  auto const* floor = floor_of(room, *whose.seat);
  if (!floor) return refuse(Refusal::no_table);
  if (!chairs_now(room)) return refuse(Refusal::no_circle);
  if (sits_in(*floor, whose.seat->id)) return refuse(Refusal::in_the_circle);
  auto relieved = relieved_by(room, *floor, *whose.seat);
  if (!relieved) return refuse(Refusal::circle_is_busy);
  return happened(ChairTaken{whose.seat->id, std::move(*relieved), whose.by, floor->table});
}

Decision leave_chair(Asking& asking, LeaveChair const& ask) {
  auto const& room = asking.room;
  auto const whose = for_whom(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  auto const* floor = floor_of(room, *whose.seat);
  if (!chairs_now(room)) return refuse(Refusal::no_circle);
  if (!floor || !sits_in(*floor, whose.seat->id)) return refuse(Refusal::not_in_circle);
  std::vector<Event> events;
  if (is_speaking(*floor, whose.seat->id))
    events = floor::ended_and_next(asking, *floor, TurnEnd::yielded, whose.by);
  else if (has_the_floor(*floor, whose.seat->id))
    events.emplace_back(floor::ended(asking, *floor->held, TurnEnd::yielded, whose.by));
  events.emplace_back(ChairLeft{whose.seat->id, whose.by});
  return events;
}

}  // namespace room::circle
