// The checksum of rows against its published check value and against Boost's, at every length and alignment.

#include "server/journal/crc32c.hpp"

#include <gtest/gtest.h>

#include <boost/crc.hpp>
#include <string>

namespace {

std::uint32_t ours(std::string_view bytes) {
  journal::Crc32c crc;
  crc.add(bytes);
  return crc.checksum();
}

// As on a processor without the instruction.
std::uint32_t by_tables(std::string_view bytes) { return ~journal::Crc32c::by_tables(0xFFFFFFFF, bytes); }

std::uint32_t boosts(std::string_view bytes) {
  boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return crc.checksum();
}

TEST(Crc32c, HasThePublishedCheckValue) {
  EXPECT_EQ(ours("123456789"), 0xE3069283U);
  EXPECT_EQ(ours(""), 0U);
  EXPECT_EQ(ours(std::string(32, '\0')), 0x8A9136AAU);  // RFC 3720 appendix B.4
  EXPECT_EQ(ours(std::string(32, '\xFF')), 0x62A8AB43U);
}

TEST(Crc32c, IsTheSameAsBoostsAtEveryLengthAndAlignment) {
  std::string text;
  for (int i = 0; i < 400; ++i) text += static_cast<char>(i * 37 + i / 7);
  for (std::size_t from = 0; from < 9; ++from) {
    for (std::size_t length = 0; from + length <= text.size(); ++length) {
      auto const part = std::string_view{text}.substr(from, length);
      ASSERT_EQ(ours(part), boosts(part)) << from << ' ' << length;
      ASSERT_EQ(by_tables(part), boosts(part)) << from << ' ' << length;
    }
  }
}

TEST(Crc32c, DoesNotMindInWhichPiecesTheBytesCome) {
  std::string const text = "een rij wordt in drie stukken geteld, zoals een regel van het journaal";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    journal::Crc32c crc;
    crc.add(std::string_view{text}.substr(0, cut));
    crc.add(std::string_view{text}.substr(cut));
    ASSERT_EQ(crc.checksum(), boosts(text)) << cut;
  }
}

}  // namespace
