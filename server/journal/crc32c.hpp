#pragma once
// CRC-32C (Castagnoli), eight bytes a step: every row that is written or read pays for it, and a start reads them all.
// By the processor's own instruction where there is one, else by tables. Pure, any thread.

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace journal {

using CrcTable = std::array<std::uint32_t, 256>;

// [k][byte]: what the byte does to the checksum when k zero bytes follow it.
constexpr std::array<CrcTable, 8> make_crc_tables() {
  constexpr std::uint32_t reversed_polynomial = 0x82F63B78;
  std::array<CrcTable, 8> all{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    auto crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? reversed_polynomial : 0);
    all[0][byte] = crc;
  }
  for (std::size_t k = 1; k < all.size(); ++k) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      auto const before = all[k - 1][byte];
      all[k][byte] = before >> 8 ^ all[0][before & 0xFF];
    }
  }
  return all;
}

class Crc32c {
 public:
  void add(std::string_view bytes) { crc_ = has_instruction() ? by_instruction(crc_, bytes) : by_tables(crc_, bytes); }
  std::uint32_t checksum() const { return ~crc_; }

  // Both ways, so that a test can lay them side by side. They take and give the checksum before its final turn.
  static std::uint32_t by_tables(std::uint32_t crc, std::string_view bytes) {
    static_assert(std::endian::native == std::endian::little, "a step takes its bytes as they lie in memory");
    for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, bytes.data(), sizeof eight);
      eight ^= crc;
      crc = 0;
      for (std::size_t i = 0; i < 8; ++i) crc ^= tables[7 - i][(eight >> (8 * i)) & 0xFF];
    }
    for (char const one : bytes) crc = crc >> 8 ^ tables[0][(crc ^ static_cast<unsigned char>(one)) & 0xFF];
    return crc;
  }

#if defined(__x86_64__)
  static bool has_instruction() { return __builtin_cpu_supports("sse4.2"); }
  __attribute__((target("sse4.2"))) static std::uint32_t by_instruction(std::uint32_t crc, std::string_view bytes) {
    std::uint64_t wide = crc;
    for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, bytes.data(), sizeof eight);
      wide = __builtin_ia32_crc32di(wide, eight);
    }
    crc = static_cast<std::uint32_t>(wide);
    for (char const one : bytes) crc = __builtin_ia32_crc32qi(crc, static_cast<unsigned char>(one));
    return crc;
  }
#else
  static bool has_instruction() { return false; }
  static std::uint32_t by_instruction(std::uint32_t crc, std::string_view bytes) { return by_tables(crc, bytes); }
#endif

 private:
  static constexpr std::array<CrcTable, 8> tables = make_crc_tables();

  std::uint32_t crc_ = 0xFFFFFFFF;
};

}  // namespace journal
