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
  // How long it runs until `ends_at`, which does not know yet of the break or the lost line that goes on now.
  Millis length(Millis ends_at) const { return ends_at - granted_at_ - whole_; }

 private:
  Millis granted_at_, paused_at_, lost_at_ = -1, whole_ = 0;
};

struct Turn {
  SeatId seat;
  StoodStill clock;
  Millis agreed = 0;
  Millis length = 0;  // agreed, and what was added
  bool is_free = false;
  bool says_back = false;

  void ends(Millis ends_at) { length = clock.length(ends_at); }
  // In a free talk not from as long again as was agreed behind its end on; what was said back, and never heard rightly,
  // at most as long as was agreed.
  std::int64_t counts(Millis at) const {
    if (says_back) return std::clamp<Millis>(clock.ran(at), 0, agreed);
    return is_free ? std::min(clock.ran(at), length + agreed) : clock.ran(at);
  }
};

// How long all turns ran that have ended, as far as that counts; several run side by side while the talk is at tables.
class Clocks {
 public:
  std::int64_t elapsed = 0;

  void take(Event const& event) {
    std::visit([this]<class Happened>(Happened const& one) { take_one(one); }, event);
  }

 private:
  void take_one(RoomOpened const& one) {
    for (auto const& plan : one.phases)
      if (plan.floor == FloorMode::free) free_talks_.insert(plan.id);
  }
  void take_one(FloorGranted const& one) {
    auto const length = one.ends_at - one.at;
    bool const is_free = free_talks_.contains(one.phase) && !one.is_in_round;
    running_[one.turn] = {one.seat, StoodStill{one.at, paused_at_}, length, length,
                          is_free,  one.says_back_to.has_value()};
  }
  // The answer begins here; saying back is no speaking time.
  void take_one(HeardRightly const& one) {
    auto& turn = running_[one.turn];
    bool const was_lost = turn.clock.is_lost();
    turn.clock = StoodStill{one.at, paused_at_};
    if (was_lost) turn.clock.lost(one.at);
    turn.says_back = false;
  }
  void take_one(SpeakerLost const& one) { running_[one.turn].clock.lost(one.since); }
  void take_one(SpeakerBack const& one) { running_[one.turn].clock.back(one.at); }
  void take_one(RoomPaused const& one) {
    paused_at_ = one.at;
    for (auto& [id, turn] : running_) turn.clock.paused(one.at);
  }
  void take_one(RoomResumed const& one) {
    paused_at_ = -1;
    for (auto& [id, turn] : running_) turn.clock.resumed(one.at);
  }
  void take_one(TurnExtended const& one) { running_[one.turn].ends(one.ends_at); }
  void take_one(TurnEqualised const& one) { running_[one.turn].ends(one.ends_at); }
  void take_one(StretchSet const& one) {
    for (auto& [id, turn] : running_) {
      if (turn.seat != one.seat || !one.turn_ends_at) continue;
      auto const before = turn.length;
      turn.ends(*one.turn_ends_at);
      turn.agreed += turn.length - before;
    }
  }
  void take_one(TurnEnded const& one) {
    if (one.how != TurnEnd::unanswered) elapsed += running_[one.turn].counts(one.at);
    running_.erase(one.turn);
  }
  template <class Happened>
  void take_one(Happened const&) {}

  std::map<TurnId, Turn> running_;
  std::set<PhaseId> free_talks_;
  Millis paused_at_ = -1;
};

inline std::int64_t elapsed_in(std::vector<Record> const& journal) {
  Clocks clocks;
  for (auto const& record : journal) clocks.take(record.event);
  return clocks.elapsed;
}

}  // namespace turn_clocks
