// Chain and CRC of a row; see row.hpp. Numbers enter both as eight bytes, smallest first, on every machine.

#include "server/journal/row.hpp"

#include <sodium.h>

#include "server/journal/crc32c.hpp"

namespace journal {

namespace {

using NumberBytes = std::array<unsigned char, 4 * 8>;

NumberBytes numbers_of(Row const& row) {
  NumberBytes head{};
  std::size_t place = 0;
  for (auto number : {row.room, row.first_seq, row.count, row.at}) {
    for (int shift = 0; shift < 64; shift += 8) {
      head[place++] = static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> shift);
    }
  }
  return head;
}

}  // namespace

Chain chain_after(Chain const& before, Row const& row) {
  auto const head = numbers_of(row);
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, Chain{}.size());
  crypto_generichash_update(&state, before.data(), before.size());
  crypto_generichash_update(&state, head.data(), head.size());
  crypto_generichash_update(&state, reinterpret_cast<unsigned char const*>(row.body.data()), row.body.size());
  Chain chain{};
  crypto_generichash_final(&state, chain.data(), chain.size());
  return chain;
}

std::uint32_t check_of(Row const& row) {
  auto const head = numbers_of(row);
  Crc32c crc;
  auto const add = [&crc](auto const& bytes) { crc.add({reinterpret_cast<char const*>(bytes.data()), bytes.size()}); };
  add(head);
  add(row.chain);
  add(row.body);
  return crc.checksum();
}

std::string hex(Chain const& chain) {
  std::string text(chain.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), chain.data(), chain.size());
  text.pop_back();
  return text;
}

}  // namespace journal
