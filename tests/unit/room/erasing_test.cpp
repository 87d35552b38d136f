// A person, or a whole evening, is erased: nothing of theirs is left in the state, what others said stands, and a
// replay with the keys gone gives the very same room.

#include <gtest/gtest.h>

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include "server/room/invariants.hpp"
#include "tests/unit/room/evening.hpp"

namespace {

using namespace protocol;
using evening::Evening;
using evening::events;
using evening::refusal;

PostCard card(std::string text, std::optional<SeatId> for_whom = {}) {
  return {ColumnId{"acties"}, {std::move(text)}, std::move(for_whom)};
}

CardId posted(room::Decision const& decision) { return std::get<CardPosted>(events(decision).front()).card; }

// As the journal reads back: what belongs to `erased` (all seats when empty) is gone, from the first event on.
room::Room replayed(Evening const& evening, SeatId const& erased) {
  std::map<SeatId, PersonalName> names;
  auto const wipe = [&](auto& field) {
    using Field = std::remove_cvref_t<decltype(field)>;
    if (!erased.empty() && field.owner != erased) return;
    field = Field{};
    field.is_erased = true;
  };
  room::Room room;
  for (auto record : evening.journal) {
    std::visit(
        [&]<class T>(T& body) {
          boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
            auto& field = body.*member.pointer;
            using Field = std::remove_reference_t<decltype(field)>;
            auto const owned = [&](auto& one) {
              auto const owner = one.owner;
              wipe(one);
              one.owner = owner;
            };
            if constexpr (std::is_same_v<Field, PersonalText> || std::is_same_v<Field, PersonalName>) owned(field);
            if constexpr (std::is_same_v<Field, std::optional<PersonalText>>) {
              if (field) owned(*field);
            }
          });
        },
        record.event);
    room::evolve(room, record);
  }
  return room;
}

struct Erasing : testing::Test {
  Evening evening{"bord"};
  SeatId const ada = evening.leads("Ada");
  SeatId const bob = evening.comes("Bob", Side::hall);
  SeatId const cem = evening.comes("Cem");

  void expect_whole(SeatId const& erased) {
    EXPECT_EQ(room::broken(evening.room), std::vector<std::string>{});
    EXPECT_EQ(evening.faults, std::vector<std::string>{});
    EXPECT_EQ(replayed(evening, erased), evening.room) << "a replay without the keys gives the same room";
  }
  std::string all_screens() const {
    std::string all;
    for (auto const view : {View::participant, View::staff, View::hall_screen, View::observer})
      for (auto const& [key, thing] : evening.screen(view))
        std::visit(
            [&]<class T>(T const& body) {
              if constexpr (requires { body.text; }) all += body.text + '\n';
              if constexpr (requires { body.words; }) all += body.words + '\n' + body.gist + '\n';
              if constexpr (requires { body.label; }) all += body.name + '\n' + body.label + '\n';
              if constexpr (requires { body.hidden_because; }) all += body.hidden_because.value_or("") + '\n';
            },
            thing);
    return all;
  }
};

