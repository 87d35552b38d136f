#pragma once
// Numbers for drawing again and again from the same votes: the same seed gives the same draws on every machine, which
// the distributions of the standard library do not promise. Not for secrets. One owner each.

#include <cstdint>

namespace insight {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  // Weyl sequence through a mixing of bits (SplitMix64, Steele, Lea and Flood 2014).
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
  }

  // 0 up to `sides`; the error of not throwing some away is under 2^-50 for any number of people or statements.
  int below(int sides) { return static_cast<int>(next() % static_cast<std::uint64_t>(sides)); }

  // 0 up to 1.
  double share() { return static_cast<double>(next() >> 11) * 0x1p-53; }

 private:
  std::uint64_t state_;
};

}  // namespace insight
