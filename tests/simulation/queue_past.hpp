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
  // One floor: of the whole room, or of a table.
  using Where = std::optional<protocol::TableNumber>;
  struct Place {
    std::map<protocol::SeatId, Hand> up;
    std::optional<Turn> runs;
    std::optional<Turn> held;   // during a short question
    std::optional<Turn> ended;  // the newest
  };
  std::string take(protocol::FloorGranted const& event);
  void end(protocol::TurnEnded const& event);
  void undo(protocol::GrantUndone const& event);
  void take_of_seat(protocol::Event const& event);
  void start(protocol::PhaseStarted const& event);
  // The hand goes down everywhere, or at every table but this one.
  void goes(protocol::SeatId const& seat);
  void leaves_tables(protocol::SeatId const& seat, Where const& but = {});
  Place* where_waits(protocol::SeatId const& seat);  // in the whole room or at a table, as the phase is held
  Place& place_of(protocol::TurnId const& turn) { return places_[where_[turn]]; }

  std::map<Where, Place> places_;
  std::map<protocol::TurnId, Where> where_;
  std::set<protocol::PhaseId> phases_at_tables_, phases_in_groups_;
  bool is_at_tables_ = false;
  bool is_in_groups_ = false;
  std::set<protocol::SeatId> heard_;
};

// Does the shown queue stand in an order that its own reasons allow? "" when it does.
std::string out_of_order(protocol::FloorThing const& floor);

}  // namespace sim
