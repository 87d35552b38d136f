#pragma once
// The client's half of WebSocket framing (RFC 6455 section 5.2), as far as a load generator needs it. Pure; any thread.

#include <cstdint>
#include <string>
#include <string_view>

namespace bench {

inline void append_masked_frame(std::string& out, std::string_view text) {
  out += static_cast<char>(0x81);
  if (text.size() < 126) {
    out += static_cast<char>(0x80 | text.size());
  } else {
    out += static_cast<char>(0x80 | 126);
    out += static_cast<char>(text.size() >> 8);
    out += static_cast<char>(text.size() & 0xFF);
  }
  // A mask of our own making; unmasking is part of what a server does for its clients.
  constexpr char mask[4] = {0x37, 0x1A, 0x55, 0x2C};
  out.append(mask, 4);
  auto const begin = out.size();
  out += text;
  for (std::size_t i = 0; i < text.size(); ++i) out[begin + i] = static_cast<char>(out[begin + i] ^ mask[i & 3]);
}

// Length of the first whole frame, 0 when it is not whole yet; `payload` is what it carries.
inline std::size_t first_frame(std::string_view bytes, std::string_view& payload) {
  if (bytes.size() < 2) return 0;
  auto const byte = [&](std::size_t at) { return static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at])); };
  std::uint64_t length = byte(1) & 0x7F;
  std::size_t head = 2;
  if (length >= 126) {
    std::size_t const more = length == 126 ? 2 : 8;
    head += more;
    if (bytes.size() < head) return 0;
    length = 0;
    for (std::size_t i = 0; i < more; ++i) length = length << 8 | byte(2 + i);
  }
  if (bytes.size() < head + length) return 0;
  payload = bytes.substr(head, length);
  return head + length;
}

}  // namespace bench
