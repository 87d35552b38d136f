#pragma once
// Questions about a room that several parts ask. Pure, any thread.

#include <optional>

#include "server/room/context.hpp"
#include "server/room/room.hpp"

namespace room {

// The folded forms of a name (PersonalName::folded): names that share one are namesakes.
std::vector<std::string> folds_of(std::string const& folded);
bool are_namesakes(std::string const& folded, std::string const& other);
std::vector<Namesakes const*> namesakes_of(Room const& room, std::string const& folded);  // for each fold with any

Seat const* live_seat(Room const& room, SeatId const& id);    // null: unknown or ended
Seat const* live_person(Room const& room, SeatId const& id);  // likewise; also null: it is a device
// Somebody without a phone whom this seat, whose role acts for others, may help in everything: a table tablet only
// those at its own table.
bool may_help(Seat const& helper, Seat const& whom);
Seat const* holder_of(Room const& room, HandCard card);  // null: nobody here has it

Phase const* find_phase(Room const& room, PhaseId const& id);
Phase const* running_phase(Room const& room);  // null only before the first phase has started
FloorMode floor_now(Room const& room);         // closed before the first phase
WritingMode writing_now(Room const& room);     // none before the first phase
QueueOrder queue_order_now(Room const& room);  // by arrival before the first phase
RoundKind round_kind_now(Room const& room);    // talking before the first phase
Phase const* phase_of_column(Room const& room, ColumnId const& id);

// At this floor (floors.hpp).
bool is_waiting(Floor const& floor, SeatId const& id);
bool is_speaking(Floor const& floor, SeatId const& id);
bool has_the_floor(Floor const& floor, SeatId const& id);  // speaks, or goes on after a short question
bool can_take_another_turn(Room const& room);              // limits::turns_max

// Would this person notice being called? Who is in the hall, or entered by proxy, hears it there; who is online must
// have a line.
bool is_reachable(Room const& room, Presence const& presence, SeatId const& id);

// The first waiting hand that can be called and answer; those who were called without an answer come after the others.
std::optional<SeatId> first_reachable(Room const& room, Floor const& floor, Presence const& presence);

// Whom the server proposes: in a round the next of the round; else by arrival.
std::optional<SeatId> next_up(Room const& room, Floor const& floor, Presence const& presence);

// The first hand that was not yet called in vain, reachable ones first.
std::optional<SeatId> next_not_called(Room const& room, Floor const& floor, Presence const& presence);

// The number for the next seat with this name: above all who have it now, also of those who have left.
int next_among_namesakes(Room const& room, std::string const& folded);

}  // namespace room
