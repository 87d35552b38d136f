// The seat for who is not here, drawn by dice: what a story, which knows one evening, cannot show of all of them.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/unit/room/evening.hpp"

namespace {

using namespace protocol;
using evening::Evening;
using evening::events;

struct Voice : testing::Test {
  Evening evening{"toekomst"};
  SeatId ada = evening.leads("Ada");
  std::set<SeatId> people;

  void SetUp() override {
    for (auto const* name : {"Bob", "Cem", "Dee", "Els", "Fay"}) people.insert(evening.comes(name));
    evening.settle();
  }
  SeatId bearer() const { return *evening.room.floor.voice.bearer; }
  // Small seeds throw the same side again and again.
  void shake() { evening.seed = (evening.seed + 1) * 0x9E37'79B9'7F4A'7C15; }
  // Who has it in turn, and the next ones; who leads passes it on.
  std::vector<SeatId> next(std::size_t many) {
    std::vector<SeatId> had{bearer()};
    while (had.size() < many) {
      shake();
      events(evening.ask(ada, PassVoice{bearer()}));
      had.push_back(bearer());
    }
    shake();
    events(evening.ask(ada, PassVoice{bearer()}));
    return had;
  }
};

TEST_F(Voice, comes_to_everybody_once_before_it_comes_to_anybody_twice) {
  for (int round = 0; round < 20; ++round) {
    auto const had = next(people.size());
    EXPECT_EQ(std::set<SeatId>(had.begin(), had.end()), people) << "round " << round;
    EXPECT_NE(bearer(), had.back()) << "nor twice in a row";
  }
}

TEST_F(Voice, is_drawn_and_not_dealt_out_in_the_order_of_coming) {
  std::set<std::vector<SeatId>> orders;
  for (int round = 0; round < 20; ++round) orders.insert(next(people.size()));
  EXPECT_GT(orders.size(), 5u);
}

TEST_F(Voice, passes_by_who_has_no_line) {
  auto const gone = *std::ranges::find_if(people, [&](SeatId const& seat) { return seat != bearer(); });
  evening.presence.here.erase(gone);
  for (auto const& seat : next(40)) EXPECT_NE(seat, gone);
}

}  // namespace
