// Evenings of plausible people: they raise hands, lose their line, write, lead, tap twice. Whatever they do, the room
// keeps its promises. Evening (tests/unit/room) checks after every event that the invariants hold, that touched() and
// own_touched() named every change, and that due() and tick() agree; here are the promises over whole evenings.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <rapidcheck/gtest.h>

#include "server/room/fair_order.hpp"
#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "tests/properties/dot_acts.hpp"
#include "tests/properties/screens_keep.hpp"
#include "tests/properties/theme_acts.hpp"
#include "tests/properties/turn_clocks.hpp"
#include "tests/unit/room/evening.hpp"

namespace {

using namespace protocol;
using evening::Evening;

// One thing that somebody does, as plain numbers, so that rapidcheck can shrink an evening.
struct Step {
  int who = 0;
  int what = 0;
  int on = 0;
  int seconds = 0;
};

void showValue(Step const& step, std::ostream& out) {
  out << "{" << step.who << ", " << step.what << ", " << step.on << ", " << step.seconds << "}";
}

rc::Gen<Step> a_step() {
  return rc::gen::build<Step>(
      rc::gen::set(&Step::who, rc::gen::inRange(0, 12)), rc::gen::set(&Step::what, rc::gen::inRange(0, 46)),
      rc::gen::set(&Step::on, rc::gen::inRange(0, 40)), rc::gen::set(&Step::seconds, rc::gen::inRange(0, 45)));
}

template <class List>
auto pick(List const& list, int on) {
  return list[static_cast<std::size_t>(on) % list.size()];
}

class People {
 public:
  explicit People(Evening& evening) : evening_(evening) {
    seats_.push_back(evening.leads("Ada"));
    for (auto const* name : {"Bob", "Cem", "Els"}) seats_.push_back(evening.comes(name));
    seats_.push_back(evening.comes("Uli", Side::hall, 3));
    evening.ask(seats_[0], AssignRole{seats_[4], Role::table_host});
  }

  void go(Step const& step) {
    evening_.wait(step.seconds * 1000);
    step_ = step;
    auto const me = pick(seats_, step.who);
    if (step.what < 26) {
      as_anybody(me);
    } else {
      as_leader(pick(seats_, step.who % 3 == 0 ? step.who : 0));
    }
    evening_.settle();
  }

 private:
  room::Room const& room() const { return evening_.room; }
  SeatId whom() const { return pick(seats_, step_.on); }
  TurnId some_turn() const {
    auto const& turns = evening_.room.talk.turns;
    return turns.empty() ? TurnId{"geen"} : pick(turns, static_cast<int>(turns.size()) - 1 + step_.on % 3).id;
  }
  // Of the whole room, or while the talk is at tables of one of them.
  room::Floor const& floor() const {
    auto const floors = room::floors_now(evening_.room);
    return floors.empty() ? evening_.room.floor : *pick(floors, step_.on / 2);
  }
  std::optional<TurnId> runs() const {
    auto const& speaker = floor().speaker;
    return speaker ? std::optional(speaker->turn) : std::nullopt;
  }
  TurnId running_turn() const { return runs().value_or(TurnId{"geen"}); }
  CardId some_card() const {
    std::vector<CardId> ids;
    for (auto const& [id, card] : evening_.room.board.cards) ids.push_back(id);
    std::sort(ids.begin(), ids.end());
    return ids.empty() ? CardId{"geen"} : pick(ids, step_.on);
  }
  ColumnId some_column() const { return pick(columns_, step_.on); }
  PhaseId some_phase() const { return pick(evening_.room.script.phases, step_.on).plan.id; }
  PhaseId phase_now() const { return evening_.room.script.phases.at(*evening_.room.script.running).plan.id; }
  Item some_item() const {
    return step_.on % 2 ? Item{ItemKind::card, some_card().value} : Item{ItemKind::turn, some_turn().value};
  }
  Stretch stretch() const {
    return pick(std::vector{Stretch::usual, Stretch::half_more, Stretch::twice}, step_.on / 2);
  }
  std::optional<SeatId> next() const { return room::next_up(evening_.room, floor(), evening_.presence); }
  std::string some_name() const { return pick(names_, step_.on); }
  std::optional<SeatId> speaker() const {
    return floor().speaker ? std::optional(floor().speaker->seat) : std::nullopt;
  }
  void as_speaker(Command const& command) {
    if (auto const seat = speaker()) evening_.ask(*seat, command);
  }

  void seated(room::Decision const& decision) {
    if (evening::refusal(decision)) return;
    auto const& taken = std::get<SeatTaken>(evening::events(decision).front());
    seats_.push_back(taken.seat);
    if (!taken.is_proxied) evening_.presence.here.insert(taken.seat);
  }

