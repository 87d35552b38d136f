// Which floor it is about, see floors.hpp.

#include "server/room/floors.hpp"

#include "server/room/permissions.hpp"

namespace room {

bool is_at_tables(Room const& room) { return !room.tables.empty(); }

Where table_of(Seat const& seat) {
  return is_staff(seat.role) || seat.role == Role::observer ? std::nullopt : seat.table;
}

Floor const* find_floor(Room const& room, Where const& where) {
  if (!where) return &room.floor;
  auto const found = room.tables.find(*where);
  return found == room.tables.end() ? nullptr : &found->second.floor;
}

Floor const* floor_of(Room const& room, Seat const& seat) {
  if (!is_at_tables(room)) return &room.floor;
  auto const table = table_of(seat);
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

std::vector<Floor const*> floors_now(Room const& room) {
  if (!is_at_tables(room)) return {&room.floor};
  std::vector<Floor const*> floors;
  for (auto const& [number, table] : room.tables) floors.push_back(&table.floor);
  return floors;
}

}  // namespace room
