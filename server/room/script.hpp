#pragma once
// The script of the evening: going to a phase, its clock, the break. Pure.

#include "server/room/asking.hpp"

namespace room::script {

Decision start(Asking& asking, StartPhase const& ask);
Decision extend(Asking& asking, ExtendPhase const& ask);
Decision correct(Asking& asking, CorrectPhase const& ask);
Decision pause(Asking& asking);
Decision resume(Asking& asking);

// The event that starts a phase now.
PhaseStarted started(Phase const& phase, Millis now, std::optional<SeatId> by);

}  // namespace room::script
