#pragma once
// What is refused whatever the command's own rule says: because the room is closed or on a break, or because the seat
// has ended. Pure, any thread.

#include <optional>

#include "protocol/commands.hpp"
#include "protocol/refusals.hpp"
#include "server/room/room.hpp"

namespace room {

// `command_index`: in the Command variant. `seat` none: at the door or in the office.
std::optional<Refusal> standing_refusal(Room const& room, Seat const* seat, std::size_t command_index, bool is_office);

template <class T, std::size_t index = 0>
constexpr std::size_t command_index() {
  if constexpr (std::is_same_v<T, std::variant_alternative_t<index, Command>>)
    return index;
  else
    return command_index<T, index + 1>();
}

}  // namespace room
