#pragma once
// The speaking queue as the records tell it, and what a page may show of it: who has a hand up since when, whether the
// room gave the floor past somebody who has waited long, and whether the reasons agree with the places. Asks nothing of
// server/room. One thread.

#include <map>
#include <optional>
#include <set>
#include <string>

#include "protocol/events.hpp"
#include "protocol/things.hpp"

namespace sim {

class QueuePast {
 public:
  // Takes in one record; says what it breaks, "" when all is lawful.
  std::string take(protocol::Event const& event);

 private:
  struct Hand {
    protocol::Millis raised_at = 0;
    bool has_waited_long = false;
  };
  std::string take(protocol::FloorGranted const& event);
  void end(protocol::TurnEnded const& event);

  std::map<protocol::SeatId, Hand> up_;
  std::optional<Hand> called_;  // that led to the turn which runs
  std::set<protocol::SeatId> heard_;
};

// Does the shown queue stand in an order that its own reasons allow? "" when it does.
std::string out_of_order(protocol::FloorThing const& floor);

}  // namespace sim
