// Records who takes part at which floor, see recorder.hpp: tables come with a phase that is held at them, and go with
// it.

#include <algorithm>

#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/recorder.hpp"
#include "server/room/rounds.hpp"

namespace room {
namespace {

// Behind all others, before who sums up. Who was asked before, and comes back, is not asked again.
void join_round(Room const& room, Floor& floor, Seat const& seat) {
  auto& round = floor.round;
  if (!round || !goes_round(seat.role)) return;
  auto const is_known = [&](auto const& seats) { return std::ranges::find(seats, seat.id) != seats.end(); };
  if (is_known(round->asked) || is_known(round->to_come) || is_known(round->again)) return;
  auto& to_come = round->to_come;
  auto const last = std::ranges::find_if(to_come, [&](SeatId const& id) { return rounds::sums_up(room, id); });
  to_come.insert(rounds::sums_up(room, seat.id) ? to_come.end() : last, seat.id);
}

// The hand goes down, and a round does not wait for this person.
void leave_floor(Room& room, Floor& floor, SeatId const& seat) {
  std::erase(floor.circle, seat);
  if (floor.voice.bearer == seat) {
    floor.voice.bearer.reset();
    room.seats.at(seat).speaks_for.reset();
  }
  std::erase_if(floor.queue, [&](WaitingHand const& hand) { return hand.seat == seat; });
  for (auto& hand : floor.queue)  // who stood behind it stands where the order says
    if (hand.move && hand.move->behind == seat) hand.move.reset();
  if (auto& round = floor.round) {
    std::erase(round->to_come, seat);
    std::erase(round->again, seat);
  }
}

Table& lay_table(Room& room, TableNumber const& number, bool queue_is_open) {
  auto const [found, is_new] = room.tables.try_emplace(number);
  auto& floor = found->second.floor;
  if (!is_new) return found->second;
  floor.table = number;
  floor.queue_is_open = queue_is_open;
  // Turns of a table follow those of the whole room and count for themselves: how many were given at another table
  // cannot be read from them.
  floor.position = room.floor.position;
  return found->second;
}

}  // namespace

void Recorder::operator()(TablesProposed const& event) const {
  room.proposal = Proposal{event.seats, ++room.proposals};
}

void Recorder::operator()(PeopleSeated const& event) const {
  if (event.seats.size() > 1) {
    note_sitting();
    room.proposal.reset();
  }
  for (auto const& [id, table] : event.seats) {
    auto& seat = room.seats.at(id);
    auto const before = seat;
    (table.value > limits::table_number_max ? seat.group : seat.table) = table;
    if (!is_at_tables(room) || table_of(room, seat) == table_of(room, before)) continue;
    stop_taking_part(before);
    take_part(seat);
  }
}

void Recorder::operator()(SeatTogether const& event) const { room.seats.at(event.seat).together = event.with; }

// Nobody wants to sit with who has gone.
void Recorder::forget_together(Seat& seat) const {
  seat.together.reset();
  for (auto const& [number, id] : room.live)
    if (auto& other = room.seats.at(id); other.together == seat.id) other.together.reset();
}

void Recorder::operator()(HelpCalled const& event) const {
  room.tables.at(event.table).help = HelpCall{event.at, std::nullopt};
}
void Recorder::operator()(HelpAnswered const& event) const { room.tables.at(event.table).help->answered_by = event.by; }
void Recorder::operator()(HelpEnded const& event) const { room.tables.at(event.table).help.reset(); }
void Recorder::operator()(TablesTold const& event) const { room.told = Told{event.text.text, event.text.owner}; }

void Recorder::note_sitting() const {
  for (auto const& [number, table] : room.tables)
    for (auto const& id : table.people) {
      auto& sat = room.seats.at(id).sat;
      sat.emplace_back(room.sittings, number);
      if (sat.size() > limits::sittings_kept) sat.erase(sat.begin());
    }
  ++room.sittings;
}

void Recorder::lay_tables(bool queue_is_open) const {
  for (auto const& [number, id] : room.live)
    if (auto const table = table_of(room, room.seats.at(id))) lay_table(room, *table, queue_is_open).people.insert(id);
}

void Recorder::clear_tables() const {
  room.tables.clear();
  room.floor.position += limits::turns_max;  // behind what was said at any table
}

void Recorder::take_part(Seat const& seat) const {
  if (!is_at_tables(room)) return join_round(room, room.floor, seat);
  auto const table = table_of(room, seat);
  if (!table) return;
  auto& at = lay_table(room, *table, floor_now(room) == FloorMode::open);
  at.people.insert(seat.id);
  join_round(room, at.floor, seat);
}

void Recorder::stop_taking_part(Seat const& seat) const {
  auto const table = table_of(room, seat);
  auto const found = table ? room.tables.find(*table) : room.tables.end();
  if (found == room.tables.end()) return;
  found->second.people.erase(seat.id);
  leave_floor(room, found->second.floor, seat.id);
}

void Recorder::leave_all_floors(Seat const& seat) const {
  leave_floor(room, room.floor, seat.id);
  stop_taking_part(seat);
}

}  // namespace room
