// The dice of one decision: xoshiro256** after the public domain reference of Blackman and Vigna. Not for secrets:
// those are made by the engine. Pure, any thread (each decision has its own dice).

#include <bit>
#include <cassert>
#include <string_view>

#include "server/room/context.hpp"

namespace room {
namespace {

// Without i, l, o, 0 and 1, which people mix up when an id is ever read aloud.
constexpr std::string_view id_signs = "23456789abcdefghjkmnpqrstuvwxyz";
static_assert(id_signs.size() == 31);
constexpr int id_length = 10;

}  // namespace

std::uint64_t Dice::roll() {
  // The generator stands still on all zeros; a seed of zeros must still give ids that differ.
  if ((state_[0] | state_[1] | state_[2] | state_[3]) == 0) state_ = {1, 2, 3, 4};
  auto const result = std::rotl(state_[1] * 5, 7) * 9;
  auto const shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

std::size_t Dice::below(std::size_t bound) {
  assert(bound >= 1);
  // Numbers under `unfair` would make the first faces come up more often; roll again.
  std::uint64_t const wide = bound;
  auto const unfair = (~wide + 1) % wide;
  auto rolled = roll();
  while (rolled < unfair) rolled = roll();
  return static_cast<std::size_t>(rolled % wide);
}

std::string Dice::id() {
  std::string made;
  for (int i = 0; i < id_length; ++i) made += id_signs[below(id_signs.size())];
  return made;
}

}  // namespace room
