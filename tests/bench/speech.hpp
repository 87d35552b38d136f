#pragma once
// What the generator says to each kind of server, and how it knows its own posts again: a mark "@@SENDER:SEQ@" anywhere
// in a frame, and of a hand the cause of an update, which bears the command's id "SENDER-SEQ". Pure; any thread.

#include <string>
#include <string_view>

#include "tests/bench/room_load.hpp"

namespace bench {

inline constexpr std::size_t post_bytes = 200;  // mark and filler together, as in the guide's figures

inline std::string upgrade_of(Place const& place, std::size_t room) {
  bool const is_ours = place.speaks == Speaks::plekberaad;
  return "GET /" + std::string{is_ours ? "ws/" : "r/"} + place.rooms[room] +
         " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" +
         (is_ours ? "Sec-WebSocket-Protocol: plekberaad.v1\r\n\r\n" : "\r\n");
}

inline std::string hello_of(std::string const& token, std::string const& epoch, std::int64_t n) {
  std::string hello = R"({"type":"hello","protocol":1,"view":"participant","token":")" + token + '"';
  if (n >= 0) hello += R"(,"epoch":")" + epoch + R"(","n":)" + std::to_string(n);
  return hello + '}';
}

// A hand goes up, and down again the next time.
inline std::string hand_of(std::size_t sender, std::uint32_t seq) {
  return R"({"type":"command","id":")" + std::to_string(sender) + '-' + std::to_string(seq) + R"(","body":{"type":")" +
         (seq % 2 == 1 ? "request_floor" : "lower_hand") + R"("}})";
}

inline std::string_view mark_of(Place const& place) { return place.raises_hands ? R"("cause":")" : "@@"; }

inline std::string post_of(Place const& place, std::size_t sender, std::uint32_t seq) {
  if (place.raises_hands) return hand_of(sender, seq);
  std::string text = "@@" + std::to_string(sender) + ':' + std::to_string(seq) + "@ ";
  text.append(post_bytes - std::min(post_bytes, text.size()), 'x');
  if (place.speaks != Speaks::plekberaad) return text;
  return R"({"type":"command","id":")" + std::to_string(sender) + '-' + std::to_string(seq) +
         R"(","body":{"type":"edit_card","card":"k)" +
         std::to_string(sender % static_cast<std::size_t>(place.members)) + R"(","text":")" + text + R"("}})";
}

// The bare ws publisher sends to the others only; the rest sends to everybody, and that copy is the "done".
inline bool hears_itself(Speaks speaks) { return speaks != Speaks::ws; }

}  // namespace bench
