#pragma once
// The only place that reads a clock. Wall time is read once; from then on the monotonic clock carries it, so that a
// step of the system clock moves no deadline of a running room (guide reliability T27). Any thread.

#include <chrono>

#include "protocol/ids.hpp"

namespace engine {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual protocol::Millis now() const = 0;  // UTC, milliseconds; never goes back
};

class RealClock : public Clock {
 public:
  RealClock();
  protocol::Millis now() const override;

 private:
  protocol::Millis wall_at_start_;
  std::chrono::steady_clock::time_point start_;
};

class ManualClock : public Clock {
 public:
  explicit ManualClock(protocol::Millis now) : now_(now) {}
  protocol::Millis now() const override { return now_; }
  void advance(protocol::Millis by) { now_ += by; }

 private:
  protocol::Millis now_;
};

}  // namespace engine
