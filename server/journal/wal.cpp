// Each frame carries the running sum up to its end, so a frame behind a damaged one can still be checked by itself:
// from the sum that the frame before it carries.

#include "server/journal/wal.hpp"

#include <cstdint>

namespace journal {

namespace {

constexpr std::size_t head_bytes = 32, frame_head_bytes = 24;
constexpr std::uint32_t magic = 0x377f0682;  // the last bit: sums are counted in big-endian words

struct Sum {
  std::uint32_t first = 0, second = 0;
  bool operator==(Sum const&) const = default;
};

std::uint32_t big(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
  return number;
}
std::uint32_t little(std::string_view bytes, std::size_t at) { return __builtin_bswap32(big(bytes, at)); }

Sum sum_at(std::string_view bytes, std::size_t at) { return {big(bytes, at), big(bytes, at + 4)}; }

class Wal {
 public:
  explicit Wal(std::string_view bytes) : bytes_(bytes), is_big_(big(bytes, 0) & 1), page_(big(bytes, 8)) {}

  // By their salts, or by the sum that the first one goes on from: one flipped bit leaves one of them.
  bool are_frames_its_own() const {
    if (bytes_.size() < head_bytes + frame_head_bytes ||
        bytes_.substr(16, 8) == std::string_view{"\0\0\0\0\0\0\0\0", 8})
      return false;
    return has_salts(0) || (has_form() && frames() > 0 && has_sum(0));
  }
  bool has_form() const { return (big(bytes_, 0) & ~1u) == magic && page_ >= 512 && page_ <= 65'536; }
  bool is_head_good() const { return counted({}, bytes_.substr(0, 24)) == sum_at(bytes_, 24); }
  std::size_t frame_bytes() const { return frame_head_bytes + page_; }
  std::size_t frames() const { return (bytes_.size() - head_bytes) / frame_bytes(); }
  std::size_t begin_of(std::size_t frame) const { return head_bytes + frame * frame_bytes(); }
  bool ends_commit(std::size_t frame) const { return big(bytes_, begin_of(frame) + 4) != 0; }

  // By itself: of this life of the file, and its sum follows from the one before it.
  bool is_good(std::size_t frame) const { return has_salts(frame) && has_sum(frame); }

 private:
  bool has_salts(std::size_t frame) const { return bytes_.substr(begin_of(frame) + 8, 8) == bytes_.substr(16, 8); }
  bool has_sum(std::size_t frame) const {
    auto const at = begin_of(frame);
    auto const before = frame == 0 ? sum_at(bytes_, 24) : sum_at(bytes_, at - frame_bytes() + 16);
    auto const sum = counted(counted(before, bytes_.substr(at, 8)), bytes_.substr(at + frame_head_bytes, page_));
    return sum == sum_at(bytes_, at + 16);
  }
  Sum counted(Sum sum, std::string_view words) const {
    for (std::size_t at = 0; at + 8 <= words.size(); at += 8) {
      sum.first += (is_big_ ? big(words, at) : little(words, at)) + sum.second;
      sum.second += (is_big_ ? big(words, at + 4) : little(words, at + 4)) + sum.first;
    }
    return sum;
  }

  std::string_view bytes_;
  bool is_big_;
  std::size_t page_;
};

}  // namespace

std::optional<std::size_t> wal_damage(std::string_view bytes) {
  if (bytes.size() < head_bytes) return std::nullopt;
  Wal const wal{bytes};
  // Frames come behind a head that was synced: one that is not good, and whose frames these are, was damaged.
  if (!wal.has_form() || !wal.is_head_good())
    return wal.are_frames_its_own() ? std::optional<std::size_t>{0} : std::nullopt;
  std::size_t bad = 0;
  while (bad < wal.frames() && wal.is_good(bad)) ++bad;
  // The commit that a power cut tore may still have its own end; the end of another shows that this one was synced.
  int const own_ends = bad < wal.frames() && wal.ends_commit(bad) ? 0 : 1;
  int ends = 0;
  for (auto frame = bad + 1; frame < wal.frames(); ++frame) {
    ends += wal.is_good(frame) && wal.ends_commit(frame) ? 1 : 0;
    if (ends > own_ends) return wal.begin_of(bad);
  }
  return std::nullopt;
}

}  // namespace journal