  // Home, or forgotten: by the own wish or by the office.
  void goes(SeatId const& me) {
    if (step_.on % 4 == 0) evening_.ask(me, LeaveRoom{});
    if (step_.on % 8 == 1) evening_.ask(me, EraseSeat{me});
    if (step_.on % 8 == 3) evening_.ask(room::Office{}, EraseSeat{whom()});
  }

  // Half of what is done in a phase with a form of its own is what only that form has.
  bool did_as_the_form_has_it(SeatId const& me) {
    auto const& plan = evening_.room.script.phases.at(*evening_.room.script.running).plan;
    auto const other = step_.on % 4 == 0 ? std::optional(whom()) : std::nullopt;
    auto const newest = ProposalNumber{std::max<std::int64_t>(1, std::ssize(evening_.room.put_proposals))};
    auto const answer = static_cast<Consent>(step_.on % 3);
    auto const& bearer = evening_.room.floor.voice.bearer;
    bool const is_form = plan.floor == FloorMode::free || plan.proposal || plan.says_back || plan.voice;
    if (!is_form || step_.on % 2) return false;
    switch (step_.what % 8) {
      case 0: evening_.ask(me, TakeChair{other}); break;
      case 1: evening_.ask(me, LeaveChair{other}); break;
      case 2: evening_.ask(me, BeginTalking{runs(), other}); break;
      case 3: evening_.ask(me, AskConsent{{"voorstel" + std::to_string(evening_.seed)}}); break;
      case 4: evening_.ask(me, AnswerConsent{newest, answer, GistText{"bezwaar"}, other}); break;
      case 5: evening_.ask(me, OpenAnswers{newest}); break;
      case 6: evening_.ask(me, PassVoice{bearer.value_or(me)}); break;
      default: evening_.ask(me, ConfirmHeard{running_turn(), step_.on % 3 > 0}); break;
    }
    return true;
  }

  void as_anybody(SeatId const& me) {
    if (did_as_the_form_has_it(me)) return;
    auto const text = "tekst" + std::to_string(evening_.seed);
    auto const other = step_.on % 4 == 0 ? std::optional(whom()) : std::nullopt;
    RulesVersion const accepts{limits::house_rules_version};
    auto const side = step_.on % 2 ? Side::hall : Side::online;
    auto const table = step_.on % 3 ? std::nullopt : std::optional(TableNumber{1 + step_.on % 4});
    switch (step_.what) {
      case 0:
      case 1:
      case 2:
      case 3: evening_.ask(me, RequestFloor{other}); break;
      case 4: evening_.ask(me, LowerHand{other}); break;
      case 5:
      case 6: as_speaker(YieldFloor{}); break;
      case 7: evening_.ask(me, Pass{other}); break;
      case 8: as_speaker(Say{{text}}); break;
      case 10:
      case 11:
      case 12: evening_.ask(me, PostCard{some_column(), {text}, other}); break;
      case 13: evening_.ask(me, PostCard{some_column(), {text}, other, some_card(), step_.on % 3 == 0}); break;
      case 14:
        evening_.ask(me, EditCard{some_card(), {text}, step_.on % 3 ? std::nullopt : std::optional(step_.on % 2 > 0)});
        break;
      case 15: evening_.ask(me, RetractCard{some_card()}); break;
      case 16:
        if (step_.on % 2)
          evening_.ask(me, Rename{}, some_name());
        else
          evening_.ask(me, SpeakFor{Whole<0, limits::spoken_for_max - 1>{step_.on % 3}, other});
        break;
      case 17:
        evening_.ask(me, step_.on % 3 ? Command{ChangeSide{side, table}} : Command{SitTogether{whom(), other}});
        break;
      case 9:
        if (step_.on % 2)
          as_speaker(Say{{text}});
        else
          evening_.ask(me, PlaceDots{newest_ballot(room()), some_card(), {step_.on % 4}, other, other.has_value()});
        break;
      case 18: evening_.ask(me, step_.on % 2 ? Command{SignalTrouble{}} : Command{SetStretch{me, stretch()}}); break;
      case 19:
        evening_.ask(me, step_.on % 3 == 0   ? Command{SetNudges{step_.on % 2 == 0}}
                         : step_.on % 3 == 1 ? Command{GiveHandCard{whom(), hand_card()}}
                                             : Command{ClearTrouble{me}});
        break;
      case 20: goes(me); break;
      case 21: seated(evening_.ask(room::AtTheDoor{}, Join{{}, side, table, accepts}, some_name())); break;
      case 22: seated(evening_.ask(me, AddProxy{{}, table, hand_card()}, some_name())); break;
      case 23:
      case 24: line(me); break;
      default: claim(me); break;
    }
  }

