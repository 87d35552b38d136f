// The script, see script.hpp.

#include "server/room/script.hpp"

#include <algorithm>

#include "server/room/floor.hpp"
#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/tables.hpp"
#include "server/room/turn_clock.hpp"

namespace room::script {
namespace {

constexpr Millis minute_ms = 60'000;

}  // namespace

PhaseStarted started(Phase const& phase, Millis now, std::optional<SeatId> by) {
  return {phase.plan.id, now, now + minute_ms * phase.plan.minutes.value, phase.plan.floor == FloorMode::open,
          std::move(by)};
}

Decision start(Asking& asking, StartPhase const& ask) {
  auto const& room = asking.room;
  auto const* phase = find_phase(room, ask.phase);
  if (!phase) return refuse(Refusal::phase_unknown, "phase");
  auto const* running = running_phase(room);
  if ((running ? std::optional{running->plan.id} : std::nullopt) != ask.from)
    return refuse(Refusal::phase_moved_on, "from");
  if (ask.phase == ask.from) return refuse(Refusal::already_in_phase, "phase");
  std::vector<Event> events;
  // The speaker goes on into the next phase, unless nobody speaks there or people go to their tables or come back from
  // them. Waiting hands in the whole room stay for when its queue opens.
  bool const changes_room = is_at_tables(room) || phase->plan.target == PhaseTarget::table;
  bool const goes_on = phase->plan.floor != FloorMode::closed && !changes_room;
  for (auto const* floor : floors_now(room)) {
    if (!goes_on)
      for (auto& event : floor::all_ended(asking, *floor, TurnEnd::moved_on, asking.by()))
        events.emplace_back(std::move(event));
    if (floor->round) events.emplace_back(RoundEnded{asking.by(), floor->table});
  }
  events.emplace_back(started(*phase, asking.now(), asking.by()));
  for (auto& event : tables::grouped(asking, *phase)) events.emplace_back(std::move(event));
  return events;
}

Decision extend(Asking& asking, ExtendPhase const& ask) {
  auto const& room = asking.room;
  if (!find_phase(room, ask.phase)) return refuse(Refusal::phase_unknown, "phase");
  if (!running_phase(room)) return refuse(Refusal::not_begun);
  if (running_phase(room)->plan.id != ask.phase) return refuse(Refusal::phase_moved_on, "phase");
  auto const from = std::max(room.script.ends_at, room.paused_at.value_or(asking.now()));
  return happened(PhaseExtended{ask.phase, from + 1000 * ask.seconds.value, asking.me()});
}

Decision correct(Asking& asking, CorrectPhase const& ask) {
  auto const& room = asking.room;
  auto const* phase = find_phase(room, ask.phase);
  if (!phase) return refuse(Refusal::phase_unknown, "phase");
  auto const& plan = phase->plan;
  PhaseCorrected event{plan.id,
                       ask.title.value_or(plan.title),
                       ask.instruction.value_or(plan.instruction),
                       ask.minutes.value_or(plan.minutes),
                       std::nullopt,
                       asking.by()};
  if (event.title == plan.title && event.instruction == plan.instruction && event.minutes == plan.minutes)
    return refuse(Refusal::nothing_changed);
  // The running clock moves by the difference, so that extensions and breaks stay counted.
  if (phase == running_phase(room) && event.minutes != plan.minutes)
    event.ends_at = room.script.ends_at + minute_ms * (event.minutes.value - plan.minutes.value);
  return happened(std::move(event));
}

Decision pause(Asking& asking) {
  if (asking.room.paused_at) return refuse(Refusal::already_paused);
  return happened(RoomPaused{asking.me(), asking.now()});
}

Decision resume(Asking& asking) {
  auto const& room = asking.room;
  if (!room.paused_at) return refuse(Refusal::not_paused);
  // What staff started during the break has stood still only since then.
  auto const stood_still = [&](Millis since) {
    return std::max<Millis>(0, asking.now() - std::max(*room.paused_at, since));
  };
  RoomResumed event{asking.me(), asking.now(), room.script.ends_at + stood_still(room.script.started_at), std::nullopt};
  if (auto const& speaker = room.floor.speaker)
    event.turn_ends_at = speaker->ends_at + std::max<Millis>(0, asking.now() - *stands_since(room, *speaker));
  return happened(std::move(event));
}

}  // namespace room::script
