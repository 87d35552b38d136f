// Frames and records to JSON and back (json.hpp), and the print of a command.

#include "protocol/json.hpp"

#include <sodium.h>

#include <array>
#include <cassert>

#include "protocol/json_writer.hpp"

namespace protocol {

std::string encode(ClientFrame const& frame) {
  json::Writer writer;
  writer.write(frame);
  return writer.take();
}

std::string encode(Push const& push) {
  json::Writer writer;
  writer.write(push);
  return writer.take();
}

std::string encode_record(Record const& record, Sealer& sealer) {
  json::Writer writer{sealer};
  writer.write(record);
  return writer.take();
}

// BLAKE2b over the encoding, which has one form: order of declaration, no spaces.
std::string print_of(Command const& command, std::string_view key) {
  assert(key.empty() || key.size() >= crypto_generichash_KEYBYTES_MIN);
  assert(key.size() <= crypto_generichash_KEYBYTES_MAX);
  json::Writer writer;
  writer.write(command);
  auto const text = writer.take();
  std::array<unsigned char, 16> print{};
  crypto_generichash(print.data(), print.size(), reinterpret_cast<unsigned char const*>(text.data()), text.size(),
                     reinterpret_cast<unsigned char const*>(key.data()), key.size());
  std::array<char, 2 * print.size() + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), print.data(), print.size());
  return hex.data();
}

}  // namespace protocol
