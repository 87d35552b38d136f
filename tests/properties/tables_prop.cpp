// Tables as the composer makes them, on any number of plausible guests; and whole evenings at tables, in pairs and in
// fours, of people who come, move, call for help and write lines. Whatever they do, the room keeps its promises
// (Evening, tests/unit/room, checks after every event).

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "server/room/composer.hpp"
#include "server/room/floors.hpp"
#include "server/room/permissions.hpp"
#include "tests/unit/room/evening.hpp"

namespace {

using namespace protocol;
using evening::Evening;
using room::Guest;

struct GuestSigns {
  int side = 0, group = 0, first = 0, table = 0, host = 0;
};

std::vector<Guest> guests_of(std::vector<GuestSigns> const& signs, bool has_hosts = true) {
  std::vector<Guest> guests;
  for (auto const& one : signs) {
    Guest guest;
    guest.seat = SeatId{"s" + std::to_string(guests.size())};
    guest.side = one.side % 3 == 0 ? Side::online : Side::hall;
    guest.group = one.group % 4 == 0 ? Group::professionals : Group::residents;
    guest.is_first_time = one.first % 2 == 0;
    if (one.table > 0) guest.table = TableNumber{one.table};
    guest.is_host = has_hosts && one.host == 0 && one.table > 0;
    guests.push_back(guest);
  }
  return guests;
}

std::vector<GuestSigns> some_guests(int at_least = 1) {
  auto const sign = [](int below) { return rc::gen::inRange(0, below); };
  auto signs = *rc::gen::container<std::vector<GuestSigns>>(
      rc::gen::build<GuestSigns>(rc::gen::set(&GuestSigns::side, sign(6)), rc::gen::set(&GuestSigns::group, sign(8)),
                                 rc::gen::set(&GuestSigns::first, sign(4)), rc::gen::set(&GuestSigns::table, sign(9)),
                                 rc::gen::set(&GuestSigns::host, sign(6))));
  while (static_cast<int>(signs.size()) < at_least) signs.push_back({});
  return signs;
}

using Sizes = std::map<TableNumber, int>;

// Nobody twice, nobody left out; how many of those who fit sit at each table.
Sizes counted(std::vector<Guest> const& guests, room::TableSeats const& seats, auto fits) {
  std::map<SeatId, TableNumber> where;
  for (auto const& one : seats) RC_ASSERT(where.emplace(one.seat, one.table).second);
  RC_ASSERT(where.size() == guests.size());
  Sizes sizes;
  for (auto const& one : seats) sizes[one.table];
  for (auto const& guest : guests) {
    RC_ASSERT(where.contains(guest.seat));
    if (fits(guest)) ++sizes[where.at(guest.seat)];
  }
  return sizes;
}

int spread(Sizes const& sizes) {
  auto const [least, most] = std::ranges::minmax_element(sizes, {}, [](auto const& one) { return one.second; });
  return most->second - least->second;
}

room::TableWish a_wish(SideMix sides) {
  room::TableWish wish;
  wish.sides = sides;
  if (*rc::gen::arbitrary<bool>())
    wish.tables = *rc::gen::inRange(1, 12);
  else
    wish.size = *rc::gen::inRange(2, 9);
  return wish;
}

auto const anybody = [](Guest const&) { return true; };
auto const of = [](Side side) { return [side](Guest const& guest) { return guest.side == side; }; };

RC_GTEST_PROP(Composer, spreads_everybody_and_each_side_evenly, ()) {
  auto const guests = guests_of(some_guests(), false);
  auto const wish = a_wish(SideMix::mixed);
  auto const seats = room::compose(guests, wish, {});
  auto const sizes = counted(guests, seats, anybody);
  RC_ASSERT(spread(sizes) <= 1);
  RC_ASSERT(spread(counted(guests, seats, of(Side::hall))) <= 1);
  RC_ASSERT(spread(counted(guests, seats, of(Side::online))) <= 1);
  if (wish.tables) RC_ASSERT(std::ssize(sizes) == std::min<std::int64_t>(*wish.tables, std::ssize(guests)));
  for (auto const& [number, size] : sizes) RC_ASSERT(wish.tables || size <= wish.size);
  RC_ASSERT(room::compose(guests, wish, {}) == seats);
}

RC_GTEST_PROP(Composer, spreads_first_timers_of_one_kind_evenly, ()) {
  auto signs = some_guests();
  for (auto& one : signs) one.side = one.group = 1;
  auto const guests = guests_of(signs, false);
  auto const seats = room::compose(guests, a_wish(SideMix::mixed), {});
  RC_ASSERT(spread(counted(guests, seats, [](Guest const& guest) { return guest.is_first_time; })) <= 1);
}

RC_GTEST_PROP(Composer, leaves_hosts_where_they_are, ()) {
  auto const guests = guests_of(some_guests());
  auto const wish = a_wish(*rc::gen::arbitrary<bool>() ? SideMix::mixed : SideMix::apart);
  auto const seats = room::compose(guests, wish, {{4}, {5}});
  auto const sizes = counted(guests, seats, anybody);
  if (wish.sides == SideMix::mixed) RC_ASSERT(spread(sizes) <= 1);
  std::set<TableNumber> hosted;
  for (auto const& guest : guests)
    if (guest.is_host && sizes.contains(*guest.table)) hosted.insert(*guest.table);
  if (wish.sides == SideMix::apart) return;
  for (auto const& number : hosted)
    RC_ASSERT(std::ranges::any_of(guests, [&](Guest const& guest) {
      return guest.is_host && guest.table == number &&
             std::ranges::find(seats, TableSeat{guest.seat, number}) != seats.end();
    }));
}

RC_GTEST_PROP(Composer, keeps_the_sides_apart_and_each_evenly_spread, ()) {
  auto const guests = guests_of(some_guests(), false);
  auto const seats = room::compose(guests, a_wish(SideMix::apart), {});
  auto const all = counted(guests, seats, anybody);
  if (all.size() < 2) return;
  auto hall = counted(guests, seats, of(Side::hall));
  auto online = counted(guests, seats, of(Side::online));
  for (auto const& [number, size] : all) RC_ASSERT(hall[number] == 0 || online[number] == 0);
  for (auto* side : {&hall, &online}) {
    std::erase_if(*side, [](auto const& one) { return one.second == 0; });
    if (!side->empty()) RC_ASSERT(spread(*side) <= 1);  // inside, an "or" would ask both
  }
}

// Who of these sits where the companion does.
int together(std::vector<Guest> const& guests, room::TableSeats const& seats) {
  std::map<SeatId, TableNumber> where;
  for (auto const& one : seats) where[one.seat] = one.table;
  return static_cast<int>(std::ranges::count_if(
      guests, [&](Guest const& guest) { return guest.together && where[guest.seat] == where[*guest.together]; }));
}

void want_to_sit_together(std::vector<Guest>& guests, std::size_t pairs) {
  for (std::size_t at = 0; at < pairs; ++at) {
    auto& one = guests[at];
    auto& other = guests[guests.size() - 1 - at];
    one.together = other.seat;
    other.together = one.seat;
  }
}

RC_GTEST_PROP(Composer, seats_two_together_who_want_to_and_keeps_sizes, ()) {
  auto guests = guests_of(some_guests(4), false);
  auto const wish = a_wish(SideMix::mixed);
  auto const before = room::compose(guests, wish, {});
  want_to_sit_together(guests, 1);
  auto const seats = room::compose(guests, wish, {});
  auto const sizes = counted(guests, seats, anybody);
  RC_ASSERT(sizes == counted(guests, before, anybody));
  auto const smallest = std::ranges::min_element(sizes, {}, [](auto const& one) { return one.second; });
  if (smallest->second > 1) RC_ASSERT(together(guests, seats) == 2);
}

RC_GTEST_PROP(Composer, brings_more_together_of_many_who_want_to, ()) {
  auto guests = guests_of(some_guests(4));
  auto const sides = *rc::gen::arbitrary<bool>() ? SideMix::mixed : SideMix::apart;
  auto const wish = a_wish(sides);
  auto const apart = room::compose(guests, wish, {});
  want_to_sit_together(guests, static_cast<std::size_t>(*rc::gen::inRange(1, 1 + static_cast<int>(guests.size()) / 2)));
  auto const seats = room::compose(guests, wish, {});
  RC_ASSERT(counted(guests, seats, anybody) == counted(guests, apart, anybody));
  RC_ASSERT(together(guests, seats) >= together(guests, apart));
  for (auto const& guest : guests)
    if (guest.is_host && std::ranges::find(apart, TableSeat{guest.seat, *guest.table}) != apart.end())
      RC_ASSERT(std::ranges::find(seats, TableSeat{guest.seat, *guest.table}) != seats.end());
  RC_ASSERT(room::compose(guests, wish, {}) == seats);
}

RC_GTEST_PROP(Groups, puts_two_together_who_want_to, ()) {
  auto guests = guests_of(some_guests(4), false);
  auto const sides = *rc::gen::arbitrary<bool>() ? SideMix::mixed : SideMix::apart;
  want_to_sit_together(guests, 1);
  auto const is_of_one_side = guests.front().side == guests.back().side;
  bool has_met = false;
  for (auto const& pair : room::pairs_of(guests, sides)) {
    auto const sits = [&](Guest const& guest) {
      return std::ranges::find(pair.people, guest.seat) != pair.people.end();
    };
    has_met = has_met || (sits(guests.front()) && sits(guests.back()));
  }
  RC_ASSERT(has_met || (sides == SideMix::apart && !is_of_one_side));
}

RC_GTEST_PROP(Groups, are_pairs_and_threes_and_two_pairs_make_a_four, ()) {
  auto const guests = guests_of(some_guests(2), false);
  auto const sides = *rc::gen::arbitrary<bool>() ? SideMix::mixed : SideMix::apart;
  auto const pairs = room::pairs_of(guests, sides);
  std::set<SeatId> seen;
  std::map<SeatId, std::size_t> pair_of;
  std::size_t threes = 0;
  for (std::size_t at = 0; at < pairs.size(); ++at) {
    RC_ASSERT(pairs[at].people.size() == 2 || pairs[at].people.size() == 3);
    threes += pairs[at].people.size() == 3 ? 1 : 0;
    for (auto const& id : pairs[at].people) RC_ASSERT(seen.insert(id).second);
    for (auto const& id : pairs[at].people) pair_of[id] = at;
  }
  RC_ASSERT(seen.size() == guests.size());
  RC_ASSERT(threes <= (sides == SideMix::mixed ? 1u : 2u));
  std::set<SeatId> again;
  for (auto const& four : room::fours_of(pairs, sides)) {
    RC_ASSERT(four.people.size() >= 2 && four.people.size() <= 8);
    std::set<std::size_t> whole;
    for (auto const& id : four.people) {
      RC_ASSERT(again.insert(id).second);
      whole.insert(pair_of.at(id));
    }
    std::size_t people = 0;
    for (auto const at : whole) people += pairs[at].people.size();
    RC_ASSERT(people == four.people.size());
  }
  RC_ASSERT(again == seen);
}

RC_GTEST_PROP(Rotation, moves_everybody_but_the_hosts_and_keeps_tables_equal, ()) {
  auto signs = some_guests(9);
  auto const tables = *rc::gen::inRange(3, 9);
  for (std::size_t at = 0; at < signs.size(); ++at) signs[at].table = 1 + static_cast<int>(at) % tables;
  auto guests = guests_of(signs);
  std::set<TableNumber> hosted;
  for (auto& guest : guests) guest.is_host = guest.is_host && hosted.insert(*guest.table).second;
  if (guests.size() < static_cast<std::size_t>(2 * tables)) return;
  auto const met = [](SeatId const&, SeatId const&) { return false; };
  auto const seats = room::rotated(guests, met);
  std::map<SeatId, TableNumber> to;
  for (auto const& one : seats) RC_ASSERT(to.emplace(one.seat, one.table).second);
  Sizes sizes;
  for (auto const& guest : guests) {
    RC_ASSERT(to.contains(guest.seat) != guest.is_host);
    RC_ASSERT((guest.is_host || to.at(guest.seat) != *guest.table));
    ++sizes[guest.is_host ? *guest.table : to.at(guest.seat)];
  }
  RC_ASSERT(sizes.size() == static_cast<std::size_t>(tables));
  RC_ASSERT(spread(sizes) <= 1);
  RC_ASSERT(room::rotated(guests, met) == seats);
}

// Three at each of four tables, once on: everybody goes another way than the others of that table.
TEST(Rotation, brings_people_together_who_did_not_sit_together_yet) {
  Evening evening("cafe");
  evening.checks_views = false;
  auto const ada = evening.leads("Ada");
  std::vector<SeatId> people;
  for (int at = 0; at < 12; ++at) people.push_back(evening.comes("P" + std::to_string(at), Side::hall, 1 + at / 3));
  std::map<std::set<SeatId>, int> together;
  auto const note = [&] {
    for (auto const& [number, table] : evening.room.tables)
      for (auto const& one : table.people)
        for (auto const& other : table.people)
          if (one < other) ++together[{one, other}];
  };
  note();
  evening::events(evening.ask(ada, RotateTables{{evening.room.sittings}}));
  note();
  EXPECT_TRUE(std::ranges::all_of(together, [](auto const& pair) { return pair.second == 1; }));
  EXPECT_EQ(together.size(), 24u) << "three pairs a table, four tables, twice";
}

struct TableStep {
  int who = 0, what = 0, on = 0;
};

class AtTables {
 public:
  AtTables() : evening("tafels"), ada_(evening.leads("Ada")) {
    for (int at = 0; at < 7; ++at) {
      auto const side = at % 3 ? Side::hall : Side::online;
      seats_.push_back(evening.comes("P" + std::to_string(at), side, 1 + at % 3));
    }
    evening.ask(ada_, AssignRole{seats_[0], Role::table_host});
    seats_.push_back(evening.by_proxy(ada_, "Opa"));
  }

