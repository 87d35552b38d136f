#pragma once
// Who speaks: raising hands, giving and ending the floor, the queue. Called by decide.cpp, due.cpp and the parts that
// make somebody leave. Pure.

#include "server/room/asking.hpp"

namespace room::floor {

Decision request(Asking& asking, RequestFloor const& ask);
Decision lower(Asking& asking, LowerHand const& ask);
Decision grant(Asking& asking, GrantFloor const& ask);
Decision yield(Asking& asking, YieldFloor const& ask);
Decision pass(Asking& asking, Pass const& ask);
Decision interpose(Asking& asking, Interpose const& ask);
Decision undo(Asking& asking, UndoGrant const& ask);
Decision end(Asking& asking, EndTurn const& ask);
Decision extend(Asking& asking, ExtendTurn const& ask);
Decision skip(Asking& asking, SkipUnanswered const& ask);
Decision open_queue(Asking& asking, OpenQueue const& ask);
Decision close_queue(Asking& asking, CloseQueue const& ask);

// The event that gives this floor to `seat` now.
FloorGranted granted(Asking& asking, Floor const& floor, SeatId const& seat, std::optional<SeatId> by);

// The event that ends this turn now.
TurnEnded ended(Asking const& asking, CurrentTurn const& turn, TurnEnd how, std::optional<SeatId> by);

// Ends the running turn and the one that waits for it; nothing when nobody speaks.
std::vector<Event> all_ended(Asking const& asking, Floor const& floor, TurnEnd how, std::optional<SeatId> const& by);

// Ends the running turn; in a round the next one gets the floor at once, and after the last one the round is over.
std::vector<Event> ended_and_next(Asking& asking, Floor const& floor, TurnEnd how, std::optional<SeatId> by);

}  // namespace room::floor
