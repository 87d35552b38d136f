// See keeping.hpp.

#include "server/room/keeping.hpp"

namespace room {

std::optional<Millis> to_erase_at(Room const& room, Millis keep_ms) {
  if (room.is_erased) return std::nullopt;
  if (room.is_closed) return room.closed_at + keep_ms;
  if (room.script.running) return room.last_at + keep_ms;
  // Planned, and perhaps for weeks ahead: without anybody in it there is nothing to erase.
  if (room.seats.empty()) return std::nullopt;
  return room.last_at + limits::keep_days_max * limits::day_ms;
}

std::vector<Event> erased_when_due(Room const& room, Context context, Millis keep_ms) {
  auto const at = to_erase_at(room, keep_ms);
  if (!at || *at > context.now) return {};
  std::vector<Event> events;
  if (!room.is_closed) {
    context.actor = Office{};
    auto decision = decide(room, CloseRoom{}, context);
    if (auto* closing = std::get_if<std::vector<Event>>(&decision)) events = std::move(*closing);
  }
  events.emplace_back(RoomErased{context.now});
  return events;
}

}  // namespace room
