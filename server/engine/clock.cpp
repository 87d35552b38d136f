#include "server/engine/clock.hpp"

namespace engine {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

RealClock::RealClock()
    : wall_at_start_(duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count()),
      start_(std::chrono::steady_clock::now()) {}

protocol::Millis RealClock::now() const {
  return wall_at_start_ + duration_cast<milliseconds>(std::chrono::steady_clock::now() - start_).count();
}

}  // namespace engine
