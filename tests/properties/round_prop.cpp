// Rounds of plausible people: they speak, pass, do not answer, lose their line and come back, come late and go home.
// Whatever they do: in the first time round nobody is asked twice, in all nobody more than twice, a second time only
// who passed or was away, and everybody who can be reached gets a chance.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <rapidcheck/gtest.h>

#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "tests/unit/room/evening.hpp"

namespace {

using namespace protocol;
using evening::Evening;

struct Round {
  Evening evening;
  SeatId ada;
  std::vector<SeatId> seats;

  explicit Round(std::string const& phase) : evening(phase), ada(evening.leads("Ada")) {
    evening.checks_views = false;
    for (auto const* name : {"Bob", "Cem", "Els"}) seats.push_back(evening.comes(name));
    seats.push_back(evening.comes("Uli", Side::hall));
    seats.push_back(evening.comes("Tom", Side::hall));
    evening.ask(ada, AssignRole{seats.back(), Role::table_host});
    evening.ask(ada, StartRound{});
  }

  bool runs() const { return evening.room.floor.round.has_value(); }
  std::vector<SeatId> asked_again() const {
    if (!runs()) return {};
    auto const& kept = *evening.room.floor.round;
    if (!kept.is_second) return kept.again;
    auto seats = kept.to_come;
    std::erase_if(seats, [&](SeatId const& seat) { return evening.room.seats.at(seat).role != Role::participant; });
    return seats;
  }
  SeatId who(int on) const { return seats[static_cast<std::size_t>(on) % seats.size()]; }

  void go(int what, int on) {
    evening.wait(1'000 * (1 + on % 7));
    auto const speaker = runs() ? evening.room.floor.speaker->seat : ada;
    auto const turn = runs() ? evening.turn() : TurnId{"geen"};
    switch (what) {
      case 0:
      case 1: evening.ask(speaker, YieldFloor{}); break;
      case 2:
      case 3: evening.ask(speaker, Pass{}); break;
      case 4: evening.ask(ada, SkipUnanswered{turn}); break;
      case 5:
        if (!evening.presence.here.erase(who(on))) evening.presence.here.insert(who(on));
        break;
      case 6: seats.push_back(evening.comes("Nog" + std::to_string(seats.size()))); break;
      case 7: evening.ask(who(on), LeaveRoom{}); break;
      case 8: evening.ask(ada, GrantFloor{who(on), turn}); break;
      default: evening.ask(speaker, Say{{"woorden"}}); break;
    }
    evening.settle();
  }
};

// What the events tell, apart from what the room keeps.
struct Told {
  std::map<SeatId, int> asked, asked_by_room_first;
  std::set<SeatId> said_no;
  std::optional<SeatId> last_no;  // and nobody was asked since: then the room does not ask the same person again
  bool is_second = false;
  bool has_ended = false;

  void take(Event const& event) {
    if (has_ended) return;
    if (auto const* second = std::get_if<SecondChanceBegun>(&event)) {
      RC_ASSERT(!is_second);
      is_second = true;
      std::set<SeatId> const once(second->order.begin(), second->order.end());
      RC_ASSERT(once.size() == second->order.size());
      for (auto const& seat : second->order) RC_ASSERT(asked[seat] == 0 || said_no.contains(seat));
    }
    if (auto const* granted = std::get_if<FloorGranted>(&event); granted && granted->is_in_round) {
      RC_ASSERT(++asked[granted->seat] <= 2);
      if (asked[granted->seat] == 2) RC_ASSERT(said_no.contains(granted->seat));
      if (!is_second && !granted->by) RC_ASSERT(++asked_by_room_first[granted->seat] == 1);
    }
    if (auto const* granted = std::get_if<FloorGranted>(&event)) {
      RC_ASSERT(granted->by || granted->seat != last_no);
      last_no.reset();
    }
    if (auto const* ended = std::get_if<TurnEnded>(&event)) {
      bool const is_no = ended->how == TurnEnd::passed || ended->how == TurnEnd::unanswered;
      if (is_no) said_no.insert(ended->seat), last_no = ended->seat;
    }
    if (std::holds_alternative<RoundEnded>(event)) has_ended = true;
  }
};

RC_GTEST_PROP(Round, asks_everybody_once_and_who_said_no_once_more, ()) {
  Round round(*rc::gen::element<std::string>("rondje", "inchecken"));
  auto const steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 10), rc::gen::inRange(0, 20)));
  for (auto const& [what, on] : steps)
    if (round.runs()) round.go(what, on);
  while (round.runs()) round.go(0, 0);
  Told told;
  for (auto const& record : round.evening.journal) told.take(record.event);
  for (auto const& fault : round.evening.faults) RC_FAIL(fault);
  auto const& room = round.evening.room;
  for (auto const& [number, id] : room.live) {
    if (!room::goes_round(room.seats.at(id).role)) continue;
    if (room::is_reachable(room, round.evening.presence, id)) RC_ASSERT(told.asked[id] > 0);
  }
}

// Nobody's screen shows who is asked once more, not even that of who leads.
RC_GTEST_PROP(Round, tells_nobody_who_said_no, ()) {
  Round round("rondje");
  auto const steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 10), rc::gen::inRange(0, 20)));
  for (auto const& [what, on] : steps) {
    if (!round.runs()) break;
    round.go(what, on);
    auto const& evening = round.evening;
    for (auto const view : {View::participant, View::staff, View::hall_screen, View::observer}) {
      auto const thing = *room::seen(evening.room, evening.presence, {}, {"floor", "floor"}, view);
      auto const& floor = std::get<FloorThing>(thing);
      for (auto const& seat : round.asked_again()) {
        RC_ASSERT(floor.next != seat);
        if (floor.round) RC_ASSERT(std::ranges::find(floor.round->to_come, seat) == floor.round->to_come.end());
      }
    }
  }
}

}  // namespace
