// What one command costs a room that has seen little or much: an edited card, from decoded command to frames that may
// leave, with sixty lines that follow and a journal that is always at once durable. No sockets, no disk. The cost must
// not grow with the room's cards or with its history. Then an evening that does not end: somebody comes in, gets the
// floor, says something and leaves, and a ticket is offered, again and again; what each of these cost in the beginning
// and in the end. Usage: bench_command

#include <chrono>
#include <cstdio>

#include "server/engine/room_actor.hpp"
#include "server/room/evolve.hpp"
#include "server/room/opening.hpp"

namespace {

using namespace protocol;

constexpr int seats = 60;
constexpr int commands = 30'000;

class Silence : public engine::Outlet {
 public:
  void privately(std::string) override {}
  void snapshot(engine::Pages) override {}
  void follow(engine::ViewLog const&, std::uint64_t) override {}
  void unfollow() override {}
  void fleeting(engine::Fleeting, std::shared_ptr<std::string const>) override {}
  void flush() override {}
  void close(CloseCode) override {}
  void room_is_gone() override {}
};

class Thread : public engine::Shell {
 public:
  std::uint64_t next_group() const override { return group; }
  void dirty(engine::RoomActor&) override {}
  void wake_at(engine::RoomActor&, Millis) override {}
  void reload(engine::RoomActor&) override {}
  bool notebook_is_full() const override { return false; }
  std::uint64_t group = 1;
};

PhasePlan plain_phase() {
  PhasePlan phase;
  phase.id.value = "load";
  phase.key.value = "load";
  phase.werkvorm.value = "vrij-gesprek";
  phase.title.value = "Load";
  phase.instruction.value = "Load test";
  phase.minutes.value = 480;
  phase.floor = FloorMode::open;
  phase.writing = WritingMode::open;
  phase.columns.push_back({ColumnId{"c"}, {"Load"}});
  return phase;
}

SeatId seat_id(int i) { return {"s" + std::to_string(i)}; }

// A room with this many cards, after this many more edits, each under a command id of its own.
room::Room make_room(int cards, int edits, Millis now) {
  room::Room room;
  auto const add = [&](Event event, std::optional<Cause> cause = {}) {
    room::evolve(room, {room.seq + 1, now, std::move(cause), std::move(event)});
  };
  room::Presence const nobody;
  room::Context context;
  context.now = now;
  context.actor = room::Office{};
  context.presence = &nobody;
  context.dice = room::Dice{{1, 2, 3, 4}};
  room::NewRoomPlan const plan{{"Load"}, {"Load?"}, {""}, {plain_phase()}, true};
  auto decision = room::open_room(RoomCode{"abcd2345"}, plan, context);
  for (auto& event : std::get<std::vector<Event>>(decision)) add(std::move(event));
  for (int i = 0; i < seats; ++i) {
    SeatTaken taken;
    taken.seat = seat_id(i);
    taken.name = {taken.seat, "Buur " + std::to_string(i), "buur" + std::to_string(i), false};
    taken.number = i + 1;
    taken.accepted = RulesVersion{limits::house_rules_version};
    taken.at = now;
    add(std::move(taken));
  }
  for (int i = 0; i < cards; ++i) {
    CardPosted card;
    card.card.value = "k" + std::to_string(i);
    card.column.value = "c";
    card.phase.value = "load";
    card.author = seat_id(i % seats);
    card.text = {card.author, "Een bankje", false};
    card.at = now;
    add(std::move(card));
  }
  for (int i = 0; i < edits; ++i) {
    auto const author = seat_id(i % cards % seats);
    Cause const cause{author, {"h-" + std::to_string(i)}, "0123456789abcdef0123456789abcdef"};
    PersonalText const text{author, "Een bankje " + std::to_string(i), false};
    add(CardEdited{{"k" + std::to_string(i % cards)}, text, std::nullopt}, cause);
  }
  return room;
}

void measure(int cards, int edits) {
  engine::RealClock const clock;
  engine::Credentials const credentials{{}};
  engine::Surroundings const surroundings{clock, credentials, [] { return std::string{"Noord"}; }, engine::random_seed,
                                          true};
  Thread thread;
  std::vector<Silence> lines(seats);  // outlive the room, which says goodbye to them
  engine::RoomActor actor{1, make_room(cards, edits, clock.now()), surroundings, thread};
  std::vector<engine::MemberId> members;
  for (int i = 0; i < seats; ++i) {
    members.push_back(actor.enter(lines[static_cast<std::size_t>(i)], {}));
    Hello hello;
    hello.view = View::participant;
    hello.token = decltype(hello.token)::value_type{credentials.seat_token(1, {seat_id(i), 0})};
    actor.hello(members.back(), hello);
  }
  std::string const words(180, 'x');
  auto const begun = std::chrono::steady_clock::now();
  for (int i = 0; i < commands; ++i) {
    int const card = i % std::min(cards, seats);
    Ask ask;
    ask.id.value = "c-" + std::to_string(i);
    EditCard edit;
    edit.card.value = "k" + std::to_string(card);
    edit.text.value = words + std::to_string(i);
    ask.body = std::move(edit);
    actor.ask(members[static_cast<std::size_t>(card % seats)], ask);
    if (!actor.take_batch()) std::abort();  // a refusal would be measured as a quick command
    actor.committed(thread.group++, journal::Outcome::committed);
  }
  auto const time = std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begun).count();
  std::printf("%5d cards, %6d events before: %6.2f us a command\n", cards, edits, time / commands);
  std::fflush(stdout);
}

