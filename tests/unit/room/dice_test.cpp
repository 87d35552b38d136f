// Dice are the same for the same seed, fair, and never stand still.

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "server/room/context.hpp"

namespace {

using room::Dice;

// First outputs of the reference xoshiro256** for the state {1, 2, 3, 4}.
TEST(Dice, roll_as_the_reference_does) {
  Dice dice({1, 2, 3, 4});
  EXPECT_EQ(dice.roll(), 11520u);
  EXPECT_EQ(dice.roll(), 0u);
  EXPECT_EQ(dice.roll(), 1509978240u);
  EXPECT_EQ(dice.roll(), 1215971899390074240u);
}

TEST(Dice, below_stays_below_and_reaches_every_face) {
  Dice dice({5, 6, 7, 8});
  std::array<int, 6> faces{};
  for (int i = 0; i < 6000; ++i) ++faces.at(dice.below(6));
  for (auto const count : faces) EXPECT_NEAR(count, 1000, 150);
}

TEST(Dice, ids_differ_even_from_a_seed_of_zeros) {
  Dice dice({0, 0, 0, 0});
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(dice.id());
  EXPECT_EQ(ids.size(), 1000u);
  for (auto const& id : ids) EXPECT_EQ(id.size(), 10u);
}

}  // namespace
