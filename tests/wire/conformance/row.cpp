#include "tests/wire/conformance/row.hpp"

namespace conformance {

Send bytes(std::string all) { return {Send::Kind::bytes, std::move(all)}; }
Send sliced(std::string all, std::size_t slice, int pause_ms) {
  return {Send::Kind::bytes, std::move(all), slice, pause_ms};
}
Send pause(int ms) { return {Send::Kind::pause, {}, 0, ms}; }
Send half_close() { return {Send::Kind::half_close, {}}; }
Send repeated(std::string all, int times) { return {Send::Kind::bytes, std::move(all), 0, 0, times}; }

Send repeated_slowly(std::string all, int times, int pause_ms) {
  return {Send::Kind::bytes, std::move(all), 0, pause_ms, times};
}

std::string flood_of_commands(int how_many) {
  std::string all;
  for (int i = 0; i < how_many; ++i) {
    all += text(R"({"type":"command","id":"f)" + std::to_string(i) + R"(","body":{"type":"lower_hand"}})");
  }
  return all;
}

std::string frame(int first_byte, std::string_view payload, FrameForm const& form) {
  auto const size = payload.size();
  int const shortest = size < 126 ? 0 : size <= 0xFFFF ? 2 : 8;
  int const length_bytes = form.length_bytes < 0 ? shortest : form.length_bytes;
  int const mask_bit = form.is_masked ? 0x80 : 0;
  std::string all(1, static_cast<char>(first_byte));
  all += static_cast<char>(mask_bit | (length_bytes == 0 ? static_cast<int>(size) : length_bytes == 2 ? 126 : 127));
  for (int shift = (length_bytes - 1) * 8; shift >= 0; shift -= 8) all += static_cast<char>((size >> shift) & 0xFF);
  if (!form.is_masked) return all.append(payload);
  all += form.mask;
  for (std::size_t i = 0; i < size; ++i) all += static_cast<char>(payload[i] ^ form.mask[i % 4]);
  return all;
}

std::string text(std::string_view payload) { return frame(0x81, payload); }
std::string ping(std::string_view payload) { return frame(0x89, payload); }

std::string closing(int code, std::string_view reason) {
  std::string payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
  return frame(0x88, payload.append(reason));
}

std::string announced(int first_byte, std::string length_field) {
  return std::string(1, static_cast<char>(first_byte)) + std::move(length_field) + "\x12\x34\x56\x78";
}

std::string hello() { return R"({"type":"hello","protocol":1,"view":"participant"})"; }

std::string hello_of_size(std::size_t bytes) {
  auto all = hello();
  all.insert(all.size() - 1, bytes - all.size(), ' ');
  return all;
}

std::string view_says(std::string_view value) {
  return R"({"type":"hello","protocol":1,"view":")" + std::string{value} + "\"}";
}

// The right request, with one piece of it put otherwise.
std::string upgrade(std::string_view path, std::string_view instead_of, std::string_view put) {
  std::string request = "GET " + std::string{path} +
                        " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: plekberaad.v1\r\n\r\n";
  auto const at = instead_of.empty() ? std::string::npos : request.find(instead_of);
  return at == std::string::npos ? request : request.replace(at, instead_of.size(), put);
}

Rows joined(std::initializer_list<Rows> parts) {
  Rows all;
  for (auto const& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

std::vector<Group> all_groups() {
  return {
      {"http", http_rows()},
      {"paths", path_rows()},
      {"headers", header_rows()},
      {"api", api_rows()},
      {"handshake", handshake_rows()},
      {"framing", framing_rows()},
      {"control", control_rows()},
      {"fragments", fragment_rows()},
      {"utf8", utf8_rows()},
      {"close", close_rows()},
      {"floods", flood_rows()},
      {"real_limits", real_limit_rows(), false, true},
      {"deadlines", deadline_rows(), true},
      {"json", json_rows()},
      {"shapes", shape_rows()},
  };
}

}  // namespace conformance
