// What happens at the limits, at the door and with a repeated command: rules that a story tells badly.

#include <gtest/gtest.h>

#include "server/room/evolve.hpp"
#include "server/room/invariants.hpp"
#include "server/room/seats.hpp"
#include "server/room/tickets.hpp"
#include "tests/unit/room/evening.hpp"

namespace {

using namespace protocol;
using namespace evening;

RulesVersion const accepts{limits::house_rules_version};

struct Limits : testing::Test {
  Evening evening{"bord"};
  SeatId ada = evening.leads("Ada");

  // Many people at once: views are checked elsewhere.
  Limits() { evening.checks_views = false; }
  void TearDown() override { EXPECT_EQ(evening.faults, std::vector<std::string>{}); }
};

TEST_F(Limits, the_queue_takes_so_many_hands_and_no_more) {
  for (std::size_t i = 0; i < limits::queue_length_max; ++i)
    events(evening.ask(evening.comes("N" + std::to_string(i)), RequestFloor{}));
  EXPECT_EQ(refusal(evening.ask(evening.comes("te laat"), RequestFloor{})), Refusal::queue_full);
}

TEST_F(Limits, nobody_chooses_the_number_of_a_group) {
  TableNumber const group{limits::table_number_max + 1};
  auto const bob = evening.comes("Bob");
  EXPECT_EQ(refusal(evening.ask(room::AtTheDoor{}, Join{{}, Side::hall, group, accepts}, "Cor")),
            Refusal::table_unknown);
  EXPECT_EQ(refusal(evening.ask(bob, ChangeSide{Side::hall, group})), Refusal::table_unknown);
  EXPECT_EQ(refusal(evening.ask(ada, AddProxy{{}, group}, "Dia")), Refusal::table_unknown);
  EXPECT_EQ(refusal(evening.ask(ada, OfferTablet{group})), Refusal::table_unknown);
}

TEST_F(Limits, a_full_room_still_lets_in_who_leads) {
  for (auto i = evening.room.seats.size(); i < limits::seats_max; ++i) {
    SeatTaken taken;
    taken.seat = SeatId{"s" + std::to_string(i)};
    taken.number = evening.room.seats_taken + 1;
    room::evolve(evening.room, {evening.room.seq + 1, evening.now, std::nullopt, taken});
  }
  EXPECT_EQ(refusal(evening.ask(room::AtTheDoor{}, Join{{}, Side::hall, {}, accepts}, "Bob")), Refusal::room_full);
  EXPECT_EQ(refusal(evening.ask(ada, AddProxy{}, "Bob")), Refusal::room_full);
  EXPECT_EQ(refusal(evening.ask(room::Office{}, TakeStaffSeat{Role::facilitator, {}, accepts}, "Cor")), std::nullopt);
}

// Whoever left makes room for another, until so many have come and gone that the room would not fit in memory.
TEST_F(Limits, seats_that_ended_make_room_but_not_for_ever) {
  auto const happens = [&](Event event) {
    room::evolve(evening.room, {evening.room.seq + 1, evening.now, std::nullopt, std::move(event)});
  };
  auto const id = [](std::size_t number) { return SeatId{"s" + std::to_string(number)}; };
  std::size_t next = 1, oldest = 1;
  for (auto& seats = evening.room.seats; seats.size() < limits::seats_ever_max - 1; ++next) {
    bool const is_full = seats.size() >= limits::seats_max;
    ASSERT_EQ(room::seats::is_full(evening.room), is_full);
    if (is_full) happens(SeatLeft{id(oldest++)});
    ASSERT_FALSE(room::seats::is_full(evening.room)) << "who left made room";
    SeatTaken taken;
    taken.seat = id(next);
    taken.number = evening.room.seats_taken + 1;
    happens(taken);
  }
  auto const joins = [&](std::string const& name) {
    return refusal(evening.ask(room::AtTheDoor{}, Join{{}, Side::hall, {}, accepts}, name));
  };
  EXPECT_EQ(joins("Bob"), Refusal::room_full) << "two thousand are here";
  happens(SeatLeft{id(oldest++)});
  EXPECT_EQ(joins("Bob"), std::nullopt);
  happens(SeatLeft{id(oldest++)});
  EXPECT_EQ(joins("Cor"), Refusal::room_full) << "ten thousand have been here";
  EXPECT_EQ(room::broken(evening.room), std::vector<std::string>{});
}

TEST_F(Limits, a_turn_takes_so_many_words_and_a_line_break_between) {
  auto const bob = evening.comes("Bob");
  events(evening.ask(ada, GrantFloor{bob, {}}));
  auto const half = std::string(limits::words_bytes_max / 2, 'a');
  events(evening.ask(bob, Say{{half}}));
  EXPECT_EQ(refusal(evening.ask(bob, Say{{half}})), Refusal::turn_text_full);
  events(evening.ask(bob, Say{{half.substr(1)}}));
  EXPECT_EQ(evening.room.talk.turns.back().words.size(), limits::words_bytes_max);
  EXPECT_EQ(refusal(evening.ask(bob, Say{{""}})), Refusal::text_empty);
}

TEST_F(Limits, open_tickets_are_counted_until_used_or_expired) {
  for (std::size_t i = 0; i < limits::tickets_open_max; ++i) events(evening.ask(ada, OfferScreen{}));
  EXPECT_EQ(refusal(evening.ask(room::Office{}, OfferScreen{})), Refusal::too_many_tickets);
  evening.now += room::tickets::invitation_life_ms;
  EXPECT_EQ(refusal(evening.ask(room::Office{}, OfferScreen{})), std::nullopt);
}

TEST_F(Limits, old_house_rules_are_not_enough) {
  Join const join{{}, Side::hall, {}, {limits::house_rules_version + 1}};
  auto const denied = evening.ask(room::AtTheDoor{}, join, "Bob");
  EXPECT_EQ(std::get<room::Denied>(denied), (room::Denied{Refusal::house_rules_changed, "accepts"}));
}

TEST_F(Limits, a_name_of_staff_is_refused_with_its_path) {
  auto const denied = evening.ask(room::AtTheDoor{}, Join{{}, Side::hall, {}, accepts}, "ADA");
  EXPECT_EQ(std::get<room::Denied>(denied), (room::Denied{Refusal::name_is_staff, "name"}));
  events(evening.ask(ada, LeaveRoom{}));
  EXPECT_EQ(refusal(evening.ask(room::AtTheDoor{}, Join{{}, Side::hall, {}, accepts}, "ADA")), std::nullopt);
}

TEST_F(Limits, without_a_seat_only_the_door_is_open) {
  EXPECT_EQ(refusal(evening.ask(room::AtTheDoor{}, RequestFloor{})), Refusal::not_seated);
  EXPECT_EQ(refusal(evening.ask(SeatId{"niemand"}, RequestFloor{})), Refusal::not_seated);
  EXPECT_EQ(refusal(evening.ask(room::Office{}, RequestFloor{})), Refusal::not_allowed);
  EXPECT_EQ(refusal(evening.ask(ada, Join{{}, Side::hall, {}, accepts}, "Nog een")), Refusal::not_allowed);
}

TEST_F(Limits, a_staff_ticket_gives_its_own_role_once) {
  auto const offer = evening.ask(ada, OfferStaffSeat{Role::remote_host});
  auto const ticket = std::get<TicketOffered>(events(offer).front()).ticket;
  auto context = evening.context(room::AtTheDoor{ticket}, "Gea");
  context.device = DeviceId{"laptop"};
  auto const decision = room::decide(evening.room, TakeStaffSeat{Role::coordinator, {}, accepts}, context);
  ASSERT_EQ(events(decision).size(), 2u);
  evening.happen(events(decision));
  auto const& gea = evening.room.seats.at(std::get<SeatTaken>(events(decision)[0]).seat);
  EXPECT_EQ(gea.role, Role::remote_host);
  EXPECT_EQ(gea.side, Side::hall);
  EXPECT_EQ(gea.devices, std::vector<DeviceId>{DeviceId{"laptop"}});
  EXPECT_EQ(refusal(evening.ask(room::AtTheDoor{ticket}, TakeStaffSeat{Role::facilitator, {}, accepts}, "Nep")),
            Refusal::ticket_used);
  EXPECT_EQ(refusal(evening.ask(room::AtTheDoor{}, TakeStaffSeat{Role::facilitator, {}, accepts}, "Nep")),
            Refusal::ticket_unknown);
  EXPECT_EQ(refusal(evening.ask(ada, OfferStaffSeat{Role::participant})), Refusal::not_allowed);
  events(evening.ask(ada, RevokeDevice{DeviceId{"laptop"}}));
  EXPECT_TRUE(evening.room.seats.at(gea.id).devices.empty());
  EXPECT_EQ(refusal(evening.ask(ada, RevokeDevice{DeviceId{"laptop"}})), Refusal::device_unknown);
}

TEST_F(Limits, an_answered_command_is_known_again_and_another_content_is_noticed) {
  auto const bob = evening.comes("Bob");
  evening.happen({FloorRequested{bob, {}, evening.now}}, Cause{bob, CommandId{"een"}, "print"});
  EXPECT_EQ(room::repeat(evening.room, bob, CommandId{"een"}, "print"), room::Repeat::same);
  EXPECT_EQ(room::repeat(evening.room, bob, CommandId{"een"}, "anders"), room::Repeat::different);
  EXPECT_EQ(room::repeat(evening.room, ada, CommandId{"een"}, "print"), std::nullopt);
}

TEST_F(Limits, a_join_is_known_again_at_the_door_with_the_seat_it_made) {
  auto const decision =
      room::decide(evening.room, Join{{}, Side::hall, {}, accepts}, evening.context(room::AtTheDoor{}, "Bob"));
  auto const seat = std::get<SeatTaken>(events(decision).front()).seat;
  evening.happen(events(decision), Cause{seat, CommandId{"geheim"}, "print"});
  EXPECT_EQ(room::repeat(evening.room, SeatId{}, CommandId{"geheim"}, "print"), room::Repeat::same);
  EXPECT_EQ(evening.room.joined.at(CommandId{"geheim"}), seat);
  // A proxied seat is made from inside: the id belongs to who entered it and opens no seat.
  auto const opa = room::decide(evening.room, AddProxy{}, evening.context(room::InSeat{ada}, "Opa"));
  evening.happen(events(opa), Cause{ada, CommandId{"gewoon"}, "print"});
  EXPECT_EQ(room::repeat(evening.room, ada, CommandId{"gewoon"}, "print"), room::Repeat::same);
  EXPECT_FALSE(evening.room.joined.contains(CommandId{"gewoon"}));
}

TEST_F(Limits, an_erased_name_leaves_no_label_and_no_namesakes) {
  for (auto const* id : {"een", "twee"}) {
    SeatTaken taken;
    taken.seat = SeatId{id};
    taken.name = {SeatId{id}, "", "", true};
    taken.number = evening.room.seats_taken + 1;
    evening.happen({taken});
  }
  auto const thing = room::seen(evening.room, evening.presence, {}, {"seat", "een"}, View::staff);
  EXPECT_EQ(std::get<SeatThing>(*thing).label, "");
}

}  // namespace
