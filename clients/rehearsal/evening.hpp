#pragma once
// A living evening: rehearsed neighbours who raise hands, speak and post cards at a human pace, and (in a room of their
// own) somebody who leads. For practice, demos and long tests. One thread, inside Loop::run_until().

#include <optional>
#include <string>
#include <vector>

#include "clients/rehearsal/own_room.hpp"

namespace rehearsal {

struct EveningPlan {
  Address address;
  protocol::RoomCode room;
  std::optional<Door> leading;  // none: somebody else leads, or the room gives the floor by itself
  int people = 12;
  double minutes = 3;  // 0: until a stop is asked for
  double pace = 1;     // 2 = everybody twice as quick as people are
};

struct EveningResult {
  std::vector<std::string> missing;  // empty: whole
  int cards = 0;                     // answered with done
  int hands = 0;
  int turns = 0;
  int words = 0;
  int refused = 0;  // a no is an answer too: somebody else was quicker
};

EveningResult live_evening(Loop& loop, EveningPlan const& plan);

}  // namespace rehearsal
