// Base64 of sealed bytes against libsodium's, for every length and for signs that do not belong there.

#include <gtest/gtest.h>
#include <sodium.h>

#include "server/journal/sealing.hpp"

namespace {

constexpr int form = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;

std::string theirs(std::string const& bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), form), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size(), form);
  text.pop_back();
  return text;
}

TEST(Base64, IsWhatLibsodiumWritesAndReadsBack) {
  std::string bytes;
  for (int i = 0; i < 400; ++i) {
    auto const text = journal::to_base64(bytes);
    ASSERT_EQ(text, theirs(bytes)) << bytes.size();
    ASSERT_EQ(journal::from_base64(text), bytes) << bytes.size();
    bytes += static_cast<char>(i * 89 + i / 3);
  }
}

TEST(Base64, RefusesWhatIsNone) {
  for (auto const* bad : {"A", "AAAAA", "AA=", "AA==", "A A", "AA\n", "AB-_", "AB", "AAB", "\xC3\xA9"}) {
    EXPECT_FALSE(journal::from_base64(bad)) << bad;
    std::string bytes(10, '\0');
    std::size_t length = 0;
    char const* end = nullptr;
    std::string_view const text{bad};
    bool const is_theirs = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                                             text.size(), nullptr, &length, &end, form) == 0 &&
                           end == text.data() + text.size();
    EXPECT_FALSE(is_theirs) << bad << ": libsodium would take it";
  }
}

}  // namespace
