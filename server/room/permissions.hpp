#pragma once
// Who may ask what: one table, role by command; what is not in it is refused. Made to be read by a facilitator.
// Pure, any thread.

#include "protocol/commands.hpp"
#include "server/room/context.hpp"

namespace room {

using protocol::Command;
using protocol::Role;

bool may(Role role, Command const& command);
bool may(Role role, std::size_t command_index);               // index in the Command variant
bool may_at_own_table(Role role, std::size_t command_index);  // while the talk is at tables; the own table alone
bool door_may(Command const& command);                        // somebody without a seat
bool office_may(Command const& command);                      // a coordinator from outside the room

// Enters hands and cards for somebody else; a table tablet for the people without a phone at its own table.
bool may_act_for_others(Role role);

// Leads: sees the staff view, may do everything also during a break.
bool is_staff(Role role);

// At least one live seat must stay able to lead: facilitator or coordinator.
bool is_leader(Role role);

// Takes a turn when the floor goes round.
bool goes_round(Role role);

// Counts among the people; a device does not.
bool is_person(Role role);

}  // namespace room
