#pragma once
// The past of one room as its records on disk tell it: who wrote what, what is secret, what was hidden and when, who
// spoke how long. Kept apart from the room's own evolve(), so that the two can be held against each other.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "server/room/room.hpp"
#include "tests/simulation/agenda.hpp"
#include "tests/simulation/ballot_past.hpp"
#include "tests/simulation/board_past.hpp"
#include "tests/simulation/consent_past.hpp"
#include "tests/simulation/people_past.hpp"
#include "tests/simulation/queue_past.hpp"
#include "tests/simulation/round_past.hpp"
#include "tests/simulation/script_past.hpp"

namespace sim {

struct TurnPast {
  protocol::SeatId seat;
  std::string words;
  std::set<std::string> gists{""};
  protocol::SeatId gist_by;
  Timeline<bool> hidden;  // empty: never
  protocol::SeatId hidden_by;
};

struct Past {
  room::Room fold;                                          // by the room's own evolve()
  std::unordered_set<std::string> causes;                   // "seat\nid"
  std::unordered_map<std::string, std::int64_t> cause_ids;  // and the record that each made
  std::unordered_set<std::string> questions;  // turns between another: whoever asked may have a hand up for more
  std::unordered_set<std::string> entries;    // ids of joins, claims and staff entries: one seat each
  std::unordered_set<std::string> refused;    // "seat\nid", as somebody was told
  std::unordered_map<std::string, TurnPast> turns;
  std::unordered_set<std::string> seats;
  std::unordered_map<std::string, Micros> erased;                     // seats, and since when
  std::unordered_map<std::string, std::vector<std::string>> written;  // by seat: every text that ever was its own
  std::unordered_set<std::string> tickets;
  std::unordered_set<std::string> told;                             // to all tables
  std::map<protocol::SeatId, std::set<protocol::TableNumber>> sat;  // at which tables, and in which groups, so far
  std::map<protocol::SeatId, std::int64_t> spoken_ms;
  BoardPast board;
  PeoplePast people;
  ConsentPast consent;
  BallotPast ballots;
  ScriptPast script;
  QueuePast queue;
  std::map<room::Where, RoundPast> rounds;  // one at a time at each floor

  // Is what belongs to this table for somebody in this seat? Of whoever changed tables, something may be on its way.
  bool may_hear(std::optional<protocol::SeatId> const& seat, protocol::TableNumber table) const;

  // Takes in one record; says what it breaks, "" when all is lawful.
  std::string take(protocol::Event const& event, Moment const& moment);
  bool was_erased(protocol::SeatId const& seat, Micros before) const;

 private:
  // A turn that runs or stands still: by its own clock, apart from the room's.
  struct Running {
    protocol::TurnId turn;
    protocol::Millis granted_at = 0;
    std::int64_t breaks = 0;
    bool began_in_break = false;
    std::int64_t before = 0;  // spoken until it last stood still
    std::optional<protocol::Millis> line_lost_at{};
    bool says_back = false;    // and stands still for that
    std::int64_t agreed = 0;   // at the beginning
    bool may_be_open = false;  // in a free talk, where nobody has to end it
  };
  struct Ended {
    Running turn;
    protocol::SeatId seat;
    std::int64_t counted = 0;
  };
  // One floor: of the whole room, or of a table.
  struct Place {
    std::optional<Running> running;
    std::optional<Running> held;  // stands still during a short question
    std::optional<Ended> ended;   // the newest
  };
  std::string take(protocol::CardEdited const& event) const;
  std::string take(protocol::FloorGranted const& event);
  std::string take(protocol::TurnEnded const& event);
  std::string take(protocol::GrantUndone const& event);
  RoundPast& round_of(protocol::Event const& event);
  Place& place_of(protocol::TurnId const& turn) { return places_[where_.at(turn.value)]; }
  std::int64_t spoken(Running const& turn, protocol::Millis at) const;
  std::int64_t since_granted(Running const& turn, protocol::Millis at) const;
  void go_on(Running& turn, protocol::Millis at) const;
  void go_on_after_break(protocol::Millis at);
  std::optional<protocol::Millis> stopped_at(Running const& turn) const;  // since when its clock stands still
  std::string take_noted(protocol::Event const& event);
  std::string take_parts(protocol::Event const& event, Moment const& moment);
  void take_written(protocol::Event const& event);
  void take_seating(protocol::Event const& event);
  void hide(protocol::Item const& item, bool is_hidden, protocol::SeatId const& by, Moment const& moment);
  std::map<room::Where, Place> places_;
  std::unordered_map<std::string, room::Where> where_;  // turns
  std::optional<protocol::Millis> paused_at_;
  std::set<std::string> free_talks_;  // phases
  std::map<protocol::SeatId, std::optional<protocol::Millis>> nudged_at_;
};

}  // namespace sim