  void go(TableStep const& step) {
    evening.wait(1'000 * (step.on % 5));
    auto const me = seats_[static_cast<std::size_t>(step.who) % seats_.size()];
    auto const other = seats_[static_cast<std::size_t>(step.on) % seats_.size()];
    static std::vector<std::string> const phases{"tafels", "tweetallen", "viertallen", "cafe",
                                                 "wissel", "gemengd",    "praten",     "tafelrondje"};
    auto const& next = phases[static_cast<std::size_t>(step.on) % phases.size()];
    switch (step.what) {
      case 0:
      case 1:
        evening.ask(ada_,
                    StartPhase{PhaseId{next}, evening.room.script.phases.at(*evening.room.script.running).plan.id});
        break;
      case 2: come(step); break;
      case 3: evening.ask(me, LeaveRoom{}); break;
      case 4: evening.ask(ada_, SeatAtTable{me, some_table(step)}); break;
      case 5: evening.ask(ada_, ComposeTables{Whole<1, 99>{1 + step.on % 4}, {}, mix(step)}); break;
      case 6: evening.ask(ada_, ApplyTables{{evening.room.proposals}}); break;
      case 7: evening.ask(ada_, RotateTables{{evening.room.sittings}}); break;
      case 8: evening.ask(me, CallForHelp{}); break;
      case 9: evening.ask(ada_, AnswerHelp{some_table(step)}); break;
      case 10: evening.ask(step.on % 2 ? me : ada_, EndHelp{some_table(step)}); break;
      case 11: evening.ask(ada_, MessageTables{{"nog " + std::to_string(step.on)}}); break;
      case 12: evening.ask(me, WriteLine{{"regel " + std::to_string(step.on)}, {}}); break;
      case 13: retract(me); break;
      case 14: evening.ask(me, RequestFloor{}); break;
      case 15: grant(me); break;
      case 16: evening.ask(ada_, StartRound{}); break;
      case 17: evening.ask(ada_, AssignRole{me, step.on % 2 ? Role::table_host : Role::participant}); break;
      case 18:
        evening.ask(me, ChangeSide{step.on % 2 ? Side::hall : Side::online, TableNumber{1 + step.on % 4}});
        break;
      case 19: evening.ask(ada_, step.on % 4 ? Command{RemoveSeat{other, {"grof"}}} : Command{PauseRoom{}}); break;
      case 20: evening.ask(me, EraseSeat{me}); break;
      case 21: evening.ask(me, YieldFloor{}); break;
      case 22: evening.ask(ada_, EraseSeat{ada_}); break;
      default: evening.ask(ada_, ResumeRoom{}); break;
    }
    evening.settle();
  }

  Evening evening;

 private:
  static SideMix mix(TableStep const& step) { return step.who % 2 ? SideMix::mixed : SideMix::apart; }
  TableNumber some_table(TableStep const& step) const {
    std::vector<TableNumber> numbers{{1 + step.on % 4}};
    for (auto const& [number, table] : evening.room.tables) numbers.push_back(number);
    return numbers[static_cast<std::size_t>(step.on) % numbers.size()];
  }
  void come(TableStep const& step) {
    auto const table = step.on % 3 ? std::nullopt : std::optional{1 + step.on % 4};
    seats_.push_back(
        evening.comes("Nog" + std::to_string(seats_.size()), step.on % 2 ? Side::hall : Side::online, table));
  }
  void retract(SeatId const& me) {
    auto const found = evening.room.board.by_author.find(me);
    if (found != evening.room.board.by_author.end()) evening.ask(me, RetractCard{found->second.back()});
  }
  void grant(SeatId const& me) {
    auto const* floor = room::floor_of(evening.room, me);
    auto const after = floor && floor->speaker ? std::optional{floor->speaker->turn} : std::nullopt;
    evening.ask(ada_, GrantFloor{me, after});
  }

  SeatId ada_;
  std::vector<SeatId> seats_;
};

RC_GTEST_PROP(Tables, hold_whatever_people_do, ()) {
  auto const steps = *rc::gen::container<std::vector<TableStep>>(rc::gen::build<TableStep>(
      rc::gen::set(&TableStep::who, rc::gen::inRange(0, 10)), rc::gen::set(&TableStep::what, rc::gen::inRange(0, 24)),
      rc::gen::set(&TableStep::on, rc::gen::inRange(0, 40))));
  AtTables tables;
  for (auto const& step : steps) {
    tables.go(step);
    for (auto const& fault : tables.evening.faults) RC_FAIL(fault);
    // In pairs or fours everybody who goes round has a group.
    auto const& room = tables.evening.room;
    if (!room::is_grouped(room)) continue;
    std::size_t people = 0;
    for (auto const& [number, table] : room.tables) people += table.people.size();
    std::size_t grouped = 0;
    for (auto const& [number, id] : room.live) {
      auto const& seat = room.seats.at(id);
      RC_ASSERT(!room::goes_round(seat.role) || seat.group);
      grouped += seat.group ? 1 : 0;
    }
    RC_ASSERT(grouped == people);
  }
}

}  // namespace
