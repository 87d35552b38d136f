#pragma once
// What one client sends, bytes in, messages out: WebSocket framing as the server must read it (RFC 6455 section 5).
// Pure: no socket, no clock. Holds bytes only while a frame or a fragmented message is incomplete, so a silent member
// costs next to nothing. Whatever comes, it never holds more than one message of limits::inbound_bytes_max.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "protocol/close_codes.hpp"

namespace net {

// The framing itself is broken; nothing after it can be read. Without a reason: people never see this.
inline constexpr protocol::CloseCode protocol_error{1002, ""};

class FrameReader {
 public:
  enum class Kind { text, ping, pong, close, fault };
  struct Found {
    Kind kind = Kind::fault;
    std::string_view payload;                  // of all but a fault; good until the next call
    protocol::CloseCode why = protocol_error;  // of a fault: how the line must be closed
  };

  // The next thing in `bytes`, which is unmasked in place and shortened by what was taken; none: all was taken and more
  // is needed. After a fault with protocol_error nothing is found any more.
  std::optional<Found> next(std::span<char>& bytes);
  bool is_lost() const { return is_lost_; }

 private:
  struct Head;
  std::optional<Found> take_loose(std::span<char>& bytes);
  std::optional<Found> take_held(std::span<char>& bytes);
  std::optional<Found> take_frame(Head const& head, std::span<char> payload);
  std::optional<Found> take_control(Head const& head, std::string_view payload);
  std::optional<Found> take_data(Head const& head, std::string_view payload);
  std::optional<protocol::CloseCode> judge(Head const& head) const;
  Found refuse(Head const& head, protocol::CloseCode why);
  Found fault(protocol::CloseCode why);

  std::string held_;           // an incomplete frame, as it came
  std::string message_;        // fragments so far
  std::string finished_;       // what the last Found may point at
  std::size_t checked_ = 0;    // bytes of message_ that are known to be UTF-8
  std::uint64_t skipped_ = 0;  // payload bytes that nobody wants any more
  bool is_in_message_ = false;
  bool is_unwanted_ = false;  // the message under way was refused
  bool is_lost_ = false;
};

}  // namespace net
