// Judges about time: what must have come, or ended, before a deadline. Rows of these play side by side.

#include <sys/socket.h>

#include <chrono>
#include <thread>

#include "tests/wire/conformance/stream.hpp"

namespace conformance {

namespace {

int limit_of(Stream const& stream, int most_ms) {
  return stream.target().is_wrong_on_purpose ? stream.target().patience_ms : most_ms;
}

int code_of(Arrived const& arrived) {
  auto const& payload = arrived.payload;
  return payload.size() < 2 ? 0 : static_cast<unsigned char>(payload[0]) << 8 | static_cast<unsigned char>(payload[1]);
}

}  // namespace

Out lives_in_the_end(std::string part) {
  return {Wants::service, [part](Stream& stream) {
            while (auto const arrived = stream.frame()) {
              if (arrived->opcode() == 1 && arrived->payload.find(part) != std::string::npos) return std::string{};
            }
            return "never said " + part;
          }};
}

Out closes_in_the_end(int code) { return closes({code}); }

Out ends_between(int least_ms, int most_ms) {
  return {Wants::refusal,
          [=](Stream& stream) {
            if (!stream.ended(limit_of(stream, most_ms))) return std::string{"the line stays"};
            int const ms = stream.ms_since_last_byte();
            return ms >= least_ms ? std::string{} : "ended after " + std::to_string(ms) + " ms already";
          },
          true};
}

Out closes_between(int code, int least_ms, int most_ms) {
  return {Wants::refusal, [=](Stream& stream) {
            auto const arrived = stream.frame(limit_of(stream, most_ms));
            if (!arrived || arrived->opcode() != 8) return std::string{"no close in time"};
            int const ms = stream.ms_since_last_byte();
            if (ms < least_ms) return "closed after " + std::to_string(ms) + " ms already";
            return code_of(*arrived) == code ? std::string{} : "closed " + std::to_string(code_of(*arrived));
          }};
}

Out ends_unanswered(int code, int most_ms) {
  return {Wants::refusal, [=](Stream& stream) {
            auto const arrived = stream.frame_of(8);
            if (!arrived || code_of(*arrived) != code) return std::string{"no such close"};
            return stream.ended(limit_of(stream, most_ms)) ? std::string{} : "the line waits for ever";
          }};
}

// The socket is left alone until the deadline is over; then what had been sent may still be in it, and then the end.
Out ends_without_reading(int most_ms) {
  return {Wants::refusal,
          [=](Stream& stream) {
            std::this_thread::sleep_for(std::chrono::milliseconds{limit_of(stream, most_ms)});
            return stream.ended(limit_of(stream, 1'000)) ? std::string{} : "the line stays";
          },
          true};
}

Out pinged_within(int most_ms) {
  return {Wants::service, [=](Stream& stream) {
            auto const arrived = stream.frame(limit_of(stream, most_ms));
            return arrived && arrived->opcode() == 9 ? std::string{} : "no ping";
          }};
}

Out ends_without_pong(int most_ms) { return ends_between(0, most_ms); }

Out stays_with_pongs(int ms) {
  return {Wants::service, [=](Stream& stream) {
            auto const until = std::chrono::steady_clock::now() + std::chrono::milliseconds{limit_of(stream, ms)};
            int answered = 0;
            while (std::chrono::steady_clock::now() < until) {
              auto const arrived = stream.frame(100);
              if (arrived && arrived->opcode() == 9) {
                stream.send(frame(0x8A, arrived->payload));
                ++answered;
              }
              if (stream.is_gone()) return std::string{"let go although every ping was answered"};
            }
            if (answered == 0) return std::string{"never pinged"};
            return lives().judge(stream);
          }};
}

}  // namespace conformance
