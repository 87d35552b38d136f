// One evening under test, see evening.hpp.

#include "tests/unit/room/evening.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <stdexcept>

#include "server/room/invariants.hpp"

namespace evening {
namespace {

// Every view, and that of each table at which somebody sits.
std::vector<room::Eyes> all_eyes(Evening const& evening) {
  std::vector<room::Eyes> all{View::participant, View::staff, View::hall_screen, View::observer};
  std::set<room::Eyes> tables;
  for (auto const& [number, id] : evening.room.live)
    if (auto const eyes = room::eyes_of(evening.room, evening.room.seats.at(id)); eyes.table) tables.insert(eyes);
  all.insert(all.end(), tables.begin(), tables.end());
  return all;
}

PhasePlan phase(std::string id, int minutes, FloorMode floor, WritingMode writing, std::vector<std::string> columns) {
  PhasePlan plan;
  plan.id = PhaseId{id};
  plan.key = {id};
  plan.title = {id};
  plan.minutes = {minutes};
  plan.floor = floor;
  plan.writing = writing;
  plan.turn_seconds = {60};
  plan.order = QueueOrder::arrival;
  for (auto const& column : columns) plan.columns.push_back({ColumnId{column}, {column}});
  return plan;
}

std::string folded(std::string name) {
  std::ranges::transform(name, name.begin(), [](unsigned char sign) { return std::tolower(sign); });
  return name;
}

using Screens = std::map<room::Eyes, std::map<ThingKey, Thing>>;
Screens screens_of(Evening const& evening, std::vector<room::Eyes> const& all) {
  Screens screens;
  for (auto const& eyes : all) screens.emplace(eyes, evening.screen(eyes));
  return screens;
}

std::map<SeatId, Own> owns_of(Evening const& evening) {
  std::map<SeatId, Own> owns;
  for (auto const& [id, seat] : evening.room.seats) owns[id] = room::own(evening.room, evening.presence, id);
  return owns;
}

std::map<room::SeatCard, OwnCard> own_cards_of(Evening const& evening) {
  std::map<room::SeatCard, OwnCard> cards;
  for (auto const& [id, seat] : evening.room.seats)
    for (auto const& card : room::own_cards(evening.room, id)) cards[{id, card.id}] = card;
  return cards;
}

std::optional<Thing> at(std::map<ThingKey, Thing> const& screen, ThingKey const& key) {
  auto const found = screen.find(key);
  return found == screen.end() ? std::nullopt : std::optional(found->second);
}

// Events have no == ; two lists are the same when they lead to the same room.
room::Room after(room::Room room, room::Decision const& decision) {
  if (auto const* events = std::get_if<std::vector<Event>>(&decision))
    for (auto const& event : *events) room::evolve(room, {room.seq + 1, 0, std::nullopt, event});
  return room;
}

// Compares all screens and own objects with those before the event.
class Watch {
 public:
  explicit Watch(Evening& evening, Event const& event)
      : evening_(evening), keys_(room::touched(evening.room, event)), seats_(room::own_touched(evening.room, event)),
        eyes_(all_eyes(evening)), screens_(screens_of(evening, eyes_)), owns_(owns_of(evening)),
        seat_cards_(room::own_cards_touched(evening.room, event)), own_cards_(own_cards_of(evening)),
        name_(std::visit([](auto const& one) { return std::string(one.type); }, event)) {}

  void compare() {
    auto const after = screens_of(evening_, eyes_);
    for (auto const& eyes : eyes_) {
      for (auto const& [key, thing] : after.at(eyes)) check(key, eyes, after);
      for (auto const& [key, thing] : screens_.at(eyes)) check(key, eyes, after);
    }
    for (auto const& [id, own] : owns_of(evening_)) {
      Own before;
      before.seat = id;
      if (owns_.contains(id)) before = owns_.at(id);
      if (!(own == before) && std::ranges::find(seats_, id) == seats_.end())
        evening_.faults.push_back(name_ + " changed the own object of " + id.value + " unnamed");
    }
    auto const cards = own_cards_of(evening_);
    for (auto const& [pair, card] : cards) check(pair, cards);
    for (auto const& [pair, card] : own_cards_) check(pair, cards);
  }

 private:
  void check(ThingKey const& key, room::Eyes const& eyes, Screens const& after) {
    if (at(screens_.at(eyes), key) == at(after.at(eyes), key)) return;
    if (std::ranges::find(keys_, key) == keys_.end())
      evening_.faults.push_back(name_ + " changed " + key.type + " " + key.id + " unnamed");
  }

  void check(room::SeatCard const& pair, std::map<room::SeatCard, OwnCard> const& after) {
    auto const before = own_cards_.find(pair);
    auto const now = after.find(pair);
    bool const is_same = before != own_cards_.end() && now != after.end() && before->second == now->second;
    if (!is_same && std::ranges::find(seat_cards_, pair) == seat_cards_.end())
      evening_.faults.push_back(name_ + " changed the own card " + pair.second.value + " unnamed");
  }

