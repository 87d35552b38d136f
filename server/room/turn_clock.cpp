// The clock of a turn, see turn_clock.hpp.

#include "server/room/turn_clock.hpp"

#include <algorithm>
#include <utility>

#include "server/room/due.hpp"
#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"

namespace room {
namespace {

// Before every moment of an evening, also when the clock was set back while the server was away.
constexpr Millis at_once = 1;

std::int64_t percent(Stretch stretch) {
  switch (stretch) {
    case Stretch::usual: return 100;
    case Stretch::half_more: return 150;
    case Stretch::twice: return 200;
  }
  return 100;
}

// The running turn becomes longer or shorter at once, when it is this person's; also one that waits for a short
// question.
std::optional<Millis> new_end(Room const& room, Seat const& seat, Stretch stretch) {
  auto const* floor = floor_of(room, seat);
  if (!floor || !has_the_floor(*floor, seat.id)) return std::nullopt;
  auto const& turn = is_speaking(*floor, seat.id) ? *floor->speaker : *floor->held;
  return turn.ends_at + turn.agreed_ms * percent(stretch) / percent(seat.stretch) - turn.agreed_ms;
}

}  // namespace

std::int64_t turn_length_ms(PhasePlan const& plan, Seat const& seat) {
  return 10 * plan.turn_seconds.value * percent(seat.stretch);
}

Millis warn_at(CurrentTurn const& speaker) { return speaker.ends_at - speaker.agreed_ms / 5; }

std::optional<Millis> stands_since(Room const& room, CurrentTurn const& turn) {
  // No line is noted as lost during a break, so the line was lost first. After a restart the clock may have been set
  // back, so which came first is not asked of the moments.
  if (turn.line_lost_at) return turn.line_lost_at;
  if (!room.paused_at) return std::nullopt;
  return turn.began_in_break ? turn.started_at : *room.paused_at;
}

std::int64_t spoken_ms(Room const& room, CurrentTurn const& turn, Millis now) {
  if (turn.left_ms) return turn.spoken_before_ms;
  auto const until = stands_since(room, turn).value_or(now);
  return turn.spoken_before_ms + std::max<std::int64_t>(0, until - turn.started_at - turn.paused_ms);
}

std::int64_t counted_ms(Room const& room, CurrentTurn const& turn, Millis now) {
  auto const until = stands_since(room, turn).value_or(now);
  if (turn.says_back_to) return std::clamp<std::int64_t>(until - turn.started_at - turn.paused_ms, 0, turn.agreed_ms);
  auto const spoken = spoken_ms(room, turn, now);
  auto const& phase = room.talk.turns.at(room.talk.index.at(turn.turn)).phase;
  if (turn.is_in_round || find_phase(room, phase)->plan.floor != FloorMode::free) return spoken;
  auto const overtime = turn.left_ms ? -*turn.left_ms : until - turn.ends_at;
  return std::min(spoken, std::max<std::int64_t>(0, spoken - (overtime - turn.agreed_ms)));
}

void stand_still(Room const& room, CurrentTurn& turn, Millis at) {
  if (turn.left_ms) return;
  turn.spoken_before_ms = spoken_ms(room, turn, at);
  turn.left_ms = turn.ends_at - stands_since(room, turn).value_or(at);
}

void go_on(Room const& room, CurrentTurn& turn, Millis at) {
  if (!turn.left_ms || turn.says_back_to) return;
  turn.started_at = turn.runs_since = at;
  turn.ends_at = at + *std::exchange(turn.left_ms, std::nullopt);
  turn.paused_ms = 0;
  turn.began_in_break = room.paused_at.has_value();
  if (turn.line_lost_at) turn.line_lost_at = at;  // the line is not back for that
}

std::optional<Millis> line_due(Room const& room, Floor const& floor, Presence const& presence) {
  auto const& speaker = floor.speaker;
  if (!speaker) return std::nullopt;
  bool const is_here = is_reachable(room, presence, speaker->seat);
  if (speaker->line_lost_at) return is_here ? std::optional(at_once) : std::nullopt;
  // Without a facilitator the room goes on to the next person instead.
  return is_here || runs_itself(room, floor, presence) ? std::nullopt : std::optional(at_once);
}

std::vector<Event> line_events(Room const& room, Floor const& floor, Presence const& presence, Millis now) {
  if (!line_due(room, floor, presence)) return {};
  auto const& speaker = *floor.speaker;
  if (auto const& since = speaker.line_lost_at)
    return {SpeakerBack{speaker.turn, now, speaker.ends_at + std::max<Millis>(0, now - *since)}};
  // Presence counts a line as here for a while after it was lost; that while is given back too.
  return {SpeakerLost{speaker.turn, std::max(speaker.runs_since, now - limits::grace_ms)}};
}

Decision set_stretch(Asking& asking, SetStretch const& ask) {
  if (ask.seat != asking.me() && !is_staff(asking.seat->role)) return refuse(Refusal::cannot_act_for, "seat");
  auto const* seat = live_person(asking.room, ask.seat);
  if (!seat) return refuse(Refusal::seat_unknown, "seat");
  if (seat->stretch == ask.stretch) return refuse(Refusal::nothing_changed);
  return happened(StretchSet{ask.seat, ask.stretch, new_end(asking.room, *seat, ask.stretch), asking.me()});
}

}  // namespace room
