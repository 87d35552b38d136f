// libsodium behind sealing.hpp.

#include "server/journal/sealing.hpp"

#include <sodium.h>

#include <cstring>

namespace journal {

namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int base64_form = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;

unsigned char const* raw(std::string_view bytes) { return reinterpret_cast<unsigned char const*>(bytes.data()); }
unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

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
  randombytes_buf(sealed.data(), nonce_bytes);
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

std::string to_base64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), base64_form), '\0');
  sodium_bin2base64(text.data(), text.size(), raw(bytes), bytes.size(), base64_form);
  text.pop_back();   // libsodium counts the closing zero
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  char const* end = nullptr;
  if (sodium_base642bin(raw(bytes), bytes.size(), text.data(), text.size(), nullptr, &length, &end, base64_form) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  bytes.resize(length);
  return bytes;
}

bool start_sealing() { return sodium_init() >= 0; }

}  // namespace journal
