// Small help for handlers, see asking.hpp.

#include "server/room/asking.hpp"

#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"

namespace room {
namespace {

template <class SomeId, class Known>
SomeId fresh(Dice& dice, Known const& known) {
  SomeId id{dice.id()};
  while (known.contains(id)) id.value = dice.id();
  return id;
}

}  // namespace

Decision refuse(Refusal reason, std::optional<std::string> path) { return Denied{reason, std::move(path)}; }
Decision happened(std::vector<Event> events) { return events; }

SeatId fresh_seat(Asking& asking) { return fresh<SeatId>(asking.context.dice, asking.room.seats); }
TurnId fresh_turn(Asking& asking) { return fresh<TurnId>(asking.context.dice, asking.room.talk.index); }
CardId fresh_card(Asking& asking) { return fresh<CardId>(asking.context.dice, asking.room.board.cards); }
TicketId fresh_ticket(Asking& asking) { return fresh<TicketId>(asking.context.dice, asking.room.tickets); }

std::vector<Floor const*> floors_asked(Asking const& asking, Where const& table) {
  if (table) {
    auto const* floor = find_floor(asking.room, table);
    return floor ? std::vector{floor} : std::vector<Floor const*>{};
  }
  if (asking.seat && is_staff(asking.seat->role)) return floors_now(asking.room);
  auto const* own = asking.seat ? floor_of(asking.room, *asking.seat) : nullptr;
  return own ? std::vector{own} : std::vector<Floor const*>{};
}

ForWhom for_whom(Asking const& asking, std::optional<SeatId> const& on_behalf_of) {
  bool const is_tablet = asking.seat->role == Role::table_tablet;
  bool const is_own = !on_behalf_of || *on_behalf_of == asking.me();
  if (is_own && !is_tablet) return {asking.seat, std::nullopt, std::nullopt};
  if (is_own || !may_act_for_others(asking.seat->role))
    return {nullptr, {}, Denied{Refusal::cannot_act_for, "on_behalf_of"}};
  // Any live seat, not only proxied ones: a phone in the hall may be empty.
  auto const* seat = live_person(asking.room, *on_behalf_of);
  if (!seat) return {nullptr, {}, Denied{Refusal::seat_unknown, "on_behalf_of"}};
  if (is_tablet && !may_help(*asking.seat, *seat))
    return {nullptr, {}, Denied{Refusal::cannot_act_for, "on_behalf_of"}};
  return {seat, asking.me(), std::nullopt};
}

ForWhom who_speaks(Asking const& asking, std::optional<SeatId> const& on_behalf_of) {
  auto whose = for_whom(asking, on_behalf_of);
  if (whose.by && !may_help(*asking.seat, *whose.seat))
    return {nullptr, {}, Denied{Refusal::seat_is_not_proxied, "on_behalf_of"}};
  return whose;
}

}  // namespace room
