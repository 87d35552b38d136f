// libsodium behind sealing.hpp.

#include "server/journal/sealing.hpp"

#include <sodium.h>

#include <array>
#include <cstring>

namespace journal {

namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::string_view base64_signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr auto base64_values = [] {
  std::array<unsigned char, 256> values{};
  values.fill(255);
  for (std::size_t i = 0; i < base64_signs.size(); ++i) {
    values[static_cast<unsigned char>(base64_signs[i])] = static_cast<unsigned char>(i);
  }
  return values;
}();

std::uint32_t byte_of(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

unsigned char const* raw(std::string_view bytes) { return reinterpret_cast<unsigned char const*>(bytes.data()); }
unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

// A nonce is no secret but must never come twice with one key: 192 bits of chance. One question to the kernel brings
// many.
void put_nonce(unsigned char* where) {
  thread_local std::array<unsigned char, 64 * nonce_bytes> drawn;
  thread_local std::size_t used = drawn.size();
  if (used == drawn.size()) {
    randombytes_buf(drawn.data(), drawn.size());
    used = 0;
  }
  std::memcpy(where, drawn.data() + used, nonce_bytes);
  used += nonce_bytes;
}

}  // namespace

Key::~Key() { sodium_memzero(bytes_.data(), bytes_.size()); }

Key Key::fresh() {
  Key key;
  randombytes_buf(key.bytes_.data(), key.bytes_.size());
  return key;
}

std::optional<Key> Key::from(std::string_view bytes) {
  Key key;
  if (bytes.size() != key.bytes_.size()) return std::nullopt;
  std::memcpy(key.bytes_.data(), bytes.data(), bytes.size());
  return key;
}

std::string seal(Key const& key, std::string_view text, std::string_view about) {
  std::string sealed(nonce_bytes + text.size() + tag_bytes, '\0');
  put_nonce(raw(sealed));
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed) + nonce_bytes, nullptr, raw(text), text.size(), raw(about),
                                             about.size(), nullptr, raw(sealed), key.data());
  return sealed;
}

std::optional<std::string> unseal(Key const& key, std::string_view sealed, std::string_view about) {
  if (sealed.size() < nonce_bytes + tag_bytes) return std::nullopt;
  std::string text(sealed.size() - nonce_bytes - tag_bytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(text), nullptr, nullptr, raw(sealed) + nonce_bytes,
                                                 sealed.size() - nonce_bytes, raw(about), about.size(), raw(sealed),
                                                 key.data()) != 0) {
    return std::nullopt;
  }
  return text;
}

// Not libsodium's: that one takes equal time for every sign, which keys need and sealed bytes do not, and it cost as
// much as the sealing itself.
std::string to_base64(std::string_view bytes) {
  std::string text;
  text.resize((bytes.size() * 8 + 5) / 6);
  auto* out = text.data();
  std::size_t at = 0;
  for (; at + 3 <= bytes.size(); at += 3) {
    auto const three = byte_of(bytes, at) << 16 | byte_of(bytes, at + 1) << 8 | byte_of(bytes, at + 2);
    for (int shift = 18; shift >= 0; shift -= 6) *out++ = base64_signs[three >> shift & 63];
  }
  auto const left = bytes.size() - at;
  if (left == 0) return text;
  auto const last = byte_of(bytes, at) << 16 | (left == 2 ? byte_of(bytes, at + 1) << 8 : 0);
  for (std::size_t i = 0; i <= left; ++i) *out++ = base64_signs[last >> (18 - 6 * i) & 63];
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes(text.size() * 6 / 8, '\0');
  std::uint32_t collected = 0;
  int bits = 0;
  auto* out = bytes.data();
  for (char const sign : text) {
    auto const value = base64_values[static_cast<unsigned char>(sign)];
    if (value > 63) return std::nullopt;
    collected = collected << 6 | value;
    if ((bits += 6) < 8) continue;
    bits -= 8;
    *out++ = static_cast<char>(collected >> bits);
  }
  // Bits that belong to no byte are zero: each run of bytes has one spelling.
  if ((collected & ((1U << bits) - 1)) != 0) return std::nullopt;
  return bytes;
}

bool start_sealing() { return sodium_init() >= 0; }

}  // namespace journal
