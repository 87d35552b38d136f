#pragma once
// Cards in columns, silent writing and the reveal. A draft exists for its author (and who entered it) only. Pure.

#include "server/room/asking.hpp"

namespace room::board {

Decision post(Asking& asking, PostCard const& ask);
Decision edit(Asking& asking, EditCard const& ask);
Decision retract(Asking& asking, RetractCard const& ask);
Decision move(Asking& asking, MoveCard const& ask);
Decision reveal(Asking& asking, RevealCards const& ask);

// Do its words stay as they are for this seat, because the phase it was written in is over? The staff still mend what
// everybody sees, and what somebody has to look at first can be written anew.
bool is_fixed(Room const& room, Seat const& seat, Card const& card);

}  // namespace room::board
