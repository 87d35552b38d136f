#pragma once
// What a handler of a command gets: the room, the outside (time, dice, presence), and the acting seat. Only for the
// parts of the core that decide. Lives for one decision.

#include <string>

#include "server/room/decide.hpp"

namespace room {

struct Asking {
  Room const& room;
  Context& context;
  Seat const* seat = nullptr;  // none: at the door, or the coordinator's office

  Millis now() const { return context.now; }
  Presence const& presence() const { return *context.presence; }
  SeatId me() const { return seat ? seat->id : SeatId{}; }
  std::optional<SeatId> by() const { return seat ? std::optional(seat->id) : std::nullopt; }
};

Decision refuse(Refusal reason, std::optional<std::string> path = {});
Decision happened(std::vector<Event> events);

template <class... Events>
Decision happened(Events... events) {
  std::vector<Event> list;
  (list.emplace_back(std::move(events)), ...);
  return list;
}

// Fresh ids, unlike any the room has.
SeatId fresh_seat(Asking& asking);
TurnId fresh_turn(Asking& asking);
CardId fresh_card(Asking& asking);
TicketId fresh_ticket(Asking& asking);

// For which floors something is asked that names neither turn nor person: that of the table it names; else for who
// leads a table the own one, for the staff all there are. Empty: nobody sits at that table, or the talk is not at
// tables.
std::vector<Floor const*> floors_asked(Asking const& asking, Where const& table);

// For whom a hand or card is: the acting seat, or the one named when the role may act for others. A table tablet has
// nothing of its own: it always names somebody without a phone at its table.
// A refusal: cannot_act_for, seat_unknown.
struct ForWhom {
  Seat const* seat = nullptr;
  std::optional<SeatId> by;  // who entered it, when that is somebody else
  std::optional<Denied> denied;
};
ForWhom for_whom(Asking const& asking, std::optional<SeatId> const& on_behalf_of);

// The same for what only the speaker does: others do it for somebody without a phone only. Also a refusal:
// seat_is_not_proxied.
ForWhom who_speaks(Asking const& asking, std::optional<SeatId> const& on_behalf_of);

}  // namespace room
