// A planned restart in the middle of an evening: everybody is told to come back, and comes back to the same room.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/live/raw_line.hpp"
#include "tests/support/server_process.hpp"

namespace {

using namespace live;
using namespace protocol;

TEST(Restart, EverybodyIsToldToComeBackAndFindsTheRoomAgain) {
  support::ServerProcess server;
  ASSERT_TRUE(server.start()) << server.log();
  auto const code = make_room(server.port());
  RawLine anna{server.port()};
  RawLine bram{server.port()};
  RawLine screen{server.port()};
  auto const seat = join(anna, code, "Anna", "a-secret-of-annas-phone");
  ASSERT_TRUE(seat);
  ASSERT_TRUE(join(bram, code, "Bram", "a-secret-of-brams-phone"));
  ASSERT_EQ(screen.upgrade("/ws/" + code).status, 101);
  screen.say(hello({}, View::hall_screen));
  ASSERT_TRUE(screen.until<Snapshot>());
  anna.say(asking("card-one", action_card("een bankje")));
  auto const is_card_one = [](Update const& update) { return update.cause && update.cause->value == "card-one"; };
  while (true) {  // other updates are about people who came in
    auto const update = anna.until<Update>();
    ASSERT_TRUE(update);
    if (is_card_one(*update)) break;
  }
  anna.say(asking("card-two", action_card("een boom")));  // its answer is not waited for

  EXPECT_EQ(server.stop(), 0);
  EXPECT_EQ(anna.close_code(), 1012);
  EXPECT_EQ(bram.close_code(), 1012);
  EXPECT_EQ(screen.close_code(), 1012);

  ASSERT_TRUE(server.start()) << server.log();
  RawLine back{server.port()};
  ASSERT_EQ(back.upgrade("/ws/" + code).status, 101);
  auto resume = hello(seat->token);
  resume.epoch = Text<36>{seat->epoch};
  resume.n.emplace().value = seat->n;
  back.say(resume);
  auto const snapshot = back.until<Snapshot>();
  ASSERT_TRUE(snapshot) << "a restart is a new epoch";
  EXPECT_NE(snapshot->epoch, seat->epoch);
  ASSERT_TRUE(back.until<OwnChanged>());
  for (int again = 0; again < 2; ++again) {
    back.say(asking("card-two", action_card("een boom")));
    bool is_done = false;
    while (!is_done) {
      auto const push = back.push();
      ASSERT_TRUE(push);
      if (auto const* done = std::get_if<Done>(&*push)) is_done = done->id.value == "card-two";
      if (auto const* update = std::get_if<Update>(&*push))
        is_done = update->cause && update->cause->value == "card-two";
    }
  }
  auto const cards = cards_seen(server.port(), code, seat->token);
  ASSERT_TRUE(cards);
  EXPECT_EQ(std::ranges::count(*cards, "een bankje"), 1);
  EXPECT_EQ(std::ranges::count(*cards, "een boom"), 1);
}

TEST(Restart, StopsInGoodOrderAlsoWhenPeopleDoNotLetGo) {
  support::ServerProcess server;
  ASSERT_TRUE(server.start());
  auto const code = make_room(server.port());
  std::vector<std::unique_ptr<RawLine>> people;
  for (int i = 0; i < 20; ++i) {
    auto& line = *people.emplace_back(std::make_unique<RawLine>(server.port(), 2048));
    ASSERT_TRUE(join(line, code, "Buur " + std::to_string(i), "a-secret-of-phone-" + std::to_string(100 + i)));
  }
  RawLine half_open{server.port()};
  half_open.send("GET /ws/");
  for (int i = 0; i < 200; ++i) people[0]->say(asking("c" + std::to_string(i), action_card(std::string(300, 'x'))));
  EXPECT_EQ(server.stop(std::chrono::seconds{8}), 0) << server.log();
}

}  // namespace
