// Who was not heard for long, see unheard.hpp.

#include "server/room/unheard.hpp"

#include <algorithm>

#include "server/room/balance.hpp"
#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"

namespace room {
namespace {

// Since when somebody online could have been heard and was not; none: nobody is there, or one speaks.
std::optional<Millis> online_silent_since(Room const& room, Presence const& presence) {
  auto const& floor = room.floor;
  if (floor.online_heard_at == 0 || floor.online_unheard_since) return std::nullopt;
  if (floor.speaker && is_of_online(room, floor.speaker->seat)) return std::nullopt;
  std::optional<Millis> first;
  for (auto const& id : presence.here) {
    auto const* seat = live_seat(room, id);
    if (seat && is_of_online(room, id) && (!first || seat->taken_at < *first)) first = seat->taken_at;
  }
  return first ? std::optional(std::max(*first, floor.online_heard_at)) : std::nullopt;
}

Millis nudge_due(Room const& room, Seat const& seat) {
  return std::max({seat.taken_at, room.script.begun_at, seat.nudged_at}) + limits::nudge_ms;
}

// Nobody's page tells who is not here; a person without a phone has none.
bool hears_nudges(Room const& room, Presence const& presence, Seat const& seat) {
  return may_be_nudged(room, seat) && presence.here.contains(seat.id);
}

bool is_time_for_nudges(Room const& room, Floor const& floor) {
  auto const mode = floor_now(room);
  return (mode == FloorMode::free || (mode != FloorMode::closed && floor.queue_is_open)) && !floor.round;
}

}  // namespace

bool may_be_nudged(Room const& room, Seat const& seat) {
  auto const* floor = floor_of(room, seat);
  return floor && is_time_for_nudges(room, *floor) && seat.turns == 0 && seat.wants_nudges && !seat.has_ended &&
         !seat.is_proxied && goes_round(seat.role) && !is_speaking(*floor, seat.id) && !is_waiting(*floor, seat.id);
}

std::optional<Millis> next_unheard(Room const& room, Presence const& presence) {
  std::optional<Millis> next;
  if (auto const since = online_silent_since(room, presence)) next = *since + limits::side_unheard_ms;
  auto const floors = floors_now(room);
  if (std::ranges::none_of(floors, [&](auto const* floor) { return is_time_for_nudges(room, *floor); })) return next;
  for (auto const& [number, id] : room.live) {
    auto const& seat = room.seats.at(id);
    auto const at = nudge_due(room, seat);
    if ((!next || at < *next) && hears_nudges(room, presence, seat)) next = at;
  }
  return next;
}

std::vector<Event> unheard_events(Room const& room, Presence const& presence, Millis now) {
  std::vector<Event> events;
  if (auto const since = online_silent_since(room, presence); since && *since + limits::side_unheard_ms <= now)
    events.emplace_back(OnlineUnheard{*since});
  for (auto const& [number, id] : room.live) {
    auto const& seat = room.seats.at(id);
    if (nudge_due(room, seat) <= now && hears_nudges(room, presence, seat)) events.emplace_back(SeatNudged{id, now});
  }
  return events;
}

Decision set_nudges(Asking& asking, SetNudges const& ask) {
  if (asking.seat->wants_nudges == ask.are_wanted) return refuse(Refusal::nothing_changed);
  return happened(NudgesSet{asking.me(), ask.are_wanted});
}

}  // namespace room
