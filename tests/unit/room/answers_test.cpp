// The memory of answered commands: the first answer stands, also where many commands share a hash.

#include "server/room/answers.hpp"

#include <gtest/gtest.h>

using namespace protocol;
using room::Answers;

namespace {

SeatId seat(int number) { return SeatId{"s" + std::to_string(number)}; }
CommandId command(int number) { return CommandId{"c" + std::to_string(number)}; }

void fill(Answers& answers) {
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 40; ++j)
      answers.add(seat(i), command(j), {"print " + std::to_string(100 * i + j), 100 * i + j, {}, {}});
}

}  // namespace

TEST(Answers, FindsEachCommandOfEachPerson) {
  for (auto const bits : {~std::uint64_t{0}, std::uint64_t{3}, std::uint64_t{0}}) {
    Answers answers{bits};
    fill(answers);
    for (int i = 0; i < 3; ++i)
      for (int j = 0; j < 40; ++j) {
        auto const* found = answers.find(seat(i), command(j));
        ASSERT_TRUE(found);
        EXPECT_EQ(found->seq, 100 * i + j);
      }
    EXPECT_FALSE(answers.find(seat(3), command(0)));
    EXPECT_FALSE(answers.find(seat(0), command(40)));
  }
}

TEST(Answers, TheFirstAnswerStands) {
  for (auto const bits : {~std::uint64_t{0}, std::uint64_t{0}}) {
    Answers answers{bits};
    fill(answers);
    answers.add(seat(1), command(7), {"another", 9999, {}, {}});
    EXPECT_EQ(answers.find(seat(1), command(7))->seq, 107);
    EXPECT_EQ(answers.size(), 120u);
  }
}

TEST(Answers, ForgetsThePrintsOfOnePersonAndKeepsThatItWasDone) {
  Answers answers;
  fill(answers);
  answers.add(seat(2), command(50), {"for seat 1", 500, seat(1), {}});
  answers.forget_prints(seat(1));
  EXPECT_EQ(answers.find(seat(1), command(3))->print, "");
  EXPECT_EQ(answers.find(seat(2), command(50))->print, "");
  EXPECT_EQ(answers.find(seat(2), command(3))->print, "print 203");
}
