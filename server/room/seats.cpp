// Seats, see seats.hpp.

#include "server/room/seats.hpp"

#include <algorithm>

#include "server/room/floor.hpp"
#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/rounds.hpp"
#include "server/room/tables.hpp"
#include "server/room/tickets.hpp"

namespace room::seats {
namespace {

bool is_newest(RulesVersion accepts) { return accepts.value == limits::house_rules_version; }

// Nobody may pass for somebody who leads the evening. `own` is who asks, when already in.
bool sounds_like_staff(Room const& room, std::string const& folded, SeatId const& own) {
  return std::ranges::any_of(
      room.staff, [&](SeatId const& id) { return id != own && are_namesakes(room.seats.at(id).folded, folded); });
}

std::optional<Denied> name_denied(Asking const& asking) {
  auto const& name = asking.context.name;
  if (!name || name->name.empty()) return Denied{Refusal::name_empty, "name"};
  bool const leads = asking.seat && is_staff(asking.seat->role);
  if (!leads && sounds_like_staff(asking.room, name->folded, asking.me()))
    return Denied{Refusal::name_is_staff, "name"};
  return std::nullopt;
}

SeatTaken taken(Asking& asking) {
  auto const id = fresh_seat(asking);
  SeatTaken event;
  event.seat = id;
  event.name = PersonalName{id, asking.context.name->name, asking.context.name->folded};
  event.number = asking.room.seats_taken + 1;
  event.among_namesakes = next_among_namesakes(asking.room, event.name.folded);
  event.at = asking.now();
  event.salt = PersonalText{id, asking.context.dice.id() + asking.context.dice.id()};
  return event;
}

bool is_last_leader(Room const& room, Seat const& seat) {
  if (!is_leader(seat.role)) return false;
  return std::ranges::none_of(room.staff,
                              [&](SeatId const& id) { return id != seat.id && is_leader(room.seats.at(id).role); });
}

// A seat ends, or goes to another table; if that person speaks, the turn ends before, and a round goes on after.
std::vector<Event> seat_ends(Asking& asking, SeatId const& seat, TurnEnd how, std::optional<SeatId> by, Event end) {
  std::vector<Event> events;
  auto const* floor = floor_of(asking.room, seat);
  bool const speaks = floor && is_speaking(*floor, seat);
  bool const is_held = floor && floor->held && floor->held->seat == seat;
  if (speaks) events.emplace_back(floor::ended(asking, *floor->speaker, how, by));
  if (is_held) events.emplace_back(floor::ended(asking, *floor->held, how, by));
  bool const goes_away = !std::holds_alternative<SeatMoved>(end) && !std::holds_alternative<RoleAssigned>(end);
  auto not_alone = goes_away ? tables::not_left_alone(asking, seat) : std::vector<Event>{};
  bool const round_goes_on = speaks && !floor->held && not_alone.empty();
  events.emplace_back(std::move(end));
  for (auto& event : not_alone) events.emplace_back(std::move(event));
  if (round_goes_on)
    for (auto& event : rounds::go_on(asking, *floor, {seat, std::nullopt})) events.emplace_back(std::move(event));
  return events;
}

}  // namespace

bool is_full(Room const& room) {
  return room.live.size() >= limits::seats_max || room.seats.size() >= limits::seats_ever_max;
}

namespace {

Decision with_group(Asking& asking, SeatTaken event) {
  auto group = tables::group_for_late(asking, event.seat, event.side, event.role);
  group.insert(group.begin(), std::move(event));
  return happened(std::move(group));
}

// Numbers above it are of groups, which nobody chooses.
bool is_no_table(std::optional<TableNumber> const& table) { return table && table->value > limits::table_number_max; }

}  // namespace

Decision join(Asking& asking, Join const& ask) {
  if (is_no_table(ask.table)) return refuse(Refusal::table_unknown, "table");
  if (!is_newest(ask.accepts)) return refuse(Refusal::house_rules_changed, "accepts");
  if (asking.room.joins_are_frozen) return refuse(Refusal::joins_frozen);
  if (is_full(asking.room)) return refuse(Refusal::room_full);
  if (auto const denied = name_denied(asking)) return *denied;
  auto event = taken(asking);
  event.side = ask.side;
  event.table = ask.table ? ask.table : tables::table_for_late(asking.room, ask.side);
  event.accepted = ask.accepts;
  if (ask.is_first_time) event.is_first_time = ask.is_first_time;
  return with_group(asking, std::move(event));
}

namespace {

// Neither full nor frozen keeps it out, like who leads: staff sent it.
Decision tablet_comes(Asking& asking, ClaimSeat const& ask) {
  auto const checked = tickets::check(asking, TicketPurpose::table_tablet);
  if (auto const* denied = std::get_if<Denied>(&checked)) return *denied;
  if (!is_newest(ask.accepts)) return refuse(Refusal::house_rules_changed, "accepts");
  auto const table = *std::get<OpenTicket>(checked).table;
  auto const number = std::to_string(table.value);
  asking.context.name = GatedName{"Tafeltablet " + number, "tafeltablet " + number};
  auto event = taken(asking);
  event.role = Role::table_tablet;
  event.side = Side::hall;
  event.table = table;
  event.accepted = ask.accepts;
  event.ticket = std::get<AtTheDoor>(asking.context.actor).ticket;
  return happened(std::move(event));
}

}  // namespace

Decision claim(Asking& asking, ClaimSeat const& ask) {
  if (tickets::is_for(asking, TicketPurpose::table_tablet)) return tablet_comes(asking, ask);
  auto const checked = tickets::check(asking, TicketPurpose::claim_seat);
  if (auto const* denied = std::get_if<Denied>(&checked)) return *denied;
  if (!is_newest(ask.accepts)) return refuse(Refusal::house_rules_changed, "accepts");
  auto const* seat = live_seat(asking.room, *std::get<OpenTicket>(checked).seat);
  if (!seat) return refuse(Refusal::seat_removed);
  if (!seat->is_proxied) return refuse(Refusal::seat_is_not_proxied);
  auto const& ticket = *std::get<AtTheDoor>(asking.context.actor).ticket;
  return happened(SeatClaimed{seat->id, ticket, ask.accepts, seat->generation + 1});
}

Decision take_staff_seat(Asking& asking, TakeStaffSeat const& ask) {
  auto role = ask.role;
  std::optional<TicketId> ticket;
  std::optional<SeatId> invited_by;
  if (auto const* door = std::get_if<AtTheDoor>(&asking.context.actor)) {
    auto const checked = tickets::check(asking, TicketPurpose::take_staff_seat);
    if (auto const* denied = std::get_if<Denied>(&checked)) return *denied;
    role = std::get<OpenTicket>(checked).role.value_or(Role::facilitator);
    ticket = door->ticket;
  } else if (!tickets::may_be_offered(role)) {
    return refuse(Refusal::not_allowed, "role");
  }
  if (!is_newest(ask.accepts)) return refuse(Refusal::house_rules_changed, "accepts");
  if (!asking.context.name || asking.context.name->name.empty()) return refuse(Refusal::name_empty, "name");
  // Neither full nor frozen keeps out who leads. They may be namesakes of one another: labels tell them apart.
  auto event = taken(asking);
  auto const seat = event.seat;
  event.role = role;
  event.side = Side::hall;
  event.accepted = ask.accepts;
  event.ticket = ticket;
  if (!asking.context.device) return happened(std::move(event));
  return happened(std::move(event), DeviceAdmitted{seat, *asking.context.device, asking.now()});
}

Decision add_proxy(Asking& asking, AddProxy const& ask) {
  if (is_no_table(ask.table)) return refuse(Refusal::table_unknown, "table");
  if (is_full(asking.room)) return refuse(Refusal::room_full);
  auto const& name = asking.context.name;
  if (!name || name->name.empty()) return refuse(Refusal::name_empty, "name");
  if (sounds_like_staff(asking.room, name->folded, SeatId{})) return refuse(Refusal::name_is_staff, "name");
  bool const is_tablet = asking.seat->role == Role::table_tablet;
  if (is_tablet && ask.table && ask.table != asking.seat->table) return refuse(Refusal::cannot_act_for, "table");
  if (ask.hand_card && holder_of(asking.room, *ask.hand_card)) return refuse(Refusal::hand_card_taken, "hand_card");
  auto event = taken(asking);
  event.side = Side::hall;
  event.table = is_tablet   ? asking.seat->table
                : ask.table ? ask.table
                            : tables::table_for_late(asking.room, Side::hall);
  event.is_proxied = true;
  event.hand_card = ask.hand_card;
  event.by = asking.by();
  return with_group(asking, std::move(event));
}

// Also to who has a phone: it may be empty, and a second seat would be a second set of rights.
Decision give_hand_card(Asking& asking, GiveHandCard const& ask) {
  auto const* seat = live_person(asking.room, ask.seat);
  if (!seat) return refuse(Refusal::seat_unknown, "seat");
  if (seat->hand_card == ask.number) return refuse(Refusal::nothing_changed);
  if (ask.number && holder_of(asking.room, *ask.number)) return refuse(Refusal::hand_card_taken, "number");
  return happened(HandCardGiven{ask.seat, ask.number, asking.me()});
}

Decision rename(Asking& asking, Rename const& ask) {
  auto const whose = who_speaks(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  if (auto const denied = name_denied(asking)) return *denied;
  auto const& seat = *whose.seat;
  if (asking.context.name->name == seat.name) return refuse(Refusal::nothing_changed);
  auto const& folded = asking.context.name->folded;
  // Other capitals are no other name: the number stays.
  auto const among = folded == seat.folded ? seat.among_namesakes : next_among_namesakes(asking.room, folded);
  return happened(SeatRenamed{seat.id, PersonalName{seat.id, asking.context.name->name, folded}, among, whose.by});
}

Decision change_side(Asking& asking, ChangeSide const& ask) {
  if (ask.side == asking.seat->side && ask.table == asking.seat->table) return refuse(Refusal::nothing_changed);
  if (is_no_table(ask.table)) return refuse(Refusal::table_unknown, "table");
  auto const* phase = running_phase(asking.room);
  bool const is_fixed = phase && phase->plan.tables && phase->plan.tables->moves == TableMoves::fixed;
  if (is_at_tables(asking.room) && is_fixed && asking.seat->table && ask.table != asking.seat->table)
    return refuse(Refusal::tables_fixed, "table");
  SeatMoved moved{asking.me(), ask.side, ask.table};
  if (ask.table == asking.seat->table || !is_at_tables(asking.room) || is_grouped(asking.room))
    return happened(std::move(moved));
  return seat_ends(asking, asking.me(), TurnEnd::yielded, std::nullopt, std::move(moved));
}

Decision leave(Asking& asking) {
  // Also the last leader may go home: then the room runs itself, and the office can come in.
  return seat_ends(asking, asking.me(), TurnEnd::yielded, std::nullopt, SeatLeft{asking.me()});
}

Decision remove(Asking& asking, RemoveSeat const& ask) {
  auto const* seat = live_seat(asking.room, ask.seat);
  if (!seat) return refuse(Refusal::seat_unknown, "seat");
  if (is_last_leader(asking.room, *seat)) return refuse(Refusal::last_leader, "seat");
  return seat_ends(asking, seat->id, TurnEnd::removed, asking.by(),
                   SeatRemoved{seat->id, asking.me(), PersonalText{asking.me(), ask.reason.value}});
}

// Also of somebody who has left or was removed, and after the evening: the right to be forgotten does not end there.
Decision erase(Asking& asking, EraseSeat const& ask) {
  if (asking.seat && ask.seat != asking.me()) return refuse(Refusal::cannot_act_for, "seat");
  auto const seat = asking.room.seats.find(ask.seat);
  if (seat == asking.room.seats.end()) return refuse(Refusal::seat_unknown, "seat");
  if (seat->second.is_erased) return refuse(Refusal::nothing_changed, "seat");
  auto const how = asking.seat ? TurnEnd::yielded : TurnEnd::removed;
  return seat_ends(asking, ask.seat, how, std::nullopt, SeatErased{ask.seat, asking.by(), asking.now()});
}

Decision assign_role(Asking& asking, AssignRole const& ask) {
  auto const* seat = live_person(asking.room, ask.seat);
  if (!seat) return refuse(Refusal::seat_unknown, "seat");
  if (!is_person(ask.role)) return refuse(Refusal::not_allowed, "role");
  if (seat->role == ask.role) return refuse(Refusal::nothing_changed);
  if (is_last_leader(asking.room, *seat) && !is_leader(ask.role)) return refuse(Refusal::last_leader, "seat");
  // Staff powers are bound to a device that was admitted (architecture 10); a participant's phone is not. Offer such a
  // colleague a staff seat instead.
  if (is_staff(ask.role) && !is_staff(seat->role) && seat->devices.empty()) return refuse(Refusal::not_allowed, "role");
  RoleAssigned assigned{seat->id, ask.role, asking.me()};
  auto after = *seat;
  after.role = ask.role;
  if (!is_at_tables(asking.room) || table_of(asking.room, after) == table_of(asking.room, *seat)) {
    std::vector<Event> events{std::move(assigned)};
    if (is_grouped(asking.room) && !seat->group)
      for (auto& event : tables::group_for_late(asking, seat->id, seat->side, ask.role))
        events.push_back(std::move(event));
    return happened(std::move(events));
  }
  return seat_ends(asking, seat->id, TurnEnd::ended, asking.by(), std::move(assigned));
}

Decision signal_trouble(Asking& asking, SignalTrouble const& ask) {
  if (asking.seat->trouble == ask.trouble) return refuse(Refusal::nothing_changed);
  return happened(TroubleSignalled{asking.me(), ask.trouble, asking.now()});
}

Decision clear_trouble(Asking& asking, ClearTrouble const& ask) {
  if (ask.seat != asking.me() && !is_staff(asking.seat->role)) return refuse(Refusal::cannot_act_for, "seat");
  auto const* seat = live_seat(asking.room, ask.seat);
  if (!seat) return refuse(Refusal::seat_unknown, "seat");
  if (!seat->trouble) return refuse(Refusal::no_trouble);
  return happened(TroubleCleared{ask.seat, asking.me()});
}

}  // namespace room::seats
