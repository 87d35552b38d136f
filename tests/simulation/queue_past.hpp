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
  // A turn, and the hand that led to it.
  struct Turn {
    protocol::TurnId id;
    protocol::SeatId seat;
    std::optional<Hand> hand;
    bool is_first = false;  // its end made this person heard
  };
  std::string take(protocol::FloorGranted const& event);
  void end(protocol::TurnEnded const& event);
  void undo(protocol::GrantUndone const& event);

  std::map<protocol::SeatId, Hand> up_;
  std::optional<Turn> runs_;
  std::optional<Turn> held_;   // during a short question
  std::optional<Turn> ended_;  // the newest
  std::set<protocol::SeatId> heard_;
};

// Does the shown queue stand in an order that its own reasons allow? "" when it does.
std::string out_of_order(protocol::FloorThing const& floor);

}  // namespace sim
