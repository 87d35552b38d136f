#pragma once
// Who sits where: tables composed anew, pairs and fours, and going on to another table. Deterministic and without dice:
// equal input gives equal tables, so that a proposal can be explained. Plain values in and out; what is done with them:
// tables.hpp. Pure.
//
// Tables are dealt to, person by person, as cards are: first by side, then by group, then who never was here before,
// each time to the table that has the fewest people, then the fewest of that side, group and newness. So sizes differ
// by at most one, and each side is spread as evenly as that allows. A host stays at the own table. Then those who want
// to sit together do: one of them changes places with somebody who is as alike as can be, so that sizes stay. Where the
// sides sit apart, or nobody can change places, they do not.

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "protocol/vocabulary.hpp"

namespace room {

struct Guest {
  protocol::SeatId seat;
  protocol::Side side = protocol::Side::hall;
  protocol::Group group = protocol::Group::residents;
  bool is_first_time = false;
  std::optional<protocol::TableNumber> table;
  bool is_host = false;
  std::optional<protocol::SeatId> together;  // who says the same of this guest
};

struct TableWish {
  std::optional<std::int64_t> tables;  // none: as many as `size` asks for
  std::int64_t size = 6;
  protocol::SideMix sides = protocol::SideMix::apart;
};

using TableSeats = std::vector<protocol::TableSeat>;

// `guests` in the order in which they came. `laid`: tables that stand there already, with a tablet; used first, after
// those of the hosts.
TableSeats compose(std::vector<Guest> const& guests, TableWish const& wish,
                   std::vector<protocol::TableNumber> const& laid);

struct SidedGroup {
  protocol::Side side = protocol::Side::hall;
  std::vector<protocol::SeatId> people;
};

// Neighbours, two by two: who sits at one table first, then in the order of coming. Who is left makes a three.
std::vector<SidedGroup> pairs_of(std::vector<Guest> guests, protocol::SideMix sides);

// Two pairs each. A pair that is left joins the last four of its side; where there is none it stays a pair.
std::vector<SidedGroup> fours_of(std::vector<SidedGroup> const& pairs, protocol::SideMix sides);

// Everybody but the hosts to another table, sizes as equal as that allows; where possible to people whom they have not
// `met`. Of one table only, or none: nobody.
using HaveMet = std::function<bool(protocol::SeatId const&, protocol::SeatId const&)>;
TableSeats rotated(std::vector<Guest> const& guests, HaveMet const& met);

}  // namespace room
