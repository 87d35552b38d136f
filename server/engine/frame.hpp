#pragma once
// Text as one unmasked WebSocket frame (RFC 6455 section 5.2), ready to be written to any number of sockets.

#include <cstdint>
#include <string>
#include <string_view>

namespace engine {

inline void append_text_frame(std::string& out, std::string_view text) {
  std::uint64_t const size = text.size();
  out += static_cast<char>(0x81);  // FIN, text
  if (size < 126) {
    out += static_cast<char>(size);
  } else {
    int const bytes = size <= 0xFFFF ? 2 : 8;
    out += static_cast<char>(bytes == 2 ? 126 : 127);
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) out += static_cast<char>((size >> shift) & 0xFF);
  }
  out += text;
}

inline std::string text_frame(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 10);
  append_text_frame(out, text);
  return out;
}

}  // namespace engine
