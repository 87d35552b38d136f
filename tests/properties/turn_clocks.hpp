#pragma once
// The clocks of all turns of an evening as its journal tells them, apart from those of the room. For tests, one thread.

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "protocol/events.hpp"

namespace turn_clocks {

using namespace protocol;

// The clock of one turn: how long it stood still, in breaks, and while the line of the speaker was lost.
class StoodStill {
 public:
  explicit StoodStill(Millis granted_at = 0, Millis paused_at = -1) : granted_at_(granted_at), paused_at_(paused_at) {}

  void lost(Millis since) { lost_at_ = since; }
  void back(Millis at) {
    whole_ += at - lost_at_;
    lost_at_ = -1;
  }
  void paused(Millis at) { paused_at_ = at; }
  void resumed(Millis at) {
    whole_ = until(at);
    paused_at_ = -1;
    if (lost_at_ >= 0) lost_at_ = at;
  }
  bool is_lost() const { return lost_at_ >= 0; }
  Millis until(Millis at) const {
    if (lost_at_ >= 0) return whole_ + at - lost_at_;
    return whole_ + (paused_at_ < 0 ? 0 : at - std::max(paused_at_, granted_at_));
  }
  Millis ran(Millis at) const { return at - granted_at_ - until(at); }

 private:
  Millis granted_at_, paused_at_, lost_at_ = -1, whole_ = 0;
};

// How long all turns ran that have ended; several run side by side while the talk is at tables.
inline std::int64_t elapsed_in(std::vector<Record> const& journal) {
  std::int64_t elapsed = 0;
  std::map<TurnId, StoodStill> running;
  std::set<TurnId> says_back;
  Millis paused_at = -1;
  for (auto const& [seq, at, cause, event] : journal) {
    if (auto const* granted = std::get_if<FloorGranted>(&event)) {
      running[granted->turn] = StoodStill{granted->at, paused_at};
      if (granted->says_back_to) says_back.insert(granted->turn);
    }
    // The answer begins here; saying back is no speaking time.
    if (auto const* heard = std::get_if<HeardRightly>(&event)) {
      auto& clock = running[heard->turn];
      bool const was_lost = clock.is_lost();
      clock = StoodStill{heard->at, paused_at};
      if (was_lost) clock.lost(heard->at);
      says_back.erase(heard->turn);
    }
    if (auto const* lost = std::get_if<SpeakerLost>(&event)) running[lost->turn].lost(lost->since);
    if (auto const* back = std::get_if<SpeakerBack>(&event)) running[back->turn].back(back->at);
    if (auto const* paused = std::get_if<RoomPaused>(&event)) {
      paused_at = paused->at;
      for (auto& [turn, clock] : running) clock.paused(paused->at);
    }
    if (auto const* resumed = std::get_if<RoomResumed>(&event)) {
      paused_at = -1;
      for (auto& [turn, clock] : running) clock.resumed(resumed->at);
    }
    if (auto const* ended = std::get_if<TurnEnded>(&event)) {
      bool const counts = ended->how != TurnEnd::unanswered && !says_back.contains(ended->turn);
      if (counts) elapsed += running[ended->turn].ran(ended->at);
      running.erase(ended->turn);
    }
  }
  return elapsed;
}

}  // namespace turn_clocks
