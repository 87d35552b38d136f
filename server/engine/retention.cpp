#include "server/engine/retention.hpp"

namespace engine {

Retention::Retention(Directory const& directory, std::vector<journal::RoomRow> const& known, Clock const& clock,
                     protocol::Millis keep_ms)
    : directory_(directory), clock_(clock), keep_ms_(keep_ms) {
  for (auto const& room : known) {
    known_since_[room.number] = room.opened_at;
    if (room.is_erased) erased_.insert(room.number);
  }
}

// A room younger than the time for which rooms are kept cannot be due: it need not even be read.
void Retention::begin() {
  auto const now = clock_.now();
  to_look_at_.clear();
  for (auto const room : directory_.rooms()) {
    auto const since = known_since_.try_emplace(room, now).first->second;
    if (!erased_.contains(room) && since + keep_ms_ <= now) to_look_at_.push_back(room);
  }
}

std::optional<RoomNumber> Retention::next() {
  if (to_look_at_.empty()) return std::nullopt;
  auto const room = to_look_at_.front();
  to_look_at_.pop_front();
  return room;
}

}  // namespace engine
