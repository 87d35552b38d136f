// Tickets, see tickets.hpp.

#include "server/room/tickets.hpp"

#include <algorithm>
#include <iterator>

#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"

namespace room::tickets {
namespace {

bool too_many(Asking const& asking) {
  auto const& open = asking.room.tickets_open;
  auto const first = open.lower_bound({asking.now() + 1, TicketId{}});
  return static_cast<std::size_t>(std::distance(first, open.end())) >= limits::tickets_open_max;
}

Decision offer(Asking& asking, TicketPurpose purpose, std::optional<SeatId> seat, std::optional<Role> role,
               std::optional<TableNumber> table = {}) {
  if (too_many(asking)) return refuse(Refusal::too_many_tickets);
  bool const is_for_tonight = purpose == TicketPurpose::claim_seat || purpose == TicketPurpose::table_tablet;
  auto const life = is_for_tonight ? limits::ticket_life_ms : invitation_life_ms;
  return happened(
      TicketOffered{fresh_ticket(asking), purpose, std::move(seat), role, asking.by(), asking.now() + life, table});
}

}  // namespace

bool may_be_offered(Role role) { return role != Role::participant && is_person(role); }

Decision offer_claim(Asking& asking, OfferClaim const& ask) {
  auto const* seat = live_seat(asking.room, ask.seat);
  if (!seat) return refuse(Refusal::seat_unknown, "seat");
  if (!seat->is_proxied) return refuse(Refusal::seat_is_not_proxied, "seat");
  return offer(asking, TicketPurpose::claim_seat, ask.seat, std::nullopt);
}

Decision offer_staff_seat(Asking& asking, OfferStaffSeat const& ask) {
  if (!may_be_offered(ask.role)) return refuse(Refusal::not_allowed, "role");
  return offer(asking, TicketPurpose::take_staff_seat, std::nullopt, ask.role);
}

Decision offer_screen(Asking& asking) { return offer(asking, TicketPurpose::hall_screen, std::nullopt, std::nullopt); }

Decision offer_tablet(Asking& asking, OfferTablet const& ask) {
  if (ask.table.value > limits::table_number_max) return refuse(Refusal::table_unknown, "table");
  return offer(asking, TicketPurpose::table_tablet, std::nullopt, std::nullopt, ask.table);
}

Decision revoke_device(Asking& asking, RevokeDevice const& ask) {
  for (auto const& [id, seat] : asking.room.seats)
    if (std::ranges::find(seat.devices, ask.device) != seat.devices.end())
      return happened(DeviceRevoked{id, ask.device, asking.me()});
  return refuse(Refusal::device_unknown, "device");
}

bool is_for(Asking const& asking, TicketPurpose purpose) {
  auto const& held = std::get<AtTheDoor>(asking.context.actor).ticket;
  auto const found = held ? asking.room.tickets.find(*held) : asking.room.tickets.end();
  return found != asking.room.tickets.end() && found->second.purpose == purpose;
}

std::variant<OpenTicket, Denied> check(Asking const& asking, TicketPurpose purpose) {
  auto const& held = std::get<AtTheDoor>(asking.context.actor).ticket;
  if (!held) return Denied{Refusal::ticket_unknown, "ticket"};
  auto const found = asking.room.tickets.find(*held);
  if (found == asking.room.tickets.end() || found->second.purpose != purpose)
    return Denied{Refusal::ticket_unknown, "ticket"};
  if (found->second.is_used) return Denied{Refusal::ticket_used, "ticket"};
  if (found->second.expires_at <= asking.now()) return Denied{Refusal::ticket_expired, "ticket"};
  return found->second;
}

}  // namespace room::tickets
