#pragma once
// A hand that does not stand where the order puts it: who leads moved it, or the person stepped back. Pure.

#include "server/room/asking.hpp"

namespace room::moves {

Decision move_hand(Asking& asking, MoveHand const& ask);
Decision step_back(Asking& asking, StepBack const& ask);

// Puts moved hands where they were moved to, the earlier moves first: right behind another hand, or in front.
void place_moved(std::vector<WaitingHand>& queue);

}  // namespace room::moves
