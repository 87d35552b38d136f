#pragma once
// Chance of the simulator: streams that follow from the seed alone, equal on every machine. One thread.

#include <cstdint>
#include <vector>

namespace sim {

// Two numbers become a third that tells nothing of them; for streams of their own per person, disk and line.
inline std::uint64_t mixed(std::uint64_t one, std::uint64_t other) {
  auto value = one * 0x9E3779B97F4A7C15ULL + other + 0x632BE59BD9B4E019ULL;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
  return value ^ (value >> 31);
}

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}

  std::uint64_t roll() { return state_ = mixed(state_, ++count_); }
  std::uint32_t below(std::uint64_t bound) { return static_cast<std::uint32_t>((roll() >> 11) % bound); }
  bool one_in(std::uint32_t times) { return below(times) == 0; }
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>((roll() >> 1) % static_cast<std::uint64_t>(most - least + 1));
  }
  template <class T>
  T const& pick(std::vector<T> const& from) {
    return from[below(from.size())];
  }

 private:
  std::uint64_t state_;
  std::uint64_t count_ = 0;
};

}  // namespace sim