  Evening& evening_;
  std::vector<ThingKey> keys_;
  std::vector<SeatId> seats_;
  std::vector<room::Eyes> eyes_;  // before the event
  Screens screens_;
  std::map<SeatId, Own> owns_;
  std::vector<room::SeatCard> seat_cards_;
  std::map<room::SeatCard, OwnCard> own_cards_;
  std::string name_;
};

}  // namespace

room::NewRoomPlan usual_plan() {
  auto fair = phase("eerlijk", 60, FloorMode::open, WritingMode::none, {});
  fair.order = QueueOrder::fair;
  auto led = phase("gekozen", 60, FloorMode::open, WritingMode::none, {});
  led.order = QueueOrder::facilitator;
  auto check_in = phase("inchecken", 10, FloorMode::round, WritingMode::none, {});
  check_in.round = RoundKind::check;
  auto board = phase("bord", 6, FloorMode::open, WritingMode::open, {"acties"});
  board.speaks_for = {{"Een kind uit 2050"}, {"De vijver"}};
  auto strict = phase("vragen", 20, FloorMode::open, WritingMode::none, {});
  strict.only_hands = true;
  auto free = phase("kletsen", 40, FloorMode::free, WritingMode::none, {});
  auto circle = phase("kring", 20, FloorMode::free, WritingMode::none, {});
  circle.chairs = CircleChairs{4};
  auto decision = phase("besluit", 20, FloorMode::open, WritingMode::none, {});
  decision.proposal = QuestionText{};
  auto listening = phase("luisteren", 20, FloorMode::open, WritingMode::none, {});
  listening.says_back = true;
  auto voice = phase("toekomst", 60, FloorMode::open, WritingMode::none, {});
  voice.order = QueueOrder::fair;
  voice.voice = TitleText{"Iemand uit 2050"};
  auto parliament = phase("parlement", 20, FloorMode::open, WritingMode::none, {});
  parliament.order = QueueOrder::alternating;
  parliament.speaks_for = board.speaks_for;
  auto tables = phase("tafels", 20, FloorMode::open, WritingMode::none, {});
  auto round = phase("tafelrondje", 20, FloorMode::round, WritingMode::none, {});
  tables.target = round.target = PhaseTarget::table;
  tables.columns.push_back({ColumnId{"oogst"}, {"oogst"}});
  tables.tables = TablePlan{{}, {}, {}, {}, LineBy::anybody};
  auto const at_tables = [](std::string id, TablePlan how) {
    auto plan = phase(std::move(id), 20, FloorMode::open, WritingMode::none, {});
    plan.target = PhaseTarget::table;
    plan.tables = how;
    if (how.lines) plan.columns.push_back({ColumnId{plan.id.value + "-oogst"}, {"oogst"}});
    return plan;
  };
  auto const pairs = at_tables("tweetallen", {Grouping::pairs, {}, {}, {}, LineBy::anybody});
  auto const mixed = at_tables("gemengd", {Grouping::pairs, SideMix::mixed, {}, {}, {}});
  auto const fours = at_tables("viertallen", {Grouping::fours, {}, {}, {}, LineBy::host});
  auto const cafe = at_tables("cafe", {{}, SideMix::mixed, TableMoves::fixed, LateComers::seated, LineBy::host});
  auto const next_table = at_tables("wissel", {Grouping::rotate, {}, TableMoves::fixed, {}, LineBy::host});
  return {{"Dorpsplein"},
          {"Hoe wordt het plein weer van ons?"},
          {"bel 030 123"},
          {phase("welkom", 5, FloorMode::closed, WritingMode::none, {}),
           phase("praten", 10, FloorMode::open, WritingMode::none, {}),
           phase("rondje", 10, FloorMode::round, WritingMode::none, {}),
           phase("schrijven", 6, FloorMode::closed, WritingMode::silent, {"dromen", "zorgen"}),
           board,
           fair,
           led,
           check_in,
           parliament,
           tables,
           round,
           pairs,
           mixed,
           fours,
           cafe,
           next_table,
           strict,
           free,
           circle,
           decision,
           listening,
           voice},
          true};
}

Evening::Evening(std::string const& first_phase, bool starts_at_once, room::NewRoomPlan plan) {
  auto const first = std::ranges::find(plan.phases, PhaseId{first_phase}, &PhasePlan::id);
  if (first == plan.phases.end()) throw std::runtime_error("no such phase: " + first_phase);
  std::rotate(plan.phases.begin(), first, first + 1);
  plan.starts_at_once = starts_at_once;
  happen(events(room::open_room(RoomCode{"test2345"}, plan, context(room::Office{}))));
}

room::Context Evening::context(room::Actor actor, std::string const& name) {
  room::Context context;
  context.now = now;
  context.actor = std::move(actor);
  context.presence = &presence;
  context.dice = room::Dice{{seed, seed * 31 + 7, journal.size() + 1, 99}};
  ++seed;
  if (!name.empty()) context.name = room::GatedName{name, folded(name)};
  return context;
}

room::Decision Evening::ask(room::Actor actor, Command const& command, std::string const& name) {
  auto asked = context(actor, name);
  asked.held = std::exchange(stopped_by_rule, std::nullopt);
  auto decision = room::decide(room, command, asked);
  if (checks_views) {
    auto const again = room::decide(room, command, asked);
    if (refusal(again) != refusal(decision) || !(after(room, again) == after(room, decision)))
      faults.push_back("decide gives two answers to one question");
  }
  if (auto const* done = std::get_if<std::vector<Event>>(&decision)) happen(*done);
  return decision;
}

room::Decision Evening::ask(SeatId const& seat, Command const& command, std::string const& name) {
  return ask(room::Actor{room::InSeat{seat}}, command, name);
}

void Evening::happen(std::vector<Event> const& events, std::optional<Cause> cause) {
  if (events.empty()) faults.push_back("a decision without events");
  for (auto const& event : events) {
    std::optional<Watch> watch;
    if (checks_views) watch.emplace(*this, event);
    auto const due_before = room::due(room, presence);
    journal.push_back({room.seq + 1, now, std::exchange(cause, std::nullopt), event});
    room::evolve(room, journal.back());
    if (watch) watch->compare();
    if (!room::may_change_due(event) && room::due(room, presence) != due_before)
      faults.push_back("the room acts at another time after an event that changes nothing about it");
  }
  // A round is between two turns for a moment; what must hold, holds after each decision.
  for (auto const& sentence : room::broken(room)) faults.push_back(sentence);
}

void Evening::settle() {
  for (int steps = 0; steps < 10'000; ++steps) {
    auto const at = room::due(room, presence);
    auto const by_itself = room::tick(room, context(room::Office{}));
    if ((at && *at <= now) != !by_itself.empty()) faults.push_back("due and tick disagree");
    if (by_itself.empty()) return;
    happen(by_itself);
  }
  faults.push_back("tick goes on for ever");
}

void Evening::wait(Millis ms) {
  auto const until = now + ms;
  settle();
  for (auto next = room::due(room, presence); next && *next <= until; next = room::due(room, presence)) {
    now = std::max(now, *next);
    settle();
  }
  now = until;
}

SeatId Evening::comes(std::string const& name, Side side, std::optional<int> table) {
  Join join{{name}, side, {}, {limits::house_rules_version}};
  if (table) join.table = TableNumber{*table};
  auto const seat = std::get<SeatTaken>(events(ask(room::AtTheDoor{}, join, name)).front()).seat;
  presence.here.insert(seat);
  return seat;
}

SeatId Evening::leads(std::string const& name, Role role) {
  TakeStaffSeat const take{role, {name}, {limits::house_rules_version}};
  auto const seat = std::get<SeatTaken>(events(ask(room::Office{}, take, name)).front()).seat;
  presence.here.insert(seat);
  return seat;
}

SeatId Evening::by_proxy(SeatId const& by, std::string const& name) {
  return std::get<SeatTaken>(events(ask(by, AddProxy{{name}, {}}, name)).front()).seat;
}

void Evening::goes_to(SeatId const& by, std::string const& phase) {
  events(ask(by, StartPhase{PhaseId{phase}, room.script.phases.at(*room.script.running).plan.id}));
}

FloorThing Evening::floor(room::Where const& where) const {
  auto const thing = room::seen(room, presence, {}, {"floor", room::floor_id(where)}, {View::participant, where});
  if (!thing) throw std::runtime_error("no such floor: " + room::floor_id(where));
  return std::get<FloorThing>(*thing);
}

std::map<ThingKey, Thing> Evening::screen(room::Eyes eyes) const {
  std::map<ThingKey, Thing> screen;
  for (auto& thing : room::whole(room, presence, {"Bieb"}, eyes)) screen.emplace(key_of(thing), thing);
  // Older turns and their speakers are not in the snapshot, but on the screens of who was there.
  for (auto const& [id, seat] : room.seats)
    if (auto thing = room::seen(room, presence, {"Bieb"}, {"seat", id.value}, eyes))
      screen.emplace(key_of(*thing), *thing);
  for (auto const& turn : room.talk.turns)
    if (auto thing = room::seen(room, presence, {"Bieb"}, {"turn", turn.id.value}, eyes))
      screen.emplace(key_of(*thing), *thing);
  return screen;
}

std::optional<Refusal> refusal(room::Decision const& decision) {
  auto const* denied = std::get_if<room::Denied>(&decision);
  return denied ? std::optional(denied->reason) : std::nullopt;
}

std::vector<Event> const& events(room::Decision const& decision) {
  if (auto const* denied = std::get_if<room::Denied>(&decision))
    throw std::runtime_error("refused " +
                             std::string(refusal_names.at(static_cast<std::size_t>(denied->reason)).second));
  return std::get<std::vector<Event>>(decision);
}

ThingKey key_of(Thing const& thing) {
  return std::visit(
      [](auto const& one) {
        if constexpr (requires { one.id.value; })
          return ThingKey{std::string(one.type), one.id.value};
        else
          return ThingKey{std::string(one.type), one.id};
      },
      thing);
}

}  // namespace evening
