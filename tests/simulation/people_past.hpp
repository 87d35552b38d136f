#pragma once
// Who took part, as the records tell it: names, roles, who has gone. And what a page may call somebody. Asks nothing of
// server/room. One thread.

#include <map>
#include <string>

#include "protocol/events.hpp"
#include "protocol/things.hpp"
#include "tests/simulation/timeline.hpp"

namespace sim {

class PeoplePast {
 public:
  // Says what the record breaks, "" when all is lawful.
  std::string take(protocol::Event const& event, Moment const& moment);

  std::string wrong(protocol::SeatThing const& seat, Sight const& sight) const;

  // Is here as far as the records tell, and is asked when everybody is: neither who leads, helps or looks on, nor a
  // device.
  bool is_asked(protocol::SeatId const& seat) const;
  int asked() const;

 private:
  struct Name {
    std::string name;
    bool is_removed = false;
    bool is_erased = false;
  };
  struct Person {
    protocol::Role role = protocol::Role::participant;
    bool has_ended = false;
    Timeline<Name> names;
  };
  void end(protocol::SeatId const& seat, Moment const& moment, bool is_erased);

  std::map<protocol::SeatId, Person> people_;
};

}  // namespace sim
