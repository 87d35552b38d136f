#pragma once
// Coming in, being somebody, going: seats of participants, staff and people without a phone; trouble signals. Pure.

#include "server/room/asking.hpp"

namespace room::seats {

// One answer for the door, the lobby and helpers. Who left or was removed makes room, though the seat stays for the
// sake of what was said; only the number of all seats ever has a limit of its own.
bool is_full(Room const& room);

Decision join(Asking& asking, Join const& ask);
Decision claim(Asking& asking, ClaimSeat const& ask);
Decision take_staff_seat(Asking& asking, TakeStaffSeat const& ask);
Decision add_proxy(Asking& asking, AddProxy const& ask);
Decision give_hand_card(Asking& asking, GiveHandCard const& ask);
Decision rename(Asking& asking, Rename const& ask);
Decision change_side(Asking& asking, ChangeSide const& ask);
Decision leave(Asking& asking);
Decision remove(Asking& asking, RemoveSeat const& ask);
Decision erase(Asking& asking, EraseSeat const& ask);
Decision assign_role(Asking& asking, AssignRole const& ask);
Decision signal_trouble(Asking& asking, SignalTrouble const& ask);
Decision clear_trouble(Asking& asking, ClearTrouble const& ask);

}  // namespace room::seats
