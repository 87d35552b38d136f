#pragma once
// The rounds of one room as its records tell them: who was asked, how often, and who said no. Kept apart from the
// room's own evolve(), so that the two can be held against each other.

#include <map>
#include <set>
#include <string>

#include "protocol/events.hpp"

namespace sim {

class RoundPast {
 public:
  // Takes in one record; says what it breaks, "" when all is lawful.
  std::string take(protocol::Event const& event);

 private:
  std::string take(protocol::FloorGranted const& event);
  std::string take(protocol::SecondChanceBegun const& event);
  bool runs_ = false;
  bool is_second_ = false;
  std::map<protocol::SeatId, int> asked_;
  std::set<protocol::SeatId> said_no_;
};

}  // namespace sim
