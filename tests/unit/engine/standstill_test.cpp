// A process that stood still: what should have happened meanwhile comes before what is asked first afterwards.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/engine/stage.hpp"

namespace {

using namespace stage;

template <typename Wanted>
auto first(std::vector<Record> const& records) {
  return std::ranges::find_if(records, [](auto const& record) { return std::holds_alternative<Wanted>(record.event); });
}

struct Standstill : testing::Test {
  Stage stage{"eerlijk"};
  Phone& lead = stage.leads("Lotte");
  Phone& anna = stage.joins("Anna");

  void stands_still() {
    stage.ask(anna, RequestFloor{});
    stage.clock.advance(limits::long_wait_ms + 1'000);  // no timer rings
  }
  template <typename Asked>
  void expect_the_wait_before() {
    auto const& records = stage.disk->rooms.at(1).records;
    ASSERT_NE(first<Asked>(records), records.end());
    EXPECT_LT(first<HandWaitedLong>(records), first<Asked>(records));
  }
};

TEST_F(Standstill, AHandThatWaitedLongIsNotedBeforeACommandIsDecided) {
  stands_still();
  stage.ask(anna, Rename{{"Anneke"}});
  expect_the_wait_before<SeatRenamed>();
}

TEST_F(Standstill, NorDoesTheOfficeComeFirst) {
  stands_still();
  stage.office(CloseRoom{});
  expect_the_wait_before<RoomClosed>();
}

TEST_F(Standstill, NorDoesWhoComesIn) {
  stands_still();
  stage.joins("Bram");
  auto const& records = stage.disk->rooms.at(1).records;
  auto const last_seat = std::find_if(records.rbegin(), records.rend(), [](auto const& record) {
    return std::holds_alternative<SeatTaken>(record.event);
  });
  EXPECT_LT(first<HandWaitedLong>(records), last_seat.base() - 1);
}

}  // namespace