  void as_leader(SeatId const& me) {
    if (step_.what > 37 && did_as_the_form_has_it(me)) return;
    auto const after = runs();
    auto const table = step_.on % 5 ? std::nullopt : floor().table;
    switch (step_.what) {
      case 26:
      case 27:
      case 28: evening_.ask(me, GrantFloor{next().value_or(whom()), after}); break;
      case 29: evening_.ask(me, GrantFloor{whom(), after}); break;
      case 30: evening_.ask(me, EndTurn{running_turn()}); break;
      case 31:
        evening_.ask(me, step_.on % 2 ? Command{ExtendTurn{running_turn(), {30}}} : Command{Equalise{running_turn()}});
        break;
      case 32: evening_.ask(me, SkipUnanswered{running_turn()}); break;
      case 33: evening_.ask(me, step_.on % 2 ? Command{OpenQueue{table}} : Command{CloseQueue{table}}); break;
      case 34: evening_.ask(me, step_.on % 4 ? Command{StartRound{table}} : Command{EndRound{table}}); break;
      case 35:
      case 36: evening_.ask(me, StartPhase{some_phase(), phase_now()}); break;
      case 37: evening_.ask(me, RevealCards{some_phase()}); break;
      case 38: evening_.ask(me, step_.on % 2 ? Command{PauseRoom{}} : Command{ResumeRoom{}}); break;
      case 39: evening_.ask(me, HideItem{some_item(), {"grof"}}); break;
      case 40: evening_.ask(me, RestoreItem{some_item()}); break;
      case 41:
        evening_.ask(me, step_.on % 3 ? leads_dots(room(), some_card(), whom(), step_.on)
                                      : Command{RemoveSeat{whom(), {"grof"}}});
        break;
      case 42: evening_.ask(me, AssignRole{whom(), pick(roles_, step_.who)}); break;
      case 43:
        evening_.ask(me, step_.on % 2 ? Command{MoveCard{some_card(), some_column()}}
                                      : into_theme(room(), some_card(), step_.on));
        break;
      case 44:
        evening_.ask(me, step_.on % 2 ? theme_act(room(), some_column(), some_phase(), step_.on / 2, step_.who)
                                      : Command{AddGist{some_turn(), {"kern" + std::to_string(evening_.seed)}}});
        break;
      default: evening_.ask(me, step_.on == 7 ? Command{CloseRoom{}} : Command{ExtendPhase{phase_now(), {60}}}); break;
    }
  }

  std::optional<HandCard> hand_card() const {
    return step_.on % 2 ? std::nullopt : std::optional(HandCard{1 + step_.who % 5});
  }

  void line(SeatId const& seat) {
    auto const before = evening_.presence;
    auto const owns = own_all();
    if (!evening_.presence.here.erase(seat)) evening_.presence.here.insert(seat);
    auto const named = room::own_touched_by_presence(evening_.room, before, evening_.presence);
    for (auto const& [id, own] : own_all())
      if (!(own == owns.at(id)) && std::find(named.begin(), named.end(), id) == named.end())
        evening_.faults.push_back("presence changed an own object unnamed");
  }

  std::map<SeatId, Own> own_all() const {
    std::map<SeatId, Own> owns;
    for (auto const& [id, seat] : evening_.room.seats) owns[id] = room::own(evening_.room, evening_.presence, id);
    return owns;
  }

  void claim(SeatId const& seat) {
    bool const is_for_tablet = step_.on % 5 == 0;
    auto const offer = is_for_tablet ? Command{OfferTablet{{1 + step_.on % 4}}} : Command{OfferClaim{seat}};
    auto const offered = evening_.ask(seats_[0], offer);
    if (evening::refusal(offered)) return;
    auto const ticket = std::get<TicketOffered>(evening::events(offered).front()).ticket;
    auto const claimed = evening_.ask(room::AtTheDoor{ticket}, ClaimSeat{{}, {limits::house_rules_version}});
    if (is_for_tablet) return seated(claimed);
    evening_.presence.here.insert(seat);
  }

  inline static std::vector<ColumnId> const columns_{{"dromen"}, {"zorgen"}, {"acties"}};
  inline static std::vector<std::string> const names_{"Jan", "jan", "Piet", "Ada", "Bob"};
  inline static std::vector<Role> const roles_{Role::usher, Role::observer, Role::participant};

