// How speaking time is shared, see balance.hpp.

#include "server/room/balance.hpp"

#include <algorithm>
#include <array>

#include "server/room/permissions.hpp"

namespace room {
namespace {

struct Sum {
  int people = 0;
  int heard = 0;
  std::int64_t ms = 0;

  void add(Seat const& seat) {
    ms += seat.heard_ms;
    ++people;
    if (seat.turns > 0) ++heard;
  }
  BalanceShare share() const { return {{}, {}, {}, people, heard, static_cast<int>((ms + 500) / 1000)}; }
};

struct Sums {
  std::array<Sum, 2> sides;
  std::map<TableNumber, Sum> tables;
  std::array<Sum, 3> groups;

  // Who has left is not one of the people any more; what was said was said.
  explicit Sums(Room const& room) {
    for (std::size_t at = 0; at < sides.size(); ++at) sides[at].ms = room.gone.sides[at];
    for (std::size_t at = 0; at < groups.size(); ++at) groups[at].ms = room.gone.groups[at];
    for (auto const& [table, ms] : room.gone.tables) tables[table].ms = ms;
    for (auto const& [number, id] : room.live) add(room.seats.at(id));
  }

  void add(Seat const& seat) {
    if (seat.role == Role::observer || !is_person(seat.role)) return;
    groups[static_cast<std::size_t>(group_of(seat.role))].add(seat);
    if (!goes_round(seat.role)) return;
    sides[static_cast<std::size_t>(seat.side)].add(seat);
    if (seat.table) tables[*seat.table].add(seat);
  }
};

}  // namespace

Group group_of(Role role) {
  if (role == Role::municipality || role == Role::national_desk) return Group::professionals;
  return goes_round(role) ? Group::residents : Group::hosts;
}

void add_gone(GoneShares& gone, Seat const& seat) {
  if (seat.role == Role::observer || seat.heard_ms == 0) return;
  gone.groups[static_cast<std::size_t>(group_of(seat.role))] += seat.heard_ms;
  if (!goes_round(seat.role)) return;
  gone.sides[static_cast<std::size_t>(seat.side)] += seat.heard_ms;
  if (seat.table) gone.tables[*seat.table] += seat.heard_ms;
}

int count_words(std::string_view words) {
  int count = 0;
  bool is_inside = false;
  for (char const sign : words) {
    bool const is_space = sign == ' ' || sign == '\n' || sign == '\t';
    count += !is_space && !is_inside ? 1 : 0;
    is_inside = !is_space;
  }
  return count;
}

std::int64_t heard_ms(Turn const& turn, std::int64_t agreed_ms) {
  // Words that nobody saw were not heard; else the order would tell how many they are.
  if (turn.is_hidden) return turn.spoken_ms.value_or(0);
  return std::max(turn.spoken_ms.value_or(0), std::min(turn.word_count * limits::ms_per_typed_word, agreed_ms));
}

bool is_of_online(Room const& room, SeatId const& seat) {
  auto const& who = room.seats.at(seat);
  return who.side == Side::online && goes_round(who.role);
}

BalanceThing see_balance(Room const& room) {
  Sums const sums{room};
  BalanceThing thing;
  auto const add = [&](Sum const& sum, auto name) {
    auto share = sum.share();
    name(share);
    thing.shares.push_back(share);
  };
  for (auto const side : {Side::hall, Side::online})
    add(sums.sides[static_cast<std::size_t>(side)], [&](BalanceShare& share) { share.side = side; });
  for (auto const& [table, sum] : sums.tables) add(sum, [&](BalanceShare& share) { share.table = table; });
  for (auto const group : {Group::residents, Group::professionals, Group::hosts})
    add(sums.groups[static_cast<std::size_t>(group)], [&](BalanceShare& share) { share.group = group; });
  thing.online_unheard_since = room.floor.online_unheard_since;
  return thing;
}

}  // namespace room
