#pragma once
// Ballots with dots as the records tell it: who got dots, and where they lie. Dots that a card gave back are counted
// here all the same, so the sums are bounds from above. Asks nothing of server/room. One thread.

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "protocol/events.hpp"
#include "protocol/things.hpp"
#include "tests/simulation/timeline.hpp"

namespace sim {

class BallotPast {
 public:
  // Says what the record breaks, "" when all is lawful.
  std::string take(protocol::Event const& event);

  std::string wrong(protocol::BallotThing const& ballot, Sight const& sight) const;

 private:
  struct Ballot {
    int budget = 0;
    std::set<protocol::SeatId> seats;
    std::set<protocol::SeatId> sets;                                   // who put some
    std::map<protocol::CardId, std::map<protocol::SeatId, int>> dots;  // newest
    bool is_closed = false;
  };
  std::map<std::int64_t, Ballot> ballots_;
};

}  // namespace sim