  Evening& evening_;
  std::vector<SeatId> seats_;
  Step step_;
};

void expect_whole(Evening const& evening) {
  for (auto const& fault : evening.faults) RC_FAIL(fault);
}

std::string first_phase(int on) {
  static std::vector<std::string> const phases{
      "praten",      "schrijven", "rondje",    "bord",    "welkom", "eerlijk", "gekozen",   "tafels",
      "tafelrondje", "inchecken", "parlement", "kletsen", "kring",  "besluit", "luisteren", "toekomst"};
  return pick(phases, on);
}

// What `can` says is so, for commands that ask for nothing in particular. Not a standing reason, so not in `can`:
// nobody to go round.
void expect_can_is_true(Evening& evening) {
  Command const plain[] = {LeaveRoom{},  YieldFloor{}, Pass{},        OpenQueue{},    CloseQueue{},
                           StartRound{}, EndRound{},   PauseRoom{},   ResumeRoom{},   FreezeJoins{},
                           OpenJoins{},  CloseRoom{},  OfferScreen{}, RequestFloor{}, LowerHand{}};
  for (auto const& [id, seat] : evening.room.seats) {
    auto const can = room::own(evening.room, evening.presence, id).can;
    bool const helps = room::may_act_for_others(seat.role);
    for (auto const& command : plain) {
      bool const may_be_for_others =
          std::holds_alternative<RequestFloor>(command) || std::holds_alternative<LowerHand>(command) ||
          std::holds_alternative<YieldFloor>(command) || std::holds_alternative<Pass>(command);
      if (helps && may_be_for_others) continue;
      auto const name = std::visit([](auto const& one) { return std::string(one.type); }, command);
      auto const reason = evening::refusal(room::decide(evening.room, command, evening.context(room::InSeat{id})));
      bool const says_so = std::find(can.begin(), can.end(), name) != can.end();
      if (reason == Refusal::nobody_to_go_round) continue;
      if (says_so != !reason) RC_FAIL("can is wrong about " + name);
    }
  }
}

RC_GTEST_PROP(Room, keeps_its_promises_through_any_evening, ()) {
  auto const steps = *rc::gen::container<std::vector<Step>>(a_step());
  Evening evening(first_phase(*rc::gen::inRange(0, 16)));
  People people(evening);
  for (auto const& step : steps) {
    people.go(step);
    screens_keep::expect_secrets_kept(evening);
    screens_keep::expect_tables_kept(evening);
    expect_can_is_true(evening);
  }
  expect_whole(evening);
}

RC_GTEST_PROP(Room, replay_of_the_journal_equals_the_live_state, ()) {
  auto const steps = *rc::gen::container<std::vector<Step>>(a_step());
  Evening evening(first_phase(*rc::gen::inRange(0, 16)));
  evening.checks_views = false;
  People people(evening);
  for (auto const& step : steps) people.go(step);
  room::Room replayed;
  for (auto const& record : evening.journal) room::evolve(replayed, record);
  RC_ASSERT(replayed == evening.room);
}

// Spoken time is the time between being called and ending, less what stood still, whatever happens in between.
RC_GTEST_PROP(Room, speaking_time_adds_up_to_elapsed_floor_time, ()) {
  auto const steps = *rc::gen::container<std::vector<Step>>(a_step());
  Evening evening(first_phase(*rc::gen::inRange(0, 16)));
  evening.checks_views = false;
  People people(evening);
  for (auto const& step : steps) people.go(step);
  std::int64_t spoken = 0;
  for (auto const& [id, seat] : evening.room.seats) spoken += seat.spoken_ms;
  RC_ASSERT(spoken == turn_clocks::elapsed_in(evening.journal));
}

// Who has waited 20 minutes stands before all who have not, but for who was called in vain.
RC_GTEST_PROP(Room, in_a_fair_order_nobody_starves, ()) {
  auto const steps = *rc::gen::container<std::vector<Step>>(a_step());
  Evening evening("eerlijk");
  evening.checks_views = false;
  People people(evening);
  for (auto const& step : steps) {
    people.go(step);
    evening.wait(step.on * 10'000);
    if (room::queue_order_now(evening.room) != QueueOrder::fair || evening.room.paused_at) continue;
    bool is_younger_before = false;
    for (auto const& hand : evening.room.floor.queue) {
      if (hand.was_called) continue;
      bool const is_old = hand.raised_at + limits::long_wait_ms <= evening.now;
      RC_ASSERT(!(is_old && is_younger_before));
      is_younger_before = is_younger_before || !is_old;
    }
  }
}

// The order follows from hands, turns and people, and not from how the hands stood before.
RC_GTEST_PROP(Room, equal_hands_stand_in_equal_order, ()) {
  auto const steps = *rc::gen::container<std::vector<Step>>(a_step());
  Evening evening("eerlijk");
  evening.checks_views = false;
  People people(evening);
  for (auto const& step : steps) people.go(step);
  auto one = evening.room;
  for (auto& hand : one.floor.queue) hand.was_called = false;
  auto other = one;
  std::ranges::reverse(other.floor.queue);
  room::order_queue(one, one.floor, evening.now);
  room::order_queue(other, other.floor, evening.now);
  RC_ASSERT(one.floor.queue == other.floor.queue);
}

}  // namespace
