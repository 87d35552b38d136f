#pragma once
// Weighing with dots: everybody who is here gets as many, puts them on cards in secret, and all show at once. Stickers
// on paper are typed in as counts, never as people. Pure.

#include "server/room/asking.hpp"

namespace room::dots {

Decision open(Asking& asking, OpenDots const& ask);
Decision place(Asking& asking, PlaceDots const& ask);
Decision admit(Asking& asking, AdmitSeat const& ask);
Decision count_stickers(Asking& asking, CountStickers const& ask);
Decision close(Asking& asking, CloseDots const& ask);

// The ballot that is open, with its number; there is one at most. Null: none.
Ballot const* open_ballot(Room const& room);
BallotNumber number_of(Room const& room, Ballot const& ballot);

// Has this person dots in it?
bool has_dots(Ballot const& ballot, Seat const& seat);
// Would have, if its seat had not been made too late.
bool is_late(Ballot const& ballot, Seat const& seat);

}  // namespace room::dots
