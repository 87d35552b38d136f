// The same for both sides, see equaliser.hpp.

#include "server/room/equaliser.hpp"

#include <algorithm>

#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"

namespace room {

std::optional<std::int64_t> missing_ms(Room const& room, Floor const& floor) {
  auto const& speaker = floor.speaker;
  // At a table the sides of the whole room do not count.
  if (!speaker || floor.table) return std::nullopt;
  auto const& seat = room.seats.at(speaker->seat);
  if (!goes_round(seat.role)) return std::nullopt;
  auto const& turn = room.talk.turns.at(room.talk.index.at(speaker->turn));
  auto const& overrun = find_phase(room, turn.phase)->overrun_ms;
  // What this turn was given beyond what was agreed, by whatever command, is had.
  auto const length = speaker->spoken_before_ms + speaker->ends_at - speaker->started_at - speaker->paused_ms;
  auto const added = length - speaker->agreed_ms;
  auto const side = static_cast<std::size_t>(seat.side);
  auto const missing = overrun[1 - side] - overrun[side] - std::max<std::int64_t>(0, added);
  if (missing < limits::equalise_ms_min) return std::nullopt;
  return std::min(missing, speaker->agreed_ms);
}

Decision equalise(Asking& asking, Equalise const& ask) {
  auto const* floor = floor_where_runs(asking.room, ask.turn);
  if (!floor) return refuse(Refusal::turn_moved_on, "turn");
  auto const missing = missing_ms(asking.room, *floor);
  if (!missing) return refuse(Refusal::nothing_changed);
  return happened(TurnEqualised{ask.turn, *missing, floor->speaker->ends_at + *missing, asking.me()});
}

}  // namespace room
