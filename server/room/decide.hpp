#pragma once
// The one way in: a command becomes events or a refusal. Pure; equal input gives equal output. Never changes the room.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/commands.hpp"
#include "protocol/refusals.hpp"
#include "server/room/context.hpp"
#include "server/room/room.hpp"

namespace room {

struct Denied {
  Refusal reason;
  std::optional<std::string> path;  // the field it is about
  bool operator==(Denied const&) const = default;
};

// Events in order, never empty, or a refusal.
using Decision = std::variant<std::vector<Event>, Denied>;

// Authorises (permissions.hpp), checks standing conditions (closed, paused, removed), then asks the part.
// Repeats of a command id are not its business: see repeat().
Decision decide(Room const& room, Command const& command, Context context);

// What was answered to this command before; null: it is new. The empty seat: a command at the door.
Answered const* answered_before(Room const& room, SeatId const& seat, CommandId const& id);

// Has this command been answered before? none: new. `same`: repeat of what was done. Else: id_used_differently.
enum class Repeat { same, different };
std::optional<Repeat> repeat(Room const& room, SeatId const& seat, CommandId const& id, std::string const& print);

// The ticket that an earlier offer under this id made; none: it was no offer.
std::optional<TicketId> offered_before(Room const& room, SeatId const& seat, CommandId const& id);

// What the room does by itself at `context.now` (due.hpp says when to ask); may be empty.
std::vector<Event> tick(Room const& room, Context context);

}  // namespace room
