#pragma once
// Encryption of personal text and of keys: XChaCha20-Poly1305 with a random 192-bit nonce in front. `about` is bound
// to the text (associated data): what was sealed for one seat does not open as another's. Pure, any thread.

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace journal {

// 256 bits; wiped from memory when it goes.
class Key {
 public:
  Key() = default;
  Key(Key const&) = default;
  Key& operator=(Key const&) = default;
  ~Key();
  static Key fresh();
  static std::optional<Key> from(std::string_view bytes);
  std::string_view bytes() const { return {reinterpret_cast<char const*>(bytes_.data()), bytes_.size()}; }
  unsigned char const* data() const { return bytes_.data(); }

 private:
  std::array<unsigned char, 32> bytes_{};
};

std::string seal(Key const& key, std::string_view text, std::string_view about);

// none: wrong key, changed bytes, or sealed about something else.
std::optional<std::string> unseal(Key const& key, std::string_view sealed, std::string_view about);

// Base64 without padding, for sealed bytes inside JSON.
std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

// Call once before anything else here; false: the system has no randomness.
bool start_sealing();

}  // namespace journal
