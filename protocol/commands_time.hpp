#pragma once
// What may be asked about speaking time, for one person or for a side. Part of protocol/commands.hpp, whose rules hold
// here.

#include <boost/describe.hpp>
#include <string_view>

#include "protocol/vocabulary.hpp"

namespace protocol {

// More time in every turn of somebody: the person (own seat) or staff (any seat) says so. Nobody else is told.
struct SetStretch {
  static constexpr std::string_view type = "set_stretch";
  SeatId seat;
  Stretch stretch = Stretch::usual;
};
BOOST_DESCRIBE_STRUCT(SetStretch, (), (seat, stretch))

// One side spoke longer than was agreed in this phase: who speaks now, of the other side, gets as much more. Guarded:
// `turn` is the turn that the asker saw. Asked twice, the second time is refused: it has been given.
struct Equalise {
  static constexpr std::string_view type = "equalise";
  TurnId turn;
};
BOOST_DESCRIBE_STRUCT(Equalise, (), (turn))

// "Geen seintje meer": the own seat is nudged no more, or again.
struct SetNudges {
  static constexpr std::string_view type = "set_nudges";
  bool are_wanted = false;
};
BOOST_DESCRIBE_STRUCT(SetNudges, (), (are_wanted))

}  // namespace protocol