TEST_F(Erasing, takes_every_word_and_the_name_and_leaves_what_others_said) {
  evening.ask(bob, card("KANARIE kaart"));
  auto const hidden = posted(evening.ask(cem, card("lelijk")));
  evening.ask(ada, HideItem{{ItemKind::card, hidden.value}, {"REDEN van Ada"}});
  evening.ask(ada, card("KANARIE namens", bob));
  evening.ask(cem, card("blijft"));
  evening.ask(ada, GrantFloor{bob, std::nullopt});
  evening.ask(bob, Say{{"KANARIE woorden"}});
  evening.ask(ada, AddGist{evening.turn(), {"kern van Ada"}});
  evening.wait(5'000);
  events(evening.ask(bob, EraseSeat{bob}));
  expect_whole(bob);
  auto const seen = all_screens();
  EXPECT_EQ(seen.find("KANARIE"), std::string::npos) << seen;
  EXPECT_EQ(seen.find("Bob"), std::string::npos) << seen;
  for (auto const* stays : {"blijft", "kern van Ada", "REDEN van Ada", "lelijk", "Cem"})
    EXPECT_NE(seen.find(stays), std::string::npos) << stays;
  EXPECT_FALSE(evening.room.floor.speaker);
  EXPECT_EQ(evening.room.seats.at(bob).spoken_ms, 5'000) << "that somebody spoke stays";
}

TEST_F(Erasing, the_note_taker_takes_the_gist_and_the_reasons_along) {
  auto const hidden = posted(evening.ask(cem, card("lelijk")));
  auto const dee = evening.leads("Dee");
  evening.ask(dee, HideItem{{ItemKind::card, hidden.value}, {"KANARIE reden"}});
  evening.ask(ada, GrantFloor{cem, std::nullopt});
  evening.ask(cem, Say{{"woorden van Cem"}});
  evening.ask(dee, AddGist{evening.turn(), {"KANARIE kern"}});
  evening.ask(cem, YieldFloor{});
  events(evening.ask(dee, EraseSeat{dee}));
  expect_whole(dee);
  auto const seen = all_screens();
  EXPECT_EQ(seen.find("KANARIE"), std::string::npos) << seen;
  EXPECT_NE(seen.find("woorden van Cem"), std::string::npos);
  EXPECT_EQ(std::get<CardThing>(evening.screen(View::staff).at({"card", hidden.value})).hidden_because, "");
  EXPECT_FALSE(evening.screen(View::participant).contains({"card", hidden.value})) << "it stays hidden";
}

TEST_F(Erasing, drafts_go_and_the_reveal_knows_nothing_of_them) {
  evening.goes_to(ada, "schrijven");
  evening.ask(bob, PostCard{ColumnId{"dromen"}, {"KANARIE"}, {}});
  evening.ask(cem, PostCard{ColumnId{"dromen"}, {"blijft"}, {}});
  events(evening.ask(bob, EraseSeat{bob}));
  expect_whole(bob);
  events(evening.ask(ada, RevealCards{PhaseId{"schrijven"}}));
  EXPECT_EQ(evening.room.board.cards.size(), 1u);
}

TEST_F(Erasing, one_may_do_it_for_oneself_and_the_office_for_anybody) {
  EXPECT_EQ(refusal(evening.ask(bob, EraseSeat{cem})), Refusal::cannot_act_for);
  EXPECT_EQ(refusal(evening.ask(ada, EraseSeat{bob})), Refusal::cannot_act_for);
  EXPECT_EQ(refusal(evening.ask(room::AtTheDoor{}, EraseSeat{bob})), Refusal::not_seated);
  EXPECT_EQ(refusal(evening.ask(room::Office{}, EraseSeat{SeatId{"niemand"}})), Refusal::seat_unknown);
  events(evening.ask(room::Office{}, EraseSeat{bob}));
  EXPECT_EQ(refusal(evening.ask(room::Office{}, EraseSeat{bob})), Refusal::nothing_changed);
  EXPECT_EQ(refusal(evening.ask(bob, EraseSeat{bob})), Refusal::seat_removed);
  expect_whole(bob);
}

TEST_F(Erasing, it_works_after_leaving_in_a_break_and_after_the_evening) {
  evening.ask(bob, LeaveRoom{});
  events(evening.ask(room::Office{}, EraseSeat{bob}));
  evening.ask(ada, PauseRoom{});
  events(evening.ask(cem, EraseSeat{cem}));
  events(evening.ask(room::Office{}, CloseRoom{}));
  events(evening.ask(ada, EraseSeat{ada}));
  EXPECT_EQ(room::broken(evening.room), std::vector<std::string>{});
  EXPECT_EQ(evening.faults, std::vector<std::string>{});
}

TEST_F(Erasing, nobody_writes_new_words_on_the_card_of_somebody_who_is_gone) {
  auto const theirs = posted(evening.ask(bob, card("van Bob")));
  events(evening.ask(bob, EraseSeat{bob}));
  EXPECT_EQ(refusal(evening.ask(ada, EditCard{theirs, {"nieuw"}})), Refusal::card_unknown);
}

TEST_F(Erasing, labels_of_namesakes_stay_as_they_were) {
  auto const second = evening.comes("Bob");
  auto const third = evening.comes("Bob");
  EXPECT_EQ(evening.room.seats.at(third).among_namesakes, 3);
  events(evening.ask(bob, EraseSeat{bob}));
  expect_whole(bob);
  EXPECT_EQ(evening.room.seats.at(second).among_namesakes, 2);
  auto const fourth = evening.comes("Bob");
  EXPECT_EQ(evening.room.seats.at(fourth).among_namesakes, 4);
}

TEST_F(Erasing, a_repeat_of_an_old_command_stays_a_repeat) {
  auto const by_ada = room::decide(evening.room, card("namens", bob), evening.context(room::InSeat{ada}));
  evening.happen(events(by_ada), Cause{ada, CommandId{"een"}, "print"});
  EXPECT_EQ(room::answered_before(evening.room, ada, CommandId{"een"})->about, bob);
  events(evening.ask(bob, EraseSeat{bob}));
  EXPECT_EQ(room::answered_before(evening.room, ada, CommandId{"een"})->print, "");
  EXPECT_EQ(room::repeat(evening.room, ada, CommandId{"een"}, "anders"), room::Repeat::same);
}

TEST_F(Erasing, everybody_of_a_room_that_was_kept_long_enough) {
  evening.ask(bob, card("KANARIE"));
  evening.ask(ada, GrantFloor{cem, std::nullopt});
  evening.ask(cem, Say{{"KANARIE"}});
  events(evening.ask(room::Office{}, CloseRoom{}));
  evening.happen({RoomErased{evening.now}});
  expect_whole(SeatId{});
  auto const seen = all_screens();
  for (auto const* gone : {"KANARIE", "Ada", "Bob", "Cem"}) EXPECT_EQ(seen.find(gone), std::string::npos) << gone;
  EXPECT_EQ(refusal(evening.ask(ada, AddGist{evening.room.talk.turns[0].id, {"x"}})), Refusal::seat_removed);
  EXPECT_EQ(refusal(evening.ask(room::Office{}, EraseSeat{bob})), Refusal::room_closed);
  EXPECT_EQ(refusal(evening.ask(room::Office{}, TakeStaffSeat{Role::facilitator, {}, {1}}, "Eva")),
            Refusal::room_closed);
}

}  // namespace
