// Who sees what: every kind of thing against every view, and the traces that a hidden thing must not leave.

#include <gtest/gtest.h>

#include "tests/unit/room/evening.hpp"

namespace {

using namespace protocol;
using namespace evening;

constexpr std::array everybody_else{View::participant, View::hall_screen, View::observer};

struct Seen : testing::Test {
  Evening evening{"bord"};
  SeatId ada = evening.leads("Ada");
  SeatId bob = evening.comes("Bob");

  void TearDown() override { EXPECT_EQ(evening.faults, std::vector<std::string>{}); }

  template <class Kind>
  std::optional<Kind> look(std::string const& id, View view) const {
    auto const thing = room::seen(evening.room, evening.presence, {"Bieb"}, {std::string(Kind::type), id}, view);
    return thing ? std::optional(std::get<Kind>(*thing)) : std::nullopt;
  }
  CardId posts(std::string const& text, std::string const& column = "acties") {
    return std::get<CardPosted>(events(evening.ask(bob, PostCard{ColumnId{column}, {text}, {}})).front()).card;
  }
};

TEST_F(Seen, a_role_has_one_view) {
  for (auto const role : {Role::facilitator, Role::remote_host, Role::coordinator})
    EXPECT_EQ(room::view_of(role), View::staff);
  EXPECT_EQ(room::view_of(Role::observer), View::observer);
  for (auto const role : {Role::participant, Role::table_host, Role::usher, Role::note_taker, Role::national_desk})
    EXPECT_EQ(room::view_of(role), View::participant);
}

TEST_F(Seen, room_and_columns_are_the_same_for_all_but_for_the_state_of_the_hall_screen) {
  auto room = look<RoomThing>("room", View::staff);
  EXPECT_EQ(room->hall_screen, ScreenState::none);
  room->hall_screen.reset();
  for (auto const view : everybody_else) {
    EXPECT_EQ(look<RoomThing>("room", view), room);
    EXPECT_EQ(look<ColumnThing>("acties", view), look<ColumnThing>("acties", View::staff));
    EXPECT_EQ(look<FloorThing>("floor", view), look<FloorThing>("floor", View::staff));
  }
  EXPECT_EQ(look<RoomThing>("room", View::participant)->library, "Bieb");
}

TEST_F(Seen, only_staff_see_how_many_drafts_wait_and_who_wrote_or_spoke) {
  evening.goes_to(ada, "schrijven");
  posts("droom", "dromen");
  events(evening.ask(bob, SignalTrouble{}));
  auto const phase = look<PhaseThing>("schrijven", View::staff);
  EXPECT_EQ(phase->drafts, 1);
  auto const seat = look<SeatThing>(bob.value, View::staff);
  EXPECT_EQ(seat->cards, 1);
  EXPECT_EQ(seat->was_heard, false);
  EXPECT_EQ(seat->trouble, Trouble::no_sound);
  for (auto const view : everybody_else) {
    EXPECT_EQ(look<PhaseThing>("schrijven", view)->drafts, std::nullopt);
    auto const other = look<SeatThing>(bob.value, view);
    EXPECT_EQ(other->cards, std::nullopt);
    EXPECT_EQ(other->was_heard, std::nullopt);
    EXPECT_EQ(other->trouble, std::nullopt);
    EXPECT_TRUE(other->devices.empty());
  }
}

TEST_F(Seen, how_time_is_shared_and_whose_turns_are_longer_is_for_staff) {
  events(evening.ask(bob, SetStretch{bob, Stretch::twice}));
  EXPECT_EQ(look<SeatThing>(bob.value, View::staff)->stretch, Stretch::twice);
  EXPECT_EQ(look<BalanceThing>("balance", View::staff)->shares.size(), 5u);
  for (auto const view : everybody_else) {
    EXPECT_EQ(look<SeatThing>(bob.value, view)->stretch, std::nullopt);
    EXPECT_FALSE(look<BalanceThing>("balance", view));
  }
  EXPECT_EQ(room::own(evening.room, evening.presence, bob).stretch, Stretch::twice);
}

TEST_F(Seen, a_draft_is_in_no_view_and_takes_no_place_on_the_board) {
  auto const before = posts("een");
  evening.goes_to(ada, "schrijven");
  auto const draft = posts("geheim", "dromen");
  evening.goes_to(ada, "bord");
  auto const after = posts("twee");
  for (auto const view : {View::participant, View::staff, View::hall_screen, View::observer}) {
    EXPECT_FALSE(look<CardThing>(draft.value, view));
    EXPECT_EQ(look<CardThing>(after.value, view)->position, look<CardThing>(before.value, view)->position + 1);
  }
}

TEST_F(Seen, a_hidden_card_is_for_staff_with_its_reason) {
  auto const card = posts("grof");
  events(evening.ask(ada, HideItem{{ItemKind::card, card.value}, {"scheldt"}}));
  EXPECT_EQ(look<CardThing>(card.value, View::staff)->hidden_because, "scheldt");
  for (auto const view : everybody_else) EXPECT_FALSE(look<CardThing>(card.value, view));
}

TEST_F(Seen, a_hidden_turn_is_for_staff_with_its_reason) {
  events(evening.ask(ada, GrantFloor{bob, {}}));
  auto const turn = evening.turn();
  events(evening.ask(ada, HideItem{{ItemKind::turn, turn.value}, {"scheldt"}}));
  EXPECT_EQ(look<TurnThing>(turn.value, View::staff)->hidden_because, "scheldt");
  for (auto const view : everybody_else) {
    EXPECT_FALSE(look<TurnThing>(turn.value, view));
    EXPECT_EQ(look<FloorThing>("floor", view)->speaker->turn, turn);
  }
}

TEST_F(Seen, a_turn_carries_exact_time_and_rounded_seconds) {
  events(evening.ask(ada, GrantFloor{bob, {}}));
  auto const turn = evening.turn();
  EXPECT_EQ(look<TurnThing>(turn.value, View::participant)->seconds, std::nullopt);
  evening.wait(1'600);
  events(evening.ask(bob, YieldFloor{}));
  auto const thing = look<TurnThing>(turn.value, View::participant);
  EXPECT_EQ(thing->spoken_ms, 1'600);
  EXPECT_EQ(thing->seconds, 2);
  EXPECT_EQ(thing->how, TurnEnd::yielded);
}

TEST_F(Seen, who_left_stays_only_for_the_talk_stream) {
  auto const cem = evening.comes("Cem");
  events(evening.ask(ada, GrantFloor{bob, {}}));
  events(evening.ask(bob, LeaveRoom{}));
  events(evening.ask(cem, LeaveRoom{}));
  EXPECT_TRUE(look<SeatThing>(bob.value, View::participant)->has_left);
  EXPECT_EQ(look<SeatThing>(bob.value, View::participant)->name, "Bob");
  EXPECT_FALSE(look<SeatThing>(cem.value, View::staff));
}

TEST_F(Seen, namesakes_who_left_stay_apart_in_the_talk_stream_whoever_comes_after) {
  auto const label = [&](SeatId const& seat) { return look<SeatThing>(seat.value, View::participant)->label; };
  std::vector<SeatId> jans;
  for (int i = 0; i < 3; ++i) {
    jans.push_back(evening.comes("Jan"));
    EXPECT_EQ(label(jans.back()), "Jan") << "no other Jan is here";
    events(evening.ask(ada, GrantFloor{jans.back(), {}}));
    events(evening.ask(jans.back(), LeaveRoom{}));
    EXPECT_EQ(label(jans.front()), i == 0 ? "Jan" : "Jan (1)");
  }
  EXPECT_EQ(label(jans[1]), "Jan (2)");
  EXPECT_EQ(label(jans[2]), "Jan (3)");
  events(evening.ask(room::Office{}, EraseSeat{jans[1]}));
  EXPECT_EQ(label(jans[2]), "Jan (3)");
  events(evening.ask(room::Office{}, EraseSeat{jans[0]}));
  EXPECT_EQ(label(jans[2]), "Jan");
}

TEST_F(Seen, the_name_of_a_removed_person_is_for_staff) {
  events(evening.ask(ada, GrantFloor{bob, {}}));
  events(evening.ask(ada, RemoveSeat{bob, {"grof"}}));
  EXPECT_EQ(look<SeatThing>(bob.value, View::staff)->name, "Bob");
  for (auto const view : everybody_else) {
    EXPECT_EQ(look<SeatThing>(bob.value, view)->name, "");
    EXPECT_EQ(look<SeatThing>(bob.value, view)->label, "");
  }
}

TEST_F(Seen, the_whole_shows_the_newest_turns_and_the_cards_by_column) {
  evening.checks_views = false;
  for (std::size_t i = 0; i < limits::turns_in_snapshot + 5; ++i) {
    events(evening.ask(ada, GrantFloor{bob, {}}));
    events(evening.ask(bob, YieldFloor{}));
  }
  posts("b");
  posts("a");
  std::vector<std::string> cards;
  std::vector<std::int64_t> turns;
  auto const things = room::whole(evening.room, evening.presence, {}, View::participant);
  for (auto const& thing : things) {
    if (auto const* card = std::get_if<CardThing>(&thing)) cards.push_back(card->text);
    if (auto const* turn = std::get_if<TurnThing>(&thing)) turns.push_back(turn->position);
  }
  EXPECT_EQ(cards, (std::vector<std::string>{"b", "a"}));
  ASSERT_EQ(turns.size(), limits::turns_in_snapshot);
  EXPECT_EQ(turns.front(), 6);
  EXPECT_TRUE(std::holds_alternative<RoomThing>(things.front()));
}

TEST_F(Seen, of_who_left_the_whole_names_only_the_speakers_of_the_newest_turns) {
  evening.checks_views = false;
  auto const speak = [&](SeatId const& seat) {
    events(evening.ask(ada, GrantFloor{seat, {}}));
    events(evening.ask(seat, YieldFloor{}));
  };
  auto const early = evening.comes("Cem"), late = evening.comes("Dee");
  speak(early);
  for (std::size_t i = 1; i < limits::turns_in_snapshot; ++i) speak(bob);
  auto const names = [&] {
    std::vector<std::string> names;
    for (auto const& thing : room::whole(evening.room, evening.presence, {}, View::participant))
      if (auto const* seat = std::get_if<SeatThing>(&thing)) names.push_back(seat->name);
    return names;
  };
  events(evening.ask(early, LeaveRoom{}));
  EXPECT_EQ(names(), (std::vector<std::string>{"Ada", "Bob", "Cem", "Dee"}));
  speak(late);
  events(evening.ask(late, LeaveRoom{}));
  EXPECT_EQ(names(), (std::vector<std::string>{"Ada", "Bob", "Dee"}));
}

TEST_F(Seen, who_looks_back_reads_older_turns_page_by_page) {
  evening.checks_views = false;
  std::vector<TurnId> all;
  auto const speak = [&](SeatId const& seat) {
    events(evening.ask(ada, GrantFloor{seat, {}}));
    all.push_back(evening.turn());
    events(evening.ask(seat, YieldFloor{}));
  };
  auto const look = [&](TurnId const& before, room::Eyes eyes = View::participant) {
    return room::turns_before(evening.room, evening.presence, {}, before, eyes);
  };
  auto const early = evening.comes("Cem");
  speak(early);
  for (std::size_t i = 0; i < limits::earlier_turns_page + 4; ++i) speak(bob);
  events(evening.ask(early, LeaveRoom{}));
  auto const page = look(all.back());
  EXPECT_FALSE(page.is_all);
  ASSERT_EQ(page.things.size(), limits::earlier_turns_page);
  auto const first = std::get<TurnThing>(page.things.front()).id;
  EXPECT_EQ(first, all[4]);
  EXPECT_EQ(std::get<TurnThing>(page.things.back()).id, all[all.size() - 2]);
  auto const rest = look(first);
  EXPECT_TRUE(rest.is_all);
  ASSERT_EQ(rest.things.size(), 5u);
  EXPECT_EQ(std::get<SeatThing>(rest.things.front()).name, "Cem") << "who spoke then has gone";
  EXPECT_EQ(std::get<TurnThing>(rest.things[1]).id, all.front());
  EXPECT_TRUE(look(all.front()).is_all);
  EXPECT_TRUE(look(all.front()).things.empty());
  EXPECT_TRUE(look(TurnId{"onbekend"}).things.empty());
  // What is hidden is neither found nor counted, and nobody else can ask what was before it.
  events(evening.ask(ada, HideItem{{ItemKind::turn, all[2].value}, {"?"}}));
  EXPECT_EQ(look(first).things.size(), 4u);
  EXPECT_EQ(look(first, View::staff).things.size(), 5u);
  EXPECT_TRUE(look(all[2]).things.empty());
  EXPECT_EQ(look(all[2], View::staff).things.size(), 3u);
  EXPECT_EQ(look(all.back()).things.size(), limits::earlier_turns_page) << "the page is filled up";
}

TEST_F(Seen, an_unknown_thing_is_nothing) {
  for (auto const* type : {"phase", "seat", "turn", "column", "card", "maan"})
    EXPECT_FALSE(room::seen(evening.room, evening.presence, {}, {type, "onbekend"}, View::staff));
}

TEST_F(Seen, the_own_object_says_the_words_that_the_board_does_not) {
  auto const card = posts("bomen");
  EXPECT_EQ(room::own_cards(evening.room, bob).front().text, std::nullopt);
  events(evening.ask(ada, HideItem{{ItemKind::card, card.value}, {"?"}}));
  EXPECT_EQ(room::own_cards(evening.room, bob).front().text, "bomen");
  EXPECT_EQ(room::own_cards(evening.room, bob).front().hidden_because, "?") << "the author reads why";
}

TEST_F(Seen, who_is_removed_reads_why) {
  EXPECT_EQ(room::own(evening.room, evening.presence, bob).removed_because, std::nullopt);
  events(evening.ask(ada, RemoveSeat{bob, {"schelden"}}));
  EXPECT_EQ(room::own(evening.room, evening.presence, bob).removed_because, "schelden");
}

TEST_F(Seen, who_entered_a_card_for_somebody_keeps_it_among_the_own_cards) {
  auto const cem = evening.comes("Cem");
  evening.goes_to(ada, "schrijven");
  auto const posted = events(evening.ask(ada, PostCard{ColumnId{"dromen"}, {"een bak"}, cem}));
  auto const card = std::get<CardPosted>(posted.front()).card;
  ASSERT_EQ(room::own_cards(evening.room, ada).size(), 1u);
  EXPECT_EQ(room::own_cards(evening.room, ada).front().on_behalf_of, cem);
  EXPECT_EQ(room::own_cards(evening.room, ada).front().text, "een bak") << "a draft: nowhere else to read";
  EXPECT_EQ(room::own_cards(evening.room, cem).front().on_behalf_of, std::nullopt);
  EXPECT_TRUE(room::own_cards(evening.room, bob).empty());
  events(evening.ask(ada, RetractCard{card}));
  EXPECT_TRUE(room::own_cards(evening.room, ada).empty());
  EXPECT_TRUE(room::own_cards(evening.room, cem).empty());
}

TEST_F(Seen, a_card_that_the_staff_mended_says_so_to_everybody) {
  auto const card = posts("boomen");
  auto const is_corrected = [&] {
    auto const thing = room::seen(evening.room, evening.presence, {}, {"card", card.value}, View::participant);
    return std::get<CardThing>(*thing).is_corrected;
  };
  EXPECT_FALSE(is_corrected());
  events(evening.ask(ada, EditCard{card, {"bomen"}}));
  EXPECT_TRUE(is_corrected());
  events(evening.ask(bob, EditCard{card, {"veel bomen"}}));
  EXPECT_FALSE(is_corrected()) << "these are the author's own words again";
}

TEST_F(Seen, mending_what_was_entered_for_somebody_is_no_change_of_their_words) {
  auto const cem = evening.comes("Cem");
  auto const posted = events(evening.ask(ada, PostCard{ColumnId{"acties"}, {"een bak"}, cem}));
  auto const card = std::get<CardPosted>(posted.front()).card;
  events(evening.ask(ada, EditCard{card, {"een bank"}}));
  EXPECT_FALSE(evening.room.board.cards.at(card).is_corrected);
}

TEST_F(Seen, staff_see_since_when_somebody_is_in_trouble) {
  evening.now += 7'000;
  auto const told_at = evening.now;
  events(evening.ask(bob, SignalTrouble{Trouble::no_sound}));
  evening.now += 60'000;
  auto const look = [&](View view) {
    return std::get<SeatThing>(*room::seen(evening.room, evening.presence, {}, {"seat", bob.value}, view));
  };
  EXPECT_EQ(look(View::staff).trouble_since, told_at);
  EXPECT_EQ(look(View::participant).trouble_since, std::nullopt);
  events(evening.ask(ada, ClearTrouble{bob}));
  EXPECT_EQ(look(View::staff).trouble_since, std::nullopt);
}

// A hole between shown places would tell that there is a card which nobody may see.
TEST_F(Seen, a_card_that_was_never_shown_leaves_no_hole_when_its_author_changes_it) {
  evening.stopped_by_rule = TextReason::has_phone;
  auto const held = posts("bel 06");
  evening.ask(ada, HideItem{{ItemKind::card, held.value}, {"grof"}});
  evening.ask(bob, EditCard{held, {"bel maar"}});
  auto const shown = posts("bomen");
  EXPECT_EQ(evening.room.board.cards.at(shown).position, 1);
  evening.ask(ada, RestoreItem{{ItemKind::card, held.value}});
  EXPECT_EQ(evening.room.board.cards.at(held).position, 2);
}

}  // namespace
