#pragma once
// The floor goes round. Everybody is asked once, in a drawn order; who came late stands at the end. Then who passed, or
// did not answer, is asked once more: the second chance. Whoever leads a table sums up, last of all; in a check-in or
// check-out who leads the evening does so too. Pure.
//
// Who is away (online, without a line) is not called and keeps the place: asked as soon as the line is back, else in
// the second chance. A place costs the others nothing, and a call that nobody can hear only makes them wait.

#include "server/room/asking.hpp"

namespace room::rounds {

Decision start(Asking& asking, StartRound const& ask);
Decision end(Asking& asking, EndRound const& ask);

// Who is asked after the present speaker, who is not going to be asked again. `leaving` is passed over.
std::optional<SeatId> next(Room const& room, Floor const& floor, Presence const& presence,
                           std::optional<SeatId> const& leaving = {});

// What follows in a running round once nobody speaks any more: how the turn ended that ran, or who leaves.
struct Gone {
  std::optional<SeatId> leaving;
  std::optional<TurnEnd> how;
};
std::vector<Event> go_on(Asking& asking, Floor const& floor, Gone const& gone);

// A check-in or check-out runs: nobody reacts, so hands cannot go up.
bool hands_rest(Room const& room, Floor const& floor);

bool is_to_come(Floor const& floor, SeatId const& seat);  // is still to be asked, first or again
bool is_asked_again(Room const& room, Floor const& floor,
                    SeatId const& seat);             // for the second chance; never told to others
bool sums_up(Room const& room, SeatId const& seat);  // comes last of all
bool gets_second_chance(Room const& room, Floor const& floor, CurrentTurn const& turn, TurnEnd how);

// How many people this round is for.
int total(Round const& round);

}  // namespace room::rounds