// --- an evening that does not end ---------------------------------------------------------------------------------

constexpr int rounds = 4'900;           // a room holds no more than limits::turns_max turns
constexpr int rounds_measured = 1'000;  // the first, and the last

struct Cost {
  char const* command;
  double first_us = 0;
  double last_us = 0;
};

class LongEvening {
 public:
  LongEvening() {
    actor_.ask_from_outside(room::Office{}, TakeStaffSeat{Role::facilitator, {"Lotte"}, {limits::house_rules_version}},
                            {"the-staff-seat-of-lotte"},
                            [this](engine::OutsideAnswer answer) { lotte_ = std::get<engine::Entered>(answer); });
    commit();
    engine::Visitor visitor;
    visitor.device_cookies["abcd2345"] = lotte_.device_cookie;
    lead_ = actor_.enter(silence_, visitor);
    Hello hello;
    hello.view = View::staff;
    hello.token = decltype(hello.token)::value_type{lotte_.token};
    actor_.hello(lead_, hello);
    ask(lead_, AddProxy{{"Koos"}, std::nullopt}, nullptr);
    for (auto const& [id, seat] : actor_.state().seats) {
      if (seat.is_proxied) proxied_ = id;
    }
  }

  void play(bool have_one_name) {
    std::printf("who come and go %s\n", have_one_name ? "all bear one name" : "have names of their own");
    for (round_ = 0; round_ < rounds; ++round_) {
      clock_.advance(limits::ticket_life_ms / 4);
      actor_.wake(clock_.now());  // as the thread's timer does: graces of who left end
      commit();
      auto const line = actor_.enter(silence_, {});
      Hello hello;
      hello.view = View::participant;
      actor_.hello(line, hello);
      ask(line,
          Join{{have_one_name ? "Buurvrouw" : "Buurvrouw " + std::to_string(round_)},
               Side::online,
               std::nullopt,
               {limits::house_rules_version}},
          &join_);
      auto const seat = newest();
      ask(lead_, GrantFloor{seat, std::nullopt}, &grant_);
      ask(line, Say{{"Een bankje bij de haven"}}, &say_);
      ask(line, YieldFloor{}, &yield_);
      ask(lead_, OfferClaim{proxied_}, &offer_);
      ask(line, LeaveRoom{}, &leave_);
      actor_.leave(line);
    }
    for (auto const* cost : {&join_, &grant_, &say_, &yield_, &offer_, &leave_}) {
      std::printf("%-12s first %d: %7.2f us, last %d of %d: %7.2f us\n", cost->command, rounds_measured,
                  cost->first_us / rounds_measured, rounds_measured, rounds, cost->last_us / rounds_measured);
    }
    std::fflush(stdout);
  }

 private:
  void commit() {
    if (actor_.take_batch()) actor_.committed(thread_.group++, journal::Outcome::committed);
  }
  void ask(engine::MemberId who, Command body, Cost* cost) {
    Ask const ask{{"the-command-of-this-evening-" + std::to_string(++asked_)}, std::nullopt, std::move(body)};
    auto const before = actor_.state().seq;
    auto const begun = std::chrono::steady_clock::now();
    actor_.ask(who, ask);
    commit();
    auto const time = std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begun).count();
    if (actor_.state().seq == before) std::abort();  // a refusal would be measured as a quick command
    if (cost && round_ < rounds_measured) cost->first_us += time;
    if (cost && round_ >= rounds - rounds_measured) cost->last_us += time;
  }
  SeatId newest() const {
    for (auto const& [id, seat] : actor_.state().seats) {
      if (seat.number == actor_.state().seats_taken) return id;
    }
    std::abort();
  }

  engine::ManualClock clock_{1'795'000'000'000};
  engine::Credentials const credentials_{{}};
  engine::Surroundings const surroundings_{clock_, credentials_, [] { return std::string{"Noord"}; },
                                           engine::random_seed, true};
  Thread thread_;
  Silence silence_;
  engine::RoomActor actor_{1, make_room(1, 0, 1'795'000'000'000), surroundings_, thread_};
  engine::Entered lotte_;
  engine::MemberId lead_ = 0;
  SeatId proxied_;
  int round_ = 0;
  int asked_ = 0;
  Cost join_{"join"}, grant_{"grant_floor"}, say_{"say"}, yield_{"yield_floor"}, offer_{"offer_claim"},
      leave_{"leave_room"};
};

}  // namespace

int main() {
  LongEvening{}.play(false);
  LongEvening{}.play(true);
  for (int round = 0; round < 3; ++round) {
    for (auto const& [cards, edits] : {std::pair{10, 0}, {1'000, 0}, {5'000, 0}, {10, 100'000}, {5'000, 100'000}}) {
      measure(cards, edits);
    }
  }
  return 0;
}
