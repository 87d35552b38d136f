#pragma once
// Reads the server's clock from afar: every stamp that arrives bounds the difference between its clock and ours from
// below (it was made before we heard it), every stamp that answers a command bounds it from above (it was made after
// we asked). Stamps are whole milliseconds. Pure; local moments are microseconds of a steady clock.

#include <algorithm>
#include <cstdint>
#include <limits>

namespace rehearsal {

class ServerClock {
 public:
  void heard(std::int64_t server_ms, std::int64_t local_us) {
    low_ = std::max(low_, server_ms * 1000 - local_us);
    settle();
  }

  void asked(std::int64_t server_ms, std::int64_t local_us) {
    high_ = std::min(high_, (server_ms + 1) * 1000 - local_us);
    settle();
  }

  // The local moment at which the server's clock shows this.
  std::int64_t local_us(std::int64_t server_us) const { return server_us - offset_us_; }

 private:
  // Bounds that cross mean that one of the clocks was set: begin again from what is known now.
  void settle() {
    if (low_ > high_) low_ = high_ = offset_us_ = (low_ + high_) / 2;
    bool const has_both = low_ != none_low && high_ != none_high;
    offset_us_ = has_both ? low_ + (high_ - low_) / 2 : low_ != none_low ? low_ : high_;
  }

  static constexpr std::int64_t none_low = std::numeric_limits<std::int64_t>::min() / 4;
  static constexpr std::int64_t none_high = std::numeric_limits<std::int64_t>::max() / 4;
  std::int64_t low_ = none_low;
  std::int64_t high_ = none_high;
  std::int64_t offset_us_ = 0;
};

}  // namespace rehearsal
