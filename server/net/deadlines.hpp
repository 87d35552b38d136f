#pragma once
// How long a line may keep us waiting, all in one place. Tests let a server hurry (`serve --hurry N`): every deadline
// is N times shorter, never longer. Pure, any thread.

#include <chrono>

#include "protocol/limits.hpp"

namespace net {

struct Deadlines {
  using Time = std::chrono::milliseconds;
  explicit Deadlines(int hurry = 1)
      : handshake(shortened(protocol::limits::handshake_seconds_max, hurry)),
        hello(shortened(protocol::limits::hello_seconds_max, hurry)),
        ping(shortened(protocol::limits::ping_seconds, hurry)),
        pong(shortened(protocol::limits::pong_seconds_max, hurry)), kept_open(shortened(20, hurry)),
        answer(shortened(30, hurry)), goodbye(shortened(5, hurry)) {}

  Time handshake;  // a whole request, and the answer to an upgrade
  Time hello;      // from the upgrade to a valid hello
  Time ping;       // a silent peer is asked for a sign of life
  Time pong;       // and let go when none comes
  Time kept_open;  // from an answer to the end of the next request
  Time answer;     // until an HTTP answer has been taken
  Time goodbye;    // a close of ours that nobody answers

 private:
  static Time shortened(int seconds, int hurry) { return Time{seconds * 1'000 / hurry}; }
};

}  // namespace net
