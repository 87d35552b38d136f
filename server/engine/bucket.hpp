#pragma once
// A token bucket: `rate` a second after a first `burst`. Pure; the caller brings the time.

#include <algorithm>

#include "protocol/ids.hpp"

namespace engine {

class Bucket {
 public:
  Bucket(double rate, double burst) : rate_(rate), burst_(burst), level_(burst) {}

  bool take(protocol::Millis now) {
    if (last_ != 0) level_ = std::min(burst_, level_ + static_cast<double>(now - last_) / 1000.0 * rate_);
    last_ = now;
    if (level_ < 1.0) return false;
    level_ -= 1.0;
    return true;
  }

  // After a no: until there is one again.
  protocol::Millis wait() const { return static_cast<protocol::Millis>((1.0 - level_) / rate_ * 1000.0) + 1; }

 private:
  double rate_;
  double burst_;
  double level_;
  protocol::Millis last_ = 0;
};

}  // namespace engine
