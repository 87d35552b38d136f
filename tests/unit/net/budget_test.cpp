// A hall behind one address gets in; who guesses does not, and keeps nobody else out.

#include <gtest/gtest.h>

#include "server/net/budget.hpp"

namespace {

using net::Admission;
using net::Budget;
using protocol::Millis;

constexpr Millis start = 1'700'000'000'000;
std::string const hall = "192.0.2.1";

TEST(Guesses, AHundredThousandWrongCodesEndInNo) {
  Budget budget{{}};
  int allowed = 0;
  for (int i = 0; i < 100'000; ++i) allowed += budget.may_guess(hall, start + i / 100);  // within one second
  EXPECT_LE(allowed, static_cast<int>(protocol::limits::wrong_codes_burst) + 2);
  EXPECT_FALSE(budget.may_guess(hall, start + 1'000));
  EXPECT_TRUE(budget.may_guess("192.0.2.2", start + 1'000)) << "others are not asked to wait";
}

TEST(Guesses, AHallOfSixtyPhonesMayMistypeThreeTimesEach) {
  Budget budget{{}};
  for (int i = 0; i < 180; ++i) EXPECT_TRUE(budget.may_guess(hall, start + i * 100));
}

TEST(Guesses, ComeBackWithTime) {
  Budget budget{{}};
  for (int i = 0; i < 1'000 && budget.may_guess(hall, start); ++i) {
  }
  EXPECT_FALSE(budget.may_guess(hall, start + 1'000));
  EXPECT_TRUE(budget.may_guess(hall, start + 4'000)) << "thirty a minute";
}

TEST(Guesses, FromAThousandAddressesAreFewAllTogether) {
  Budget budget{{}};
  int allowed = 0;
  for (int i = 0; i < 60'000; ++i) allowed += budget.may_guess("198.51.100." + std::to_string(i % 1'000), start + i);
  EXPECT_LE(allowed, 400 + 60 * 20 + 2) << "a burst, then twenty a second";
  EXPECT_GE(allowed, 60 * 20) << "who mistypes meanwhile is not always sent away";
}

TEST(Secrets, AreAFewAMinute) {
  Budget budget{{}};
  int allowed = 0;
  for (int i = 0; i < 1'000; ++i) allowed += budget.may_try_secret(hall, start);
  EXPECT_EQ(allowed, 10);
  EXPECT_TRUE(budget.may_try_secret(hall, start + 7'000));
}

TEST(Secrets, RelaxedMeansRelaxed) {
  Budget budget{{18'000, 1'500, true}};
  for (int i = 0; i < 1'000; ++i) {
    EXPECT_TRUE(budget.may_guess(hall, start) && budget.may_try_secret(hall, start));
    EXPECT_EQ(budget.wait_to_join(hall, start), 0);
  }
}

TEST(Connections, AHallOfSixtyPhonesWithTwoTabsEachComesInAlsoWhileSomebodyFloods) {
  Budget budget{{}};
  std::vector<Admission> flood;
  for (int i = 0; i < 5'000; ++i) flood.emplace_back(budget, "198.51.100.9");
  EXPECT_FALSE(flood.back()) << "one address has its limit";
  std::vector<Admission> people;
  for (int i = 0; i < 120; ++i) {
    people.emplace_back(budget, hall);
    EXPECT_TRUE(people.back());
  }
}

TEST(Connections, APlaceComesBackWhenALineEnds) {
  Budget budget{{2, 10, false}};
  Admission one{budget, "a"};
  {
    Admission two{budget, "b"};
    EXPECT_TRUE(two);
    Admission three{budget, "c"};
    EXPECT_FALSE(three);
  }
  Admission four{budget, "c"};
  EXPECT_TRUE(four);
  Admission moved{std::move(four)};
  EXPECT_TRUE(moved);
  EXPECT_FALSE(Admission(budget, "d"));
}

TEST(Connections, OfAProxyCountForWhomTheyAreAsSoonAsItHasSaidSo) {
  Budget budget{{100, 3, false}};
  std::vector<Admission> lines;
  for (int i = 0; i < 10; ++i) {
    lines.emplace_back(budget, net::behind_proxy);
    ASSERT_TRUE(lines.back()) << "nobody has a share before it is known who it is";
    EXPECT_EQ(lines.back().stands_for(hall), i < 3) << i;
  }
  EXPECT_FALSE(Admission(budget, hall)) << "whichever way it comes";
  EXPECT_TRUE(lines.back().stands_for("192.0.2.2")) << "others have a share of their own";
  EXPECT_TRUE(lines[0].stands_for(hall)) << "a line stays what it is";
  EXPECT_TRUE(lines[0].stands_for("192.0.2.2")) << "a proxy may use one line for one person after another";
  EXPECT_TRUE(lines[9].stands_for(hall)) << "so a place came free";
  lines.clear();
  std::vector<Admission> again;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(again.emplace_back(budget, hall)) << "all shares came back";
}

TEST(Connections, OfAProxyThatSaysNothingStayWithinTheTotal) {
  Budget budget{{100, 3, false}};
  std::vector<Admission> lines;
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(lines.emplace_back(budget, net::behind_proxy));
  EXPECT_FALSE(Admission(budget, net::behind_proxy));
}

TEST(Connections, GuessesAreRememberedAfterTheLineEnds) {
  Budget budget{{}};
  {
    Admission line{budget, hall};
    for (int i = 0; i < 1'000 && budget.may_guess(hall, start); ++i) {
    }
  }
  Admission again{budget, hall};
  EXPECT_TRUE(again);
  EXPECT_FALSE(budget.may_guess(hall, start + 1));
}

TEST(Joins, AHallOfSixtyPhonesTakesTwoSeatsEachWithoutWaiting) {
  Budget budget{{}};
  for (int i = 0; i < 120; ++i) EXPECT_EQ(budget.wait_to_join(hall, start + i * 10), 0) << i;
}

TEST(Joins, OnePhoneThatTakesSeatsWithoutEndWaits) {
  Budget budget{{}};
  int taken = 0;
  for (int i = 0; i < 60'000; i += 10) taken += budget.wait_to_join(hall, start + i) == 0;  // a minute long
  EXPECT_GE(taken, 120 + 2 * 59);
  EXPECT_LE(taken, 120 + 2 * 60 + 1);
  EXPECT_EQ(budget.wait_to_join("192.0.2.2", start + 60'000), 0) << "others do not";
  EXPECT_EQ(budget.wait_to_join(hall, start + 60'000 + 500), 0) << "two a second";
}

TEST(Joins, AreToldHowLongToWait) {
  Budget budget{{}};
  for (int i = 0; i < 120; ++i) budget.wait_to_join(hall, start);
  auto const wait = budget.wait_to_join(hall, start);
  EXPECT_GE(wait, 500);
  EXPECT_LE(wait, 2'000);
  EXPECT_EQ(budget.wait_to_join(hall, start + wait), 0) << "and the time is right";
}

}  // namespace
