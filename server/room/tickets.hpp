#pragma once
// One-time invitations: claim a seat, a staff seat, the hall screen; and the devices that hold staff power. The secret
// behind a ticket is the engine's business. Pure.

#include "server/room/asking.hpp"

namespace room::tickets {

// An invitation for the staff or the hall screen is made days before the evening, together with the printed sheet; the
// closed evening ends it sooner. A claim (limits::ticket_life_ms) is for whoever stands at the desk now.
inline constexpr std::int64_t invitation_life_ms = 30LL * 24 * 3600 * 1000;

Decision offer_claim(Asking& asking, OfferClaim const& ask);
Decision offer_staff_seat(Asking& asking, OfferStaffSeat const& ask);
Decision offer_screen(Asking& asking);
Decision offer_tablet(Asking& asking, OfferTablet const& ask);
Decision revoke_device(Asking& asking, RevokeDevice const& ask);

// Is the ticket that the person at the door holds for this, used up or not?
bool is_for(Asking const& asking, TicketPurpose purpose);

// The ticket that the person at the door holds, when it is good for this purpose now.
std::variant<OpenTicket, Denied> check(Asking const& asking, TicketPurpose purpose);

// Roles that come in by invitation; a participant just joins.
bool may_be_offered(Role role);

}  // namespace room::tickets
