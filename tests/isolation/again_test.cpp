// The same again: a recorded session is played back twice (guide, reliability T16), and somebody clears the storage of
// the phone to come in once more (T7, as far as there is anything to gain: ballots do not exist yet).

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tests/isolation/steps.hpp"

namespace isolation {
namespace {

using stage::Phone;
using stage::Stage;

// Everything that was done in an evening comes again, twice, on new lines, under its old ids: nothing happens.
TEST(Again, a_recorded_session_played_back_twice_changes_nothing) {
  int replayed = 0;
  EXPECT_TRUE(rc::check([&] {
    auto const evening = *rc::gen::container<std::vector<Step>>(a_step(Secret::draft_author));
    auto const found = play_back(evening, 2);
    if (!found.difference.empty()) RC_FAIL(found.difference);
    replayed += found.commands;
  }));
  EXPECT_GT(replayed, 1'000);
}

struct ClearedStorage : testing::Test {
  Stage stage;
  Phone& ada = stage.leads("Ada");

  std::size_t people() const { return stage.state().seats.size(); }
  Phone& joins(std::string const& id) {
    auto& phone = stage.phone();
    stage.says_hello(phone);
    stage.ask(phone, Join{{"Bob"}, Side::online, {}, {limits::house_rules_version}}, id);
    return phone;
  }
};

TEST_F(ClearedStorage, the_same_join_fifty_times_is_one_seat) {
  auto const before = people();
  std::set<std::string> tokens;
  for (int at = 0; at < 50; ++at) tokens.insert(joins("the-one-join-of-bobs-phone").last<Seated>()->token);
  EXPECT_EQ(people(), before + 1);
  EXPECT_EQ(tokens.size(), 1u);
}

TEST_F(ClearedStorage, nobody_comes_in_anew_through_a_door_that_is_shut) {
  joins("the-first-join-of-bobs-phone");
  auto const before = people();
  stage.ask(ada, FreezeJoins{});
  for (int at = 0; at < 50; ++at) {
    auto& phone = joins("join-after-clearing-" + std::to_string(at));
    EXPECT_FALSE(phone.last<Seated>());
    EXPECT_EQ(phone.last<Refused>()->reason, Refusal::joins_frozen);
  }
  EXPECT_EQ(people(), before);
}

// With the door open a cleared phone is a new person, and the facilitator sees one more seat for each.
TEST_F(ClearedStorage, through_an_open_door_each_time_is_a_seat_that_staff_see) {
  auto const before = people();
  for (int at = 0; at < 50; ++at) EXPECT_TRUE(joins("join-after-clearing-" + std::to_string(at)).last<Seated>());
  EXPECT_EQ(people(), before + 50);
  std::set<std::string> labels;
  auto& fresh = stage.phone(stage.last_cookie);
  stage.says_hello(fresh, stage.token_of(ada), View::staff);
  auto const snapshot = fresh.last<Snapshot>().value();
  for (auto const& thing : snapshot.things)
    if (auto const* seat = std::get_if<SeatThing>(&thing); seat && seat->name == "Bob") labels.insert(seat->label);
  EXPECT_EQ(labels.size(), 50u) << "each is told apart";
}

TEST_F(ClearedStorage, two_lines_of_one_seat_have_one_hand_one_turn_and_one_card) {
  auto& first = stage.joins("Bob");
  auto& second = stage.phone();
  stage.says_hello(second, stage.token_of(first));
  stage.ask(first, RequestFloor{});
  stage.ask(second, RequestFloor{});
  EXPECT_EQ(second.last<Refused>()->reason, Refusal::already_waiting);
  EXPECT_EQ(stage.state().floor.queue.size(), 1u);
  auto const id = stage.ask(first, stage::card("een bankje"), "one-card-on-two-lines");
  stage.ask(second, stage::card("een bankje"), id.value);
  EXPECT_EQ(stage.state().board.cards.size(), 1u);
}

// Ten commands a second, thirty at once: that is for a person, however many lines this person opens.
TEST_F(ClearedStorage, the_allowance_belongs_to_the_seat_and_not_to_the_line) {
  auto& bob = stage.joins("Bob");
  auto const token = stage.token_of(bob);
  int done = 0;
  for (int line = 0; line < 5; ++line) {
    auto& phone = stage.phone();
    stage.says_hello(phone, token);
    for (int at = 0; at < 40; ++at) done += phone.was_done(stage.ask(phone, stage::card("nog een"))) ? 1 : 0;
  }
  EXPECT_LE(done, 30);
  EXPECT_GE(done, 25);
}

// A thousand a second: ten of them get through, and that is no reason to bear with the rest.
TEST_F(ClearedStorage, who_floods_is_put_out_and_may_come_back_later) {
  auto& bob = stage.joins("Bob");
  int sent = 0;
  for (; sent < 1'000 && !bob.closed; ++sent) {
    stage.clock.advance(1);
    stage.ask(bob, sent % 2 ? Command{RequestFloor{}} : Command{LowerHand{}});
  }
  ASSERT_TRUE(bob.closed) << "still there after " << sent;
  EXPECT_EQ(bob.closed->code, close_codes::too_fast.code);
  EXPECT_LT(sent, 300);
}

}  // namespace
}  // namespace isolation
