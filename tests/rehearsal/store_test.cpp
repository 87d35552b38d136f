// The strict client without a socket: the store's promises, one answer per command, and clocks read from afar.

#include "clients/rehearsal/store.hpp"

#include <gtest/gtest.h>

#include "clients/rehearsal/conversation.hpp"
#include "clients/rehearsal/server_clock.hpp"

namespace rehearsal {
namespace {

using namespace protocol;

CardThing card(std::string id, std::string text) {
  CardThing thing;
  thing.id = {std::move(id)};
  thing.text = std::move(text);
  return thing;
}

TurnThing turn(std::string id, std::int64_t position) {
  TurnThing thing;
  thing.id = {std::move(id)};
  thing.position = position;
  thing.seat = {"s1"};
  return thing;
}

Snapshot snapshot(std::int64_t n, std::vector<Thing> more = {}) {
  Snapshot page;
  page.epoch = "e1";
  page.n = n;
  SeatThing seat;
  seat.id = {"s1"};
  page.things = {RoomThing{}, FloorThing{}, seat};
  page.things.insert(page.things.end(), more.begin(), more.end());
  return page;
}

Update update(std::int64_t n, std::vector<Thing> changed, std::optional<CommandId> cause = {},
              std::vector<ThingKey> removed = {}) {
  return {n, std::move(cause), std::move(changed), std::move(removed)};
}

Store filled(std::int64_t n = 4, std::vector<Thing> more = {}) {
  Store store;
  EXPECT_EQ(store.apply(snapshot(n, std::move(more))), std::nullopt);
  return store;
}

TEST(Store, newest_value_of_each_thing_stays) {
  auto store = filled(4, {card("c1", "old"), card("c2", "same")});
  EXPECT_EQ(store.apply(update(5, {card("c1", "new")}, {}, {{"card", "c2"}})), std::nullopt);
  EXPECT_EQ(store.find<CardThing>("c1")->text, "new");
  EXPECT_EQ(store.find<CardThing>("c2"), nullptr);
  EXPECT_EQ(store.n(), 5);
}

TEST(Store, a_hole_and_a_double_are_complaints) {
  auto store = filled();
  EXPECT_EQ(store.apply(update(6, {})), "update 6 came after 4: something was lost");
  auto other = filled();
  EXPECT_EQ(other.apply(update(4, {})), "update 4 came after 4: doubled");
}

TEST(Store, removing_what_is_not_there_is_a_complaint) {
  auto store = filled();
  EXPECT_EQ(store.apply(update(5, {}, {}, {{"card", "c9"}})), "update 5 removes an unknown card c9");
}

TEST(Store, pages_are_applied_together) {
  Store store;
  auto first = snapshot(7, {card("c1", "a")});
  first.is_last = false;
  EXPECT_EQ(store.apply(first), std::nullopt);
  EXPECT_FALSE(store.is_filled());
  EXPECT_NE(store.apply(update(8, {})), std::nullopt);  // too early
  Snapshot second;
  second.epoch = "e1";
  second.n = 7;
  second.page = 2;
  second.things = {card("c2", "b")};
  EXPECT_EQ(store.apply(second), std::nullopt);
  EXPECT_TRUE(store.is_filled());
  EXPECT_EQ(store.all<CardThing>().size(), 2u);
}

TEST(Store, a_page_too_many_or_of_another_snapshot_is_a_complaint) {
  Store store;
  auto first = snapshot(7);
  first.is_last = false;
  store.apply(first);
  Snapshot third;
  third.page = 3;
  EXPECT_EQ(store.apply(third), "snapshot page 3 out of order");
  Snapshot second;
  second.epoch = "e2";
  second.page = 2;
  second.n = 7;
  EXPECT_EQ(store.apply(second), "snapshot page 2 belongs to another snapshot");
  EXPECT_EQ(store.apply(snapshot(7)), "snapshot began again before its last page");
}

TEST(Store, a_snapshot_may_not_go_back_in_time_within_an_epoch) {
  auto store = filled(9);
  EXPECT_EQ(store.apply(snapshot(8)), "snapshot went back in time");
}

TEST(Store, differences_name_what_is_missing_and_what_differs) {
  auto const one = filled(4, {card("c1", "a"), card("c2", "b")});
  auto const other = filled(4, {card("c1", "x"), card("c3", "c")});
  EXPECT_EQ(differences(one, other),
            (std::vector<std::string>{"card c1 differs", "card c2 is missing", "card c3 is too many"}));
  EXPECT_TRUE(differences(one, one).empty());
  EXPECT_EQ(print_of(one), print_of(filled(5, {card("c2", "b"), card("c1", "a")})));
  EXPECT_NE(print_of(one), print_of(other));
}

TEST(Store, who_is_named_in_the_talk_must_be_known) {
  auto of_a_stranger = turn("t1", 1);
  of_a_stranger.seat = {"s2"};
  auto store = filled(4);
  EXPECT_EQ(store.apply(update(5, {of_a_stranger})), "turn t1 is of an unknown seat");
  EXPECT_EQ(Store().apply(snapshot(4, {of_a_stranger})), "turn t1 is of an unknown seat");
  SeatThing stranger;
  stranger.id = {"s2"};
  EXPECT_EQ(store.apply(update(6, {stranger, of_a_stranger})), std::nullopt);
}

TEST(Store, turns_from_before_a_late_snapshot_are_not_compared) {
  std::vector<Thing> newest;
  for (int i = 0; i < static_cast<int>(limits::turns_in_snapshot); ++i) {
    newest.push_back(turn("t" + std::to_string(i), 10 + i));
  }
  auto const late = filled(4, newest);
  newest.push_back(turn("early", 9));
  auto early = Store();
  early.apply(snapshot(3));
  early.apply(update(4, newest));
  EXPECT_TRUE(differences(late, early).empty());
  EXPECT_TRUE(differences(early, late).empty());
  auto const empty = filled(4);  // few turns in a snapshot means: there were no more
  EXPECT_FALSE(differences(empty, early).empty());
}

// --- conversation --------------------------------------------------------------------------------------------------

Ask ask(std::string id) { return {{std::move(id)}, std::nullopt, RequestFloor{}}; }

Conversation inside() {
  Conversation talk;
  talk.line_opened();
  EXPECT_TRUE(talk.heard(snapshot(4)).is_ready);
  return talk;
}

TEST(Conversation, an_update_with_the_own_id_is_the_answer) {
  auto talk = inside();
  talk.sent(ask("a"));
  auto const heard = talk.heard(update(5, {}, CommandId{"a"}));
  ASSERT_EQ(heard.answers.size(), 1u);
  EXPECT_TRUE(is_done(heard.answers[0].second));
  EXPECT_TRUE(talk.open().empty());
  EXPECT_TRUE(talk.faults().empty());
}

TEST(Conversation, an_update_caused_by_somebody_else_answers_nothing) {
  auto talk = inside();
  talk.sent(ask("a"));
  EXPECT_TRUE(talk.heard(update(5, {}, CommandId{"b"})).answers.empty());
  EXPECT_EQ(talk.open().size(), 1u);
}

TEST(Conversation, two_answers_to_one_sending_are_a_fault) {
  auto talk = inside();
  talk.sent(ask("a"));
  talk.heard(update(5, {}, CommandId{"a"}));
  talk.heard(Done{{"a"}});
  ASSERT_EQ(talk.faults().size(), 1u);
  EXPECT_EQ(talk.faults()[0], "a command was answered twice: done");
}

TEST(Conversation, an_answer_may_come_with_what_was_missed) {
  auto talk = inside();
  talk.sent(ask("a"));
  talk.line_opened();
  EXPECT_FALSE(talk.heard(Resumed{"e1", 5, 0}).is_ready);  // one update is still to come
  auto const heard = talk.heard(update(5, {}, CommandId{"a"}));
  EXPECT_TRUE(heard.is_ready);
  EXPECT_EQ(heard.answers.size(), 1u);
  EXPECT_TRUE(talk.open().empty());  // so nothing is sent again
}

TEST(Conversation, sent_again_after_a_lost_line_two_answers_are_fine) {
  auto talk = inside();
  talk.sent(ask("a"));
  talk.line_opened();
  EXPECT_TRUE(talk.heard(snapshot(5)).is_ready);
  talk.sent(ask("a"));
  EXPECT_EQ(talk.heard(Done{{"a"}}).answers.size(), 1u);
  EXPECT_TRUE(talk.heard(Done{{"a"}}).answers.empty());  // known already
  EXPECT_TRUE(talk.faults().empty());
  talk.heard(Done{{"a"}});
  EXPECT_EQ(talk.faults().size(), 1u);  // but not a third one
}

TEST(Conversation, a_retry_is_no_answer) {
  auto talk = inside();
  talk.sent(ask("a"));
  auto const heard = talk.heard(Retry{{"a"}, RetryReason::room_is_loading, 10});
  ASSERT_TRUE(heard.retry.has_value());
  EXPECT_EQ(talk.open().size(), 1u);
  talk.sent(ask("a"));
  talk.heard(Done{{"a"}});
  EXPECT_TRUE(talk.faults().empty());
  talk.heard(Done{{"a"}});  // the retry has used up the first sending
  EXPECT_EQ(talk.faults().size(), 1u);
}

TEST(Conversation, answers_to_nothing_are_a_fault) {
  auto talk = inside();
  talk.heard(Refused{{"never"}, Refusal::not_allowed, {}});
  EXPECT_EQ(talk.faults(), std::vector<std::string>{"an answer to a command that was never sent: refused not_allowed"});
}

TEST(Conversation, the_floor_is_remembered_in_order_and_once) {
  auto talk = inside();
  auto const speaks = [](std::string seat, std::string id) {
    FloorThing floor;
    floor.speaker.emplace();
    floor.speaker->seat = {std::move(seat)};
    floor.speaker->turn = {std::move(id)};
    return floor;
  };
  talk.heard(update(5, {speaks("s1", "t1")}));
  talk.heard(update(6, {speaks("s1", "t1")}));  // extended: still the same turn
  talk.heard(update(7, {speaks("s2", "t2")}));
  ASSERT_EQ(talk.floor_order().size(), 2u);
  EXPECT_EQ(talk.floor_order()[1].second, SeatId{"s2"});
}

TEST(Conversation, a_cut_snapshot_is_forgotten_with_its_line) {
  Conversation talk;
  auto first = snapshot(4);
  first.is_last = false;
  talk.heard(first);
  talk.line_opened();
  EXPECT_TRUE(talk.heard(snapshot(4)).is_ready);
  EXPECT_TRUE(talk.faults().empty());
}

// --- clock ---------------------------------------------------------------------------------------------------------

TEST(ServerClock, stands_between_what_was_heard_and_what_was_asked) {
  ServerClock clock;
  // The server is 1,000,000 ms ahead; hearing takes 3 ms, asking 1 ms.
  clock.asked(1'000'100, 99'000);
  clock.heard(1'000'100, 103'000);
  auto const at_us = clock.local_us(1'000'100'000);
  EXPECT_GE(at_us, 98'000);
  EXPECT_LE(at_us, 103'000);
}

TEST(ServerClock, more_stamps_never_widen_the_bounds) {
  ServerClock clock;
  clock.asked(1'000'000, -500);
  clock.heard(1'000'000, 200);
  auto const before = clock.local_us(1'000'000'000);
  clock.heard(1'000'500, 560'000);  // a slow message tells nothing new
  EXPECT_EQ(clock.local_us(1'000'000'000), before);
}

}  // namespace
}  // namespace rehearsal
