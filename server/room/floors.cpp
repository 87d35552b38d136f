// Which floor it is about, see floors.hpp.

#include "server/room/floors.hpp"

#include <algorithm>

#include "server/room/look_up.hpp"
#include "server/room/one_of.hpp"
#include "server/room/permissions.hpp"

namespace room {

namespace {

bool sits_nowhere(Role role) { return is_staff(role) || role == Role::observer; }

std::vector<Where> all_floors(Room const& room) {
  std::vector<Where> all{std::nullopt};
  for (auto const& [number, table] : room.tables) all.push_back(number);
  return all;
}

struct FloorsTouched {
  Room const& room;
  using Floors = std::vector<Where>;

  Where where_is(SeatId const& id) const {
    auto const found = room.seats.find(id);
    return is_at_tables(room) && found != room.seats.end() ? table_of(room, found->second) : std::nullopt;
  }
  // Whoever comes, goes or moves is noticed where that person was, and will be.
  Floors of_seat(SeatId const& id, Where const& then = {}) const {
    Floors floors{std::nullopt};
    for (auto const& table : {where_is(id), is_at_tables(room) ? then : Where{}})
      if (table && table != floors.back()) floors.push_back(table);
    return floors;
  }
  Floors of_turn(TurnId const& id) const {
    auto const found = room.talk.index.find(id);
    return {found == room.talk.index.end() ? Where{} : room.talk.turns[found->second].table};
  }

  Floors operator()(PhaseStarted const& event) const {
    auto floors = all_floors(room);
    auto const* phase = find_phase(room, event.phase);
    // Pairs and fours are put together after it.
    if (!phase || phase->plan.target != PhaseTarget::table || is_grouped(phase->plan)) return floors;
    for (auto const& [number, id] : room.live)
      if (auto const& seat = room.seats.at(id); !sits_nowhere(seat.role)) floors.push_back(seat.table);
    std::ranges::sort(floors);
    floors.erase(std::ranges::unique(floors).begin(), floors.end());
    return floors;
  }
  Floors operator()(SeatTaken const& event) const { return of_seat(event.seat, event.table); }
  Floors operator()(SeatMoved const& event) const { return of_seat(event.seat, event.table); }
  Floors operator()(RoleAssigned const& event) const {
    auto const& seat = room.seats.at(event.seat);
    return of_seat(event.seat, is_grouped(room) ? seat.group : seat.table);
  }
  Floors operator()(PeopleSeated const& event) const {
    Floors floors{std::nullopt};
    for (auto const& one : event.seats)
      for (auto const& table : {where_is(one.seat), is_at_tables(room) ? Where(one.table) : Where{}})
        if (table) floors.push_back(table);
    std::ranges::sort(floors);
    floors.erase(std::ranges::unique(floors).begin(), floors.end());
    return floors;
  }
  Floors operator()(VoicePassed const&) const { return {std::nullopt}; }
  Floors operator()(SecondChanceBegun const& event) const { return {where_is(event.order.front())}; }
  template <class Happened>
  Floors operator()([[maybe_unused]] Happened const& event) const {
    if constexpr (is_one_of<Happened, QueueOpened, QueueClosed, FloorRequested, FloorGranted, RoundStarted, RoundEnded,
                            HelpCalled, HelpAnswered, HelpEnded, ChairTaken>)
      return {event.table};
    else if constexpr (requires { event.turn; })
      return of_turn(event.turn);
    else if constexpr (is_one_of<Happened, HandLowered, HandMoved, HandWaitedLong, StretchSet, ChairLeft>)
      return {where_is(event.seat)};
    else if constexpr (is_one_of<Happened, TicketOffered, TablesProposed, TablesTold, SeatTogether>)
      return {};  // perhaps of a seat; at no floor
    else if constexpr (requires { event.seat; })
      return of_seat(event.seat);
    else
      return all_floors(room);
  }
};

}  // namespace

bool is_at_tables(Room const& room) {
  auto const* phase = running_phase(room);
  return phase && phase->plan.target == PhaseTarget::table;
}

bool has_tables(Room const& room) {
  return std::ranges::any_of(room.script.phases,
                             [](Phase const& phase) { return phase.plan.target == PhaseTarget::table; });
}

Where table_seen_from(Room const& room, Seat const& seat) {
  return has_tables(room) ? table_of(room, seat) : std::nullopt;
}

bool is_grouped(PhasePlan const& plan) {
  if (plan.target != PhaseTarget::table || !plan.tables) return false;
  return plan.tables->grouping == Grouping::pairs || plan.tables->grouping == Grouping::fours;
}

bool is_grouped(Room const& room) {
  auto const* phase = running_phase(room);
  return phase && is_grouped(phase->plan);
}

Where table_of(Room const& room, Seat const& seat) {
  return sits_nowhere(seat.role) ? std::nullopt : is_grouped(room) ? seat.group : seat.table;
}

Floor const* find_floor(Room const& room, Where const& where) {
  if (!where) return &room.floor;
  auto const found = room.tables.find(*where);
  return found == room.tables.end() ? nullptr : &found->second.floor;
}

Floor const* floor_of(Room const& room, Seat const& seat) {
  if (!is_at_tables(room)) return &room.floor;
  auto const table = table_of(room, seat);
  return table ? find_floor(room, table) : nullptr;
}

Floor const* floor_of(Room const& room, SeatId const& id) {
  auto const found = room.seats.find(id);
  return found == room.seats.end() ? nullptr : floor_of(room, found->second);
}

Floor const* floor_where_runs(Room const& room, TurnId const& turn) {
  auto const found = room.talk.index.find(turn);
  if (found == room.talk.index.end()) return nullptr;
  auto const* floor = find_floor(room, room.talk.turns[found->second].table);
  return floor && floor->speaker && floor->speaker->turn == turn ? floor : nullptr;
}

bool is_in_use(Room const& room, Floor const& floor) { return is_at_tables(room) == floor.table.has_value(); }

std::vector<Where> floors_touched(Room const& room, Event const& event) {
  return std::visit(FloorsTouched{room}, event);
}

std::vector<Floor const*> floors_now(Room const& room) {
  if (!is_at_tables(room)) return {&room.floor};
  std::vector<Floor const*> floors;
  for (auto const& [number, table] : room.tables) floors.push_back(&table.floor);
  return floors;
}

}  // namespace room
