// Records what happened to seats, tickets and devices, see recorder.hpp.

#include <algorithm>
#include <utility>

#include "server/room/balance.hpp"
#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/recorder.hpp"
#include "server/room/rounds.hpp"

namespace room {
namespace {

// Among those who are here, or among those who are gone, as the seat says.
void add_namesake(Room& room, Seat const& seat) {
  for (auto const& fold : folds_of(seat.folded)) {
    auto& namesakes = room.namesakes[fold];
    (seat.has_ended ? namesakes.gone : namesakes.here).emplace(seat.among_namesakes, seat.id);
  }
}

void name_seat(Seat& seat, PersonalName const& name) {
  seat.name = name.name;
  seat.folded = name.folded;
  seat.is_erased = name.is_erased;
}

void use_ticket(Room& room, TicketId const& id, SeatId const& by) {
  auto& ticket = room.tickets.at(id);
  room.tickets_open.erase({ticket.expires_at, id});
  ticket.is_used = true;
  ticket.used_by = by;
}

}  // namespace

void Recorder::drop_namesake(Seat const& seat) const {
  for (auto const& fold : folds_of(seat.folded)) {
    auto const found = room.namesakes.find(fold);
    if (found == room.namesakes.end()) continue;
    auto& [here, gone] = found->second;
    (seat.has_ended ? gone : here).erase({seat.among_namesakes, seat.id});
    if (here.empty() && gone.empty()) room.namesakes.erase(found);
  }
}

void Recorder::end_seat(Seat& seat) const {
  drop_namesake(seat);
  if (!seat.has_ended) add_gone(room.gone, seat);
  seat.has_ended = true;
  add_namesake(room, seat);
  room.live.erase(seat.number);
  room.staff.erase(seat.id);
  seat.trouble.reset();
  seat.speaks_for.reset();
  seat.hand_card.reset();
  forget_together(seat);
  leave_all_floors(seat);
  seat.group.reset();
}

// Drafts of somebody who is removed or erased are dropped: nobody has seen them, so nobody could keep them off the wall
// at the reveal.
void Recorder::drop_drafts(Seat& seat) const {
  auto const found = room.board.by_author.find(seat.id);
  if (found == room.board.by_author.end()) return;
  std::erase_if(found->second, [&](CardId const& id) {
    auto const card = room.board.cards.find(id);
    if (!card->second.is_draft) return false;
    --phase(card->second.phase).drafts;
    --seat.cards;
    forget_enterer(room, card->second);
    room.board.cards.erase(card);
    return true;
  });
  if (found->second.empty()) room.board.by_author.erase(found);
}

void Recorder::operator()(SeatTaken const& event) const {
  auto& seat = room.seats[event.seat];
  seat.id = event.seat;
  name_seat(seat, event.name);
  seat.number = event.number;
  seat.role = event.role;
  seat.side = event.side;
  seat.table = event.table;
  seat.is_proxied = event.is_proxied;
  seat.hand_card = event.hand_card;
  seat.is_first_time = event.is_first_time.value_or(false);
  seat.taken_at = event.at;
  seat.among_namesakes = event.among_namesakes.value_or(next_among_namesakes(room, seat.folded));
  if (event.salt) seat.salt = event.salt->text;
  room.seats_taken = event.number;
  room.live.emplace(seat.number, seat.id);
  add_namesake(room, seat);
  if (is_staff(seat.role)) room.staff.insert(seat.id);
  if (event.ticket) use_ticket(room, *event.ticket, seat.id);
  take_part(seat);
}

void Recorder::operator()(SeatRenamed const& event) const {
  auto& seat = room.seats.at(event.seat);
  drop_namesake(seat);
  if (event.among_namesakes) seat.among_namesakes = *event.among_namesakes;
  name_seat(seat, event.name);
  add_namesake(room, seat);
}

void Recorder::operator()(SeatMoved const& event) const {
  auto& seat = room.seats.at(event.seat);
  bool const changes_table = is_at_tables(room) && !is_grouped(room) && seat.table != event.table;
  if (changes_table) stop_taking_part(seat);
  seat.side = event.side;
  seat.table = event.table;
  if (changes_table) take_part(seat);
}

void Recorder::operator()(SeatClaimed const& event) const {
  auto& seat = room.seats.at(event.seat);
  seat.is_proxied = false;
  seat.hand_card.reset();
  seat.generation = event.generation;
  use_ticket(room, event.ticket, event.seat);
}

void Recorder::operator()(HandCardGiven const& event) const { room.seats.at(event.seat).hand_card = event.number; }

void Recorder::operator()(SeatLeft const& event) const { end_seat(room.seats.at(event.seat)); }

void Recorder::operator()(SeatRemoved const& event) const {
  auto& seat = room.seats.at(event.seat);
  end_seat(seat);
  seat.was_removed = true;
  seat.removed_because = event.reason.text;
  seat.removed_by = event.by;
  seat.devices.clear();
  drop_drafts(seat);
  drop_answers(seat.id);
  drop_dots(seat.id);
}

void Recorder::operator()(RoleAssigned const& event) const {
  auto& seat = room.seats.at(event.seat);
  auto const before = seat;
  seat.role = event.role;
  if (is_at_tables(room) && table_of(room, seat) != table_of(room, before)) {
    stop_taking_part(before);
    take_part(seat);
  }
  if (is_staff(event.role))
    room.staff.insert(seat.id);
  else
    room.staff.erase(seat.id);
}

void Recorder::operator()(TicketOffered const& event) const {
  room.tickets[event.ticket] = {event.purpose, event.seat,   event.role, event.expires_at,
                                false,         std::nullopt, event.table};
  room.tickets_open.emplace(event.expires_at, event.ticket);
}

void Recorder::operator()(DeviceAdmitted const& event) const {
  room.seats.at(event.seat).devices.push_back(event.device);
}

void Recorder::operator()(DeviceRevoked const& event) const {
  std::erase(room.seats.at(event.seat).devices, event.device);
}

void Recorder::operator()(TroubleSignalled const& event) const {
  auto& seat = room.seats.at(event.seat);
  seat.trouble = event.trouble;
  seat.trouble_since = event.at;
}
void Recorder::operator()(TroubleCleared const& event) const { room.seats.at(event.seat).trouble.reset(); }

}  // namespace room
