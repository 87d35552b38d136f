#include "tests/simulation/script_past.hpp"

#include <utility>

namespace sim {

using namespace protocol;

namespace {
constexpr Millis minute_ms = 60'000;
}

std::string ScriptPast::take(Event const& event, Moment const& moment) {
  std::string broken;
  if (auto const* opened = std::get_if<RoomOpened>(&event)) {
    for (auto const& phase : opened->phases) minutes_[phase.id] = phase.minutes.value;
  } else if (auto const* started = std::get_if<PhaseStarted>(&event)) {
    broken = start(*started);
  } else if (auto const* extended = std::get_if<PhaseExtended>(&event)) {
    if (extended->phase != state_.phase) broken = "phase order: another phase than the running one was made longer";
    if (extended->ends_at <= state_.ends_at) broken = "phase order: a phase was made longer and ends no later";
    state_.ends_at = extended->ends_at;
  } else if (auto const* corrected = std::get_if<PhaseCorrected>(&event)) {
    broken = correct(*corrected);
  } else if (std::holds_alternative<RoomPaused>(event)) {
    if (std::exchange(state_.is_paused, true)) broken = "a break began in a break";
  } else if (auto const* resumed = std::get_if<RoomResumed>(&event)) {
    if (!std::exchange(state_.is_paused, false)) broken = "a break ended that was not";
    state_.ends_at = resumed->phase_ends_at;
  } else if (std::holds_alternative<RoomClosed>(event)) {
    if (std::exchange(state_.is_closed, true)) broken = "a room was closed twice";
    state_.is_paused = false;
  } else if (std::holds_alternative<JoinsFrozen>(event)) {
    state_.is_frozen = true;
  } else if (std::holds_alternative<JoinsOpened>(event)) {
    state_.is_frozen = false;
  } else {
    return "";
  }
  states_.becomes(moment, state_);
  return broken;
}

// Any phase may come after any other; but only the one that was asked for, for as long as the script says, and not in a
// room that is closed.
std::string ScriptPast::start(PhaseStarted const& event) {
  std::string broken;
  auto const planned = minutes_.find(event.phase);
  if (planned == minutes_.end()) return "phase order: a phase was started that is not in the script";
  if (event.phase == state_.phase) broken = "phase order: a phase was started that runs";
  if (event.phase != asked_) broken = "phase order: another phase was started than was asked for";
  if (state_.is_closed) broken = "phase order: a phase was started in a closed room";
  if (event.ends_at != event.at + minute_ms * planned->second) broken = "phase order: a phase ends at another time";
  state_.phase = event.phase;
  state_.ends_at = event.ends_at;
  return broken;
}

std::string ScriptPast::correct(PhaseCorrected const& event) {
  auto& minutes = minutes_[event.phase];
  auto const moves_by = minute_ms * (event.minutes.value - minutes);
  minutes = event.minutes.value;
  bool const moves = event.phase == state_.phase && moves_by != 0;
  if (event.ends_at.has_value() != moves) return "phase order: the end of another phase was moved";
  if (!moves) return "";
  bool const is_right = *event.ends_at == state_.ends_at + moves_by;
  state_.ends_at = *event.ends_at;
  return is_right ? "" : "phase order: the end was moved by something else";
}

// So a page goes through the phases in their order, and back to none.
std::string ScriptPast::wrong(RoomThing const& room, Sight const& sight) const {
  auto const tells = [&](State const& state) {
    return room.phase == state.phase && room.phase_ends_at == state.ends_at && room.is_paused == state.is_paused &&
           room.is_closed == state.is_closed && room.joins_are_frozen == state.is_frozen;
  };
  if (states_.was(sight.reached, tells)) return "";
  auto const has_phase = [&](State const& state) { return room.phase == state.phase; };
  if (!states_.was(0, has_phase)) return "shown before durable: a phase";
  if (!states_.was(sight.reached, has_phase)) return "phase order: a page went back to a phase";
  return states_.was(0, tells) ? "a page tells of the room as it was before"
                               : "a page tells of the room as it never was";
}

}  // namespace sim
