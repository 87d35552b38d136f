// Who sits where, see composer.hpp.

#include "server/room/composer.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

namespace room {

using namespace protocol;

namespace {

using Guests = std::vector<Guest>;
using Numbers = std::vector<TableNumber>;

std::size_t index_of(auto name) { return static_cast<std::size_t>(name); }

struct Laid {
  int people = 0;
  std::array<int, 2> sides{};
  std::array<int, 3> groups{};
  int first_timers = 0;

  void seat(Guest const& guest) {
    ++people;
    ++sides[index_of(guest.side)];
    ++groups[index_of(guest.group)];
    first_timers += guest.is_first_time ? 1 : 0;
  }
  auto how_full_for(Guest const& guest) const {
    return std::tuple(people, sides[index_of(guest.side)], groups[index_of(guest.group)],
                      guest.is_first_time ? first_timers : 0);
  }
};

struct Place {
  Guest const* guest = nullptr;
  std::size_t at = 0;  // of the tables, or the groups
  bool stays = false;
};

// Whoever wants to sit together changes places with others until they do. One who sits with the own companion gives no
// place away, and nobody does who stays. `apart`: only with somebody of the own side.
void bring_together(std::vector<Place>& places, bool apart) {
  std::map<SeatId, Place*> by_seat;
  for (auto& place : places) by_seat.emplace(place.guest->seat, &place);
  auto const companion = [&](Place const& place) -> Place* {
    auto const found = place.guest->together ? by_seat.find(*place.guest->together) : by_seat.end();
    return found == by_seat.end() ? nullptr : found->second;
  };
  auto const may_go = [&](Place const& place) {
    auto const* with = companion(place);
    return !place.stays && !(with && with->at == place.at);
  };
  for (auto& one : places) {
    auto* const other = companion(one);
    if (!other || other->at == one.at) continue;
    Place* moves = nullptr;
    Place* gives = nullptr;
    std::tuple least(true, true, true, true);
    for (auto [who, to] : {std::pair(other, one.at), std::pair(&one, other->at)}) {
      if (who->stays) continue;
      for (auto& place : places) {
        auto const& mine = *who->guest;
        auto const& yours = *place.guest;
        bool const is_of_them = &place == &one || &place == other;
        if (place.at != to || is_of_them || !may_go(place) || (apart && mine.side != yours.side)) continue;
        std::tuple const differs(mine.side != yours.side, mine.group != yours.group,
                                 mine.is_first_time != yours.is_first_time, companion(place) != nullptr);
        if (gives && differs >= least) continue;
        least = differs;
        moves = who;
        gives = &place;
      }
    }
    if (gives) std::swap(moves->at, gives->at);
  }
}

// The hosts of these tables stay; all others are dealt.
void deal(Guests const& all, Numbers const& numbers, TableSeats& seats) {
  auto guests = all;
  std::set<SeatId> staying;
  TableSeats dealt;
  std::map<TableNumber, Laid> tables;
  for (auto const& number : numbers) tables[number];
  std::set<TableNumber> hosted;
  std::erase_if(guests, [&](Guest const& guest) {
    bool const stays = guest.is_host && guest.table && tables.contains(*guest.table) && !hosted.contains(*guest.table);
    if (!stays) return false;
    hosted.insert(*guest.table);
    tables[*guest.table].seat(guest);
    staying.insert(guest.seat);
    dealt.push_back({guest.seat, *guest.table});
    return true;
  });
  std::ranges::stable_sort(guests, {}, [](Guest const& guest) {
    return std::tuple(!guest.is_host, guest.side, guest.group, !guest.is_first_time);
  });
  for (auto const& guest : guests) {
    auto const first = std::ranges::min_element(tables, {}, [&](auto const& table) {
      bool const has_host = guest.is_host && hosted.contains(table.first);  // a host without a table gets one alone
      return std::pair(has_host, table.second.how_full_for(guest));
    });
    first->second.seat(guest);
    if (guest.is_host) {
      hosted.insert(first->first);
      staying.insert(guest.seat);
    }
    dealt.push_back({guest.seat, first->first});
  }
  std::vector<Place> places;
  for (auto const& one : dealt)
    places.push_back({&*std::ranges::find(all, one.seat, &Guest::seat),
                      static_cast<std::size_t>(std::ranges::find(numbers, one.table) - numbers.begin()),
                      staying.contains(one.seat)});
  bring_together(places, false);
  for (auto const& place : places) seats.push_back({place.guest->seat, numbers[place.at]});
}

std::int64_t how_many_tables(std::size_t people, TableWish const& wish) {
  auto const count = static_cast<std::int64_t>(people);
  auto const asked = wish.tables.value_or((count + wish.size - 1) / wish.size);
  return std::clamp<std::int64_t>(asked, 1, std::min<std::int64_t>(count, limits::table_number_max));
}

// Of the hosts, of the tablets, and then the lowest that are free.
Numbers numbers_for(Guests const& guests, Numbers const& laid, std::int64_t count) {
  Numbers numbers;
  auto const add = [&](TableNumber number) {
    if (std::ssize(numbers) < count && std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
  };
  std::set<TableNumber> hosts;
  for (auto const& guest : guests)
    if (guest.is_host && guest.table) hosts.insert(*guest.table);
  for (auto const& number : hosts) add(number);
  for (auto const& number : laid) add(number);
  for (int number = 1; number <= limits::table_number_max; ++number) add({number});
  std::ranges::sort(numbers);
  return numbers;
}

Guests of_side(Guests const& guests, Side side) {
  Guests some;
  std::ranges::copy_if(guests, std::back_inserter(some), [&](Guest const& guest) { return guest.side == side; });
  return some;
}

// How many of the tables are for who is online, so that all tables are as equally big as can be.
std::int64_t tables_online(std::int64_t hall, std::int64_t online, std::int64_t tables) {
  auto const smallest = [](std::int64_t people, std::int64_t count) { return people / count; };
  auto const biggest = [](std::int64_t people, std::int64_t count) { return (people + count - 1) / count; };
  std::int64_t best = 1, least = limits::whole_number_max;
  for (std::int64_t count = 1; count < tables; ++count) {
    auto const spread = std::max(biggest(hall, tables - count), biggest(online, count)) -
                        std::min(smallest(hall, tables - count), smallest(online, count));
    if (spread >= least) continue;
    least = spread;
    best = count;
  }
  return best;
}

// Tables of hosts of that side first, then those of no host; from the back, so that the hall has the low numbers.
Numbers numbers_online(Guests const& guests, Numbers const& numbers, std::int64_t count) {
  std::map<TableNumber, Side> hosts;
  for (auto const& guest : guests)
    if (guest.is_host && guest.table) hosts.try_emplace(*guest.table, guest.side);
  auto const rank = [&](TableNumber number) {
    auto const host = hosts.find(number);
    return host == hosts.end() ? 1 : host->second == Side::online ? 0 : 2;
  };
  Numbers by_rank(numbers.rbegin(), numbers.rend());
  std::ranges::stable_sort(by_rank, {}, rank);
  by_rank.resize(static_cast<std::size_t>(count));
  std::ranges::sort(by_rank);
  return by_rank;
}

// Two by two; one that is left makes the last pair a three.
void pair_up(Guests const& guests, std::vector<SidedGroup>& pairs) {
  for (std::size_t first = 0; first + 1 < guests.size(); first += 2)
    pairs.push_back({guests[first].side, {guests[first].seat, guests[first + 1].seat}});
  if (guests.size() % 2 == 0) return;
  auto const& left = guests.back();
  if (pairs.empty()) return pairs.push_back({left.side, {left.seat}});
  pairs.back().people.push_back(left.seat);
}

std::vector<SidedGroup> brought_together(Guests const& guests, std::vector<SidedGroup> groups, SideMix sides) {
  std::vector<Place> places;
  for (std::size_t at = 0; at < groups.size(); ++at)
    for (auto const& id : groups[at].people)
      places.push_back({&*std::ranges::find(guests, id, &Guest::seat), at, false});
  bring_together(places, sides == SideMix::apart);
  for (auto& group : groups) group.people.clear();
  for (auto const& place : places) groups[place.at].people.push_back(place.guest->seat);
  return groups;
}

struct Sitting {
  std::map<TableNumber, std::vector<SeatId>> tables;
  std::size_t people = 0;

  std::size_t met(Guest const& guest, TableNumber table, HaveMet const& met) const {
    auto const& there = tables.at(table);
    return static_cast<std::size_t>(
        std::ranges::count_if(there, [&](SeatId const& other) { return met(guest.seat, other); }));
  }
  // So many tables may have one more than the others.
  bool has_room(TableNumber table) const {
    auto const least = people / tables.size();
    auto const size = tables.at(table).size();
    if (size != least) return size < least;
    auto const bigger = std::ranges::count_if(tables, [&](auto const& one) { return one.second.size() > least; });
    return static_cast<std::size_t>(bigger) < people % tables.size();
  }
};

// One after the other to the best table can leave one with two more than another: somebody from there goes on to it, by
// way of a third table where that person sat there before.
void even_out(TableSeats& seats, std::map<SeatId, TableNumber> const& from, Sitting& sitting) {
  auto const size = [&](TableNumber table) { return sitting.tables.at(table).size(); };
  auto const goes = [&](TableSeat& one, TableNumber to) {
    std::erase(sitting.tables.at(one.table), one.seat);
    sitting.tables.at(to).push_back(one.seat);
    one.table = to;
  };
  auto const may_go = [&](TableSeat const& one, TableNumber to) { return from.at(one.seat) != to && one.table != to; };
  auto const one_more = [&](TableNumber big, TableNumber small) {
    for (auto& one : seats)
      if (one.table == big && may_go(one, small)) return goes(one, small), true;
    for (auto& one : seats)
      for (auto& other : seats) {
        bool const is_third = one.table == big && other.table != big && may_go(other, small);
        if (!is_third || !may_go(one, other.table)) continue;
        auto const third = other.table;
        goes(other, small);
        goes(one, third);
        return true;
      }
    return false;
  };
  bool goes_on = true;
  while (goes_on) {
    goes_on = false;
    for (auto const& [big, some] : sitting.tables)
      for (auto const& [small, others] : sitting.tables)
        if (size(big) > size(small) + 1) goes_on = one_more(big, small) || goes_on;
  }
}

}  // namespace

TableSeats compose(Guests const& guests, TableWish const& wish, Numbers const& laid) {
  TableSeats seats;
  if (guests.empty()) return seats;
  auto const count = how_many_tables(guests.size(), wish);
  auto const numbers = numbers_for(guests, laid, count);
  auto const hall = of_side(guests, Side::hall);
  auto const online = of_side(guests, Side::online);
  if (wish.sides == SideMix::mixed || hall.empty() || online.empty() || count == 1) {
    deal(guests, numbers, seats);
  } else {
    auto const there = numbers_online(guests, numbers, tables_online(std::ssize(hall), std::ssize(online), count));
    Numbers here;
    std::ranges::set_difference(numbers, there, std::back_inserter(here));
    deal(hall, here, seats);
    deal(online, there, seats);
  }
  std::ranges::sort(seats, {}, [](TableSeat const& one) { return std::pair(one.table, one.seat); });
  return seats;
}

std::vector<SidedGroup> pairs_of(Guests guests, SideMix sides) {
  std::ranges::stable_sort(guests, {}, [](Guest const& guest) {
    return guest.table ? guest.table->value : std::int64_t{limits::group_number_max};
  });
  auto hall = of_side(guests, Side::hall);
  auto online = of_side(guests, Side::online);
  std::vector<SidedGroup> pairs;
  if (sides == SideMix::mixed) {
    auto const both = std::min(hall.size(), online.size());
    for (std::size_t i = 0; i < both; ++i) pairs.push_back({Side::hall, {hall[i].seat, online[i].seat}});
    auto& rest = hall.size() > both ? hall : online;
    rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(both));
    pair_up(rest, pairs);
    return brought_together(guests, std::move(pairs), sides);
  }
  // One alone on a side has nobody there.
  if (hall.size() == 1 || online.size() == 1) {
    auto& alone = hall.size() == 1 ? hall : online;
    auto& others = hall.size() == 1 ? online : hall;
    others.push_back(alone.front());
    alone.clear();
  }
  pair_up(hall, pairs);
  std::vector<SidedGroup> pairs_online;
  pair_up(online, pairs_online);
  pairs.insert(pairs.end(), pairs_online.begin(), pairs_online.end());
  return brought_together(guests, std::move(pairs), sides);
}

std::vector<SidedGroup> fours_of(std::vector<SidedGroup> const& pairs, SideMix sides) {
  std::vector<SidedGroup> fours;
  std::vector<SidedGroup> left;
  auto const join = [](SidedGroup& group, SidedGroup const& more) {
    group.people.insert(group.people.end(), more.people.begin(), more.people.end());
  };
  auto const put_together = [&](auto const& fits) {
    std::optional<SidedGroup> first;
    for (auto const& pair : pairs) {
      if (!fits(pair)) continue;
      if (!first) {
        first = pair;
        continue;
      }
      join(*first, pair);
      fours.push_back(*std::exchange(first, std::nullopt));
    }
    if (first) left.push_back(*first);
  };
  if (sides == SideMix::mixed) {
    put_together([](SidedGroup const&) { return true; });
  } else {
    for (auto const side : {Side::hall, Side::online})
      put_together([&](SidedGroup const& pair) { return pair.side == side; });
  }
  for (auto const& pair : left) {
    auto const same = std::ranges::find_if(fours.rbegin(), fours.rend(), [&](SidedGroup const& four) {
      return sides == SideMix::mixed || four.side == pair.side;
    });
    if (same == fours.rend())
      fours.push_back(pair);
    else
      join(*same, pair);
  }
  return fours;
}

TableSeats rotated(Guests const& guests, HaveMet const& met) {
  Sitting sitting;
  std::map<TableNumber, Guests> movers;
  for (auto const& guest : guests) {
    if (!guest.table) continue;
    auto& there = sitting.tables[*guest.table];
    ++sitting.people;
    if (guest.is_host)
      there.push_back(guest.seat);
    else
      movers[*guest.table].push_back(guest);
  }
  TableSeats seats;
  if (sitting.tables.size() < 2) return seats;
  std::map<SeatId, TableNumber> from_where;
  for (auto const& [number, some] : movers)
    for (auto const& guest : some) from_where.emplace(guest.seat, number);
  std::vector<TableNumber> ring;
  for (auto const& [number, there] : sitting.tables) ring.push_back(number);
  auto const count = ring.size();
  // The first of each table, then the second of each: so that who sat together does not go on together.
  std::size_t longest = 0;
  for (auto const& [number, some] : movers) longest = std::max(longest, some.size());
  for (std::size_t turn = 0; turn < longest; ++turn)
    for (std::size_t from = 0; from < count; ++from) {
      auto const& some = movers[ring[from]];
      if (turn >= some.size()) continue;
      auto const& guest = some[turn];
      std::vector<std::size_t> steps;
      for (std::size_t step = 1; step < count; ++step) steps.push_back(1 + (step - 1 + turn) % (count - 1));
      auto const table_at = [&](std::size_t step) { return ring[(from + step) % count]; };
      auto const to = *std::ranges::min_element(steps, {}, [&](std::size_t step) {
        auto const table = table_at(step);
        return std::tuple(!sitting.has_room(table), sitting.met(guest, table, met), sitting.tables.at(table).size());
      });
      sitting.tables.at(table_at(to)).push_back(guest.seat);
      seats.push_back({guest.seat, table_at(to)});
    }
  even_out(seats, from_where, sitting);
  return seats;
}

}  // namespace room
