#pragma once
// Cards in columns, silent writing and the reveal. A draft exists for its author (and who entered it) only. Pure.

#include "server/room/asking.hpp"

namespace room::board {

Decision post(Asking& asking, PostCard const& ask);
Decision edit(Asking& asking, EditCard const& ask);
Decision retract(Asking& asking, RetractCard const& ask);
Decision move(Asking& asking, MoveCard const& ask);
Decision reveal(Asking& asking, RevealCards const& ask);

}  // namespace room::board
