#pragma once
// The clock of what is kept: looks through the rooms that are old enough, one after another; each then erases what its
// time is over for. It only says which room is next; whoever owns the threads takes it there. One thread.

#include <deque>
#include <map>
#include <optional>
#include <set>

#include "server/engine/clock.hpp"
#include "server/engine/directory.hpp"

namespace engine {

class Retention {
 public:
  Retention(Directory const& directory, std::vector<journal::RoomRow> const& known, Clock const& clock,
            protocol::Millis keep_ms);

  protocol::Millis keep_ms() const { return keep_ms_; }
  // Begins a look through all rooms; next() names them one by one.
  void begin();
  std::optional<RoomNumber> next();
  void was_erased(RoomNumber room) { erased_.insert(room); }

 private:
  Directory const& directory_;
  Clock const& clock_;
  protocol::Millis const keep_ms_;
  std::map<RoomNumber, protocol::Millis> known_since_;  // nothing in a room is older than this
  std::set<RoomNumber> erased_;
  std::deque<RoomNumber> to_look_at_;
};

}  // namespace engine
