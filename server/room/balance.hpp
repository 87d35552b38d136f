#pragma once
// How speaking time is shared by side, table and group, for the staff. Text and voice count alike. Pure.

#include <string_view>

#include "protocol/things.hpp"
#include "server/room/room.hpp"

namespace room {

int count_words(std::string_view words);

Group group_of(Role role);

// What a turn that has ended counts for: its seconds; typed words at least as long as reading them aloud takes
// (limits::ms_per_typed_word), but not more than the turn's agreed length.
std::int64_t heard_ms(Turn const& turn, std::int64_t agreed_ms);

// Somebody who could speak on the side online, not one of those who lead.
bool is_of_online(Room const& room, SeatId const& seat);

// This person leaves: what was said goes on counting for side, table and group. Once per seat, called by evolve.
void add_gone(GoneShares& gone, Seat const& seat);

BalanceThing see_balance(Room const& room);

}  // namespace room
