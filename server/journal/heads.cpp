// The lines of the heads file; see heads.hpp. Form: "room seq chain check", numbers in decimal, the rest in hex.

#include "server/journal/heads.hpp"

#include <sodium.h>

#include <cinttypes>
#include <cstdio>
#include <sstream>

namespace journal {

namespace {

std::uint32_t check_of_head(std::int64_t room, Head const& head) {
  return check_of(Row{room, head.last_seq, 0, 0, head.chain, {}});
}

bool parse_line(std::string const& line, Heads& heads) {
  std::istringstream in(line);
  std::int64_t room = 0;
  Head head;
  std::string chain;
  std::uint32_t check = 0;
  if (!(in >> room >> head.last_seq >> chain >> std::hex >> check) || chain.size() != 2 * head.chain.size()) {
    return false;
  }
  std::size_t length = 0;
  if (sodium_hex2bin(head.chain.data(), head.chain.size(), chain.data(), chain.size(), nullptr, &length, nullptr) ||
      length != head.chain.size() || check != check_of_head(room, head)) {
    return false;
  }
  heads[room] = head;
  return true;
}

}  // namespace

HeadsRead parse_heads(std::string const& text) {
  HeadsRead read;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (!parse_line(line, read.heads)) ++read.damaged_lines;
  }
  return read;
}

std::string print_heads(Heads const& heads) {
  std::string text;
  for (auto const& [room, head] : heads) {
    char check[16];
    std::snprintf(check, sizeof check, "%08" PRIx32, check_of_head(room, head));
    text += std::to_string(room) + ' ' + std::to_string(head.last_seq) + ' ' + hex(head.chain) + ' ' + check + '\n';
  }
  return text;
}

}  // namespace journal
