#include "server/engine/reactor.hpp"

#include <algorithm>

namespace engine {

namespace {
// A round ends after this much work, so that a flood cannot postpone what others wait for (guide performance).
constexpr int round_handlers_max = 4096;
constexpr protocol::Millis round_ms_max = 8;
constexpr auto sweep_every = std::chrono::seconds{30};
// Long enough for a slow phone to say goodbye too, short enough for who waits for the server to be back.
constexpr protocol::Millis goodbye_ms_max = 1'500;
constexpr auto goodbye_look_every = std::chrono::milliseconds{5};
}  // namespace

Reactor::Reactor(journal::Journal& journal, Surroundings const& surroundings)
    : surroundings_(surroundings), stay_(asio::make_work_guard(context_)), sweep_(context_), notch_(context_),
      rooms_(journal, surroundings, *this) {}

Reactor::~Reactor() = default;

void Reactor::ring_at(RoomNumber room, protocol::Millis at) {
  auto& timer = timers_.try_emplace(room, context_).first->second;
  auto const wait = std::max<protocol::Millis>(0, at - surroundings_.clock.now());
  timer.expires_after(std::chrono::milliseconds{wait});
  timer.async_wait([this, room](boost::system::error_code error) {
    if (!error) rooms_.ring(room);
  });
}

void Reactor::run() {
  sweep();
  notch_.expires_after(Wheel::notch);
  turn_wheel();
  while (context_.run_one() != 0) {
    auto const until = surroundings_.clock.now() + round_ms_max;
    int handlers = 0;
    while (++handlers < round_handlers_max && surroundings_.clock.now() < until && context_.poll_one() != 0) {
    }
    rooms_.end_of_round();
  }
}

void Reactor::turn_wheel() {
  notch_.async_wait([this](boost::system::error_code error) {
    if (error) return;
    notch_.expires_at(notch_.expiry() + Wheel::notch);
    turn_wheel();
    wheel_.turn();
  });
}

void Reactor::sweep() {
  rooms_.retire_idle();
  sweep_.expires_after(sweep_every);
  sweep_.async_wait([this](boost::system::error_code error) {
    if (!error) sweep();
  });
}

void Reactor::stop() {
  post([this] { say_goodbye(); });
}

// It ends as soon as the last line is closed.
void Reactor::say_goodbye() {
  rooms_.say_goodbye();
  wait_for_goodbyes(surroundings_.clock.now() + goodbye_ms_max);
}

void Reactor::wait_for_goodbyes(protocol::Millis until) {
  sweep_.expires_after(goodbye_look_every);
  sweep_.async_wait([this, until](boost::system::error_code) {
    if (!rooms_.are_empty() && surroundings_.clock.now() < until) return wait_for_goodbyes(until);
    stay_.reset();
    context_.stop();
  });
}

}  // namespace engine
