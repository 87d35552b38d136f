// How fair is the order? Evenings made out of real meetings (demands.hpp) go through the real room core three times: by
// arrival, under a chair who looks at the hall first, and in our order. Half of the people are online, by a fixed
// choice; their hand comes 3 s late and one turn in five breaks off half-way. A second passes between turns, after an
// hour the evening ends, and hands still up count with their wait so far. Exit code 0: every goal holds in every
// evening that has goals. Usage: bench_fairness [DIR] [--halves N]; with N other draws it tells how much depends on the
// draw.

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>

#include "server/room/fair_order.hpp"
#include "server/room/look_up.hpp"
#include "tests/bench/demands.hpp"
#include "tests/unit/room/evening.hpp"

namespace {

using namespace protocol;
using evening::Evening;

constexpr Millis second_ms = 1'000;
constexpr Millis evening_ms = 60 * 60 * second_ms;
constexpr Millis late_ms = 3 * second_ms;
constexpr Millis between_ms = second_ms;

enum class Chair { arrival, hall_first, fair };

struct Outcome {
  double gini = 0;
  double online = 0;  // share of seconds minus share of people, in percentage points
  Millis median = 0, p90 = 0, longest_first = 0, longest = 0;
  int people = 0;
  int long_turns = 0;  // of hands that had waited 20 minutes
  Millis long_ms = 0;
};

// Who sits where and whose turns break off: one draw per evening, the same for every chair.
struct Draw {
  std::vector<bool> is_online;
  std::vector<std::vector<bool>> breaks_off;

  Draw(demands::Evening const& evening, std::uint64_t seed) {
    std::mt19937_64 dice{seed};
    std::vector<std::size_t> order(evening.people.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    for (auto i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice() % i]);
    is_online.resize(order.size());
    for (std::size_t i = 0; i < order.size() / 2; ++i) is_online[order[i]] = true;
    for (auto const& person : evening.people) {
      breaks_off.emplace_back();
      for (std::size_t i = 0; i < person.wishes.size(); ++i) breaks_off.back().push_back(dice() % 5 == 0);
    }
  }
};

struct Neighbour {
  explicit Neighbour(SeatId taken) : seat(std::move(taken)) {}
  SeatId seat;
  std::size_t next = 0;  // wish
  bool is_up = false;
  Millis free_from = 0;  // after the turn before
  std::vector<Millis> waits;
};

class Play {
 public:
  Play(demands::Evening const& wanted, Draw const& draw, Chair chair, std::uint64_t seed)
      : wanted_(wanted), draw_(draw), chair_(chair), dice_(seed), room_(chair == Chair::fair ? "eerlijk" : "praten") {
    room_.checks_views = false;
    chair_seat_ = room_.leads("Ada");
    for (std::size_t i = 0; i < wanted.people.size(); ++i)
      people_.emplace_back(room_.comes("Buur " + std::to_string(i), draw.is_online[i] ? Side::online : Side::hall));
    begun_ = room_.now;
  }

  Outcome run() {
    while (now() < evening_ms) {
      if (auto const whom = choose()) {
        give_floor(*whom);
      } else if (auto const next = next_wish()) {
        go_to(std::min(*next, evening_ms));
      } else {
        break;
      }
    }
    return measured();
  }

 private:
  Millis now() const { return room_.now - begun_; }

  std::optional<Millis> wish_of(std::size_t i) const {
    auto const& person = people_[i];
    auto const& wishes = wanted_.people[i].wishes;
    if (person.is_up || person.next >= wishes.size()) return std::nullopt;
    return std::max(person.free_from, wishes[person.next].from + (draw_.is_online[i] ? late_ms : 0));
  }

  std::optional<Millis> next_wish() const {
    std::optional<Millis> next;
    for (std::size_t i = 0; i < people_.size(); ++i)
      if (auto const at = wish_of(i); at && (!next || *at < *next)) next = at;
    return next;
  }

  // Time passes; hands go up when their moment comes.
  void go_to(Millis until) {
    for (auto next = next_wish(); next && *next <= until; next = next_wish()) {
      room_.wait(std::max<Millis>(0, *next - now()));
      for (std::size_t i = 0; i < people_.size(); ++i) {
        auto const at = wish_of(i);
        if (!at || *at > now()) continue;
        evening::events(room_.ask(people_[i].seat, RequestFloor{}));
        people_[i].is_up = true;
      }
    }
    room_.wait(until - now());
  }

  std::size_t whose(SeatId const& seat) const {
    return static_cast<std::size_t>(std::ranges::find(people_, seat, &Neighbour::seat) - people_.begin());
  }

  std::optional<std::size_t> choose() {
    if (chair_ != Chair::hall_first) {
      auto const next = room_.floor().next;
      return next ? std::optional(whose(*next)) : std::nullopt;
    }
    auto const& queue = room_.room.floor.queue;
    bool const hall_only = std::uniform_real_distribution<>{}(dice_) < 0.8 &&
                           std::ranges::any_of(queue, [&](auto const& hand) { return is_in_hall(hand.seat); });
    std::optional<std::size_t> chosen;
    double best = 0;
    for (auto const& hand : queue) {
      if (hall_only && !is_in_hall(hand.seat)) continue;
      double const seen = static_cast<double>(hand.raised_at) + std::uniform_real_distribution<>{0, 60'000}(dice_);
      if (chosen && seen >= best) continue;
      best = seen;
      chosen = whose(hand.seat);
    }
    return chosen;
  }

  bool is_in_hall(SeatId const& seat) const { return !draw_.is_online[whose(seat)]; }

  void give_floor(std::size_t i) {
    auto& person = people_[i];
    person.waits.push_back(room_.now - raised_at(person.seat));
    evening::events(room_.ask(chair_seat_, GrantFloor{person.seat, std::nullopt}));
    auto length = wanted_.people[i].wishes[person.next].length;
    if (draw_.is_online[i] && draw_.breaks_off[i][person.next]) length /= 2;
    go_to(std::min(now() + length, evening_ms));
    evening::events(room_.ask(person.seat, YieldFloor{}));
    ++person.next;
    person.is_up = false;
    person.free_from = now();
    go_to(now() + between_ms);
  }

  Millis raised_at(SeatId const& seat) const {
    return std::ranges::find(room_.room.floor.queue, seat, &room::WaitingHand::seat)->raised_at;
  }

  Outcome measured() {
    for (auto const& fault : room_.faults) {
      std::printf("the room broke its word: %s\n", fault.c_str());
      std::exit(2);
    }
    Outcome outcome;
    outcome.people = static_cast<int>(people_.size());
    std::vector<double> seconds;
    std::vector<Millis> first;
    double all = 0, online = 0, online_people = 0;
    for (std::size_t i = 0; i < people_.size(); ++i) {
      auto& person = people_[i];
      if (room::is_waiting(room_.room.floor, person.seat)) person.waits.push_back(room_.now - raised_at(person.seat));
      auto const spoken = static_cast<double>(room_.room.seats.at(person.seat).spoken_ms) / second_ms;
      seconds.push_back(spoken);
      all += spoken;
      if (draw_.is_online[i]) online += spoken, ++online_people;
      if (person.waits.empty()) continue;
      first.push_back(person.waits.front());
      outcome.longest = std::max(outcome.longest, std::ranges::max(person.waits));
    }
    outcome.gini = gini(seconds);
    outcome.online = 100 * (online / all - online_people / outcome.people);
    std::ranges::sort(first);
    outcome.median = first[first.size() / 2];
    outcome.p90 = first[first.size() * 9 / 10];
    outcome.longest_first = first.back();
    for (auto const& turn : room_.room.talk.turns) {
      if (turn.why != PlaceReason::waited_long) continue;
      ++outcome.long_turns;
      outcome.long_ms += turn.spoken_ms.value_or(0);
    }
    return outcome;
  }

  // Of what everybody got: 0 all the same, 1 one person everything. Sum over sorted values, Gini 1912.
  static double gini(std::vector<double> values) {
    std::ranges::sort(values);
    double weighed = 0, sum = 0;
    auto const n = static_cast<double>(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      weighed += (2 * static_cast<double>(i + 1) - n - 1) * values[i];
      sum += values[i];
    }
    return weighed / (n * sum);
  }

  demands::Evening const& wanted_;
  Draw const& draw_;
  Chair chair_;
  std::mt19937_64 dice_;
  Evening room_;
  SeatId chair_seat_;
  std::vector<Neighbour> people_;
  Millis begun_ = 0;
};

struct Compared {
  Outcome arrival, hall_first, fair;
};

Compared compare(demands::Evening const& wanted, std::uint64_t seed) {
  Draw const draw{wanted, seed};
  auto const under = [&](Chair chair) { return Play{wanted, draw, chair, seed}.run(); };
  return {under(Chair::arrival), under(Chair::hall_first), under(Chair::fair)};
}

void print(char const* name, Outcome const& outcome) {
  auto const minutes = [](Millis ms) { return static_cast<double>(ms) / 60'000; };
  std::printf(
      "  %-11s gini %.3f  online %+6.2f pp  first turn: median %4.1f  p90 %4.1f  longest %4.1f min"
      "  longest of all %4.1f min\n",
      name, outcome.gini, outcome.online, minutes(outcome.median), minutes(outcome.p90), minutes(outcome.longest_first),
      minutes(outcome.longest));
}

// A goal that does not hold, and by how much.
struct Missed {
  std::string goal;
  double is = 0;
  double wanted = 0;
};

std::vector<Missed> missed(Compared const& all) {
  std::vector<Missed> missed;
  auto const at_most = [&](char const* goal, double is, double wanted) {
    if (!(is <= wanted)) missed.push_back({goal, is, wanted});
  };
  auto const ratio = [](auto one, auto other) { return static_cast<double>(one) / static_cast<double>(other); };
  at_most("online share off by percentage points", std::abs(all.fair.online), 1);
  at_most("gini, part of arrival's", ratio(all.fair.gini, all.arrival.gini), 0.60);
  at_most("gini, part of the hall-first chair's", ratio(all.fair.gini, all.hall_first.gini), 0.45);
  at_most("p90 wait until the first turn, part of arrival's", ratio(all.fair.p90, all.arrival.p90), 0.8);
  at_most("longest first wait, part of arrival's", ratio(all.fair.longest_first, all.arrival.longest_first), 1);
  at_most("longest wait of all in minutes", ratio(all.fair.longest, 60 * second_ms), 21);
  return missed;
}

bool tell(demands::Evening const& wanted, bool has_goals) {
  auto const all = compare(wanted, 1);
  std::printf("%s, %d people\n", wanted.name.c_str(), all.fair.people);
  print("arrival", all.arrival);
  print("hall first", all.hall_first);
  print("fair", all.fair);
  std::printf("  fair to arrival %.2f (goal 0.60), to hall first %.2f (goal 0.45), p90 %.2f (goal 0.80)\n",
              all.fair.gini / all.arrival.gini, all.fair.gini / all.hall_first.gini,
              static_cast<double>(all.fair.p90) / static_cast<double>(all.arrival.p90));
  if (!has_goals) return true;
  auto const goals = missed(all);
  for (auto const& one : goals)
    std::printf("  MISSED in %s: %s: %.3f, at most %.2f\n", wanted.name.c_str(), one.goal.c_str(), one.is, one.wanted);
  if (!goals.empty())
    std::printf("  hands that had waited 20 minutes took %d turns, %.1f of the 60 minutes, whoever raised them\n",
                all.fair.long_turns, static_cast<double>(all.fair.long_ms) / 60'000);
  return goals.empty();
}

void tell_other_halves(std::vector<demands::Evening> const& evenings, int halves) {
  int whole = 0;
  std::map<std::string, int> count;
  for (int seed = 1; seed <= halves; ++seed)
    for (auto const& wanted : evenings) {
      auto const goals = missed(compare(wanted, static_cast<std::uint64_t>(seed)));
      whole += goals.empty() ? 1 : 0;
      for (auto const& one : goals) ++count[one.goal];
    }
  std::printf("\nother halves online: all goals hold in %d of %d evenings\n", whole,
              halves * static_cast<int>(evenings.size()));
  for (auto const& [goal, times] : count) std::printf("  missed %3d times: %s\n", times, goal.c_str());
}

// Deciding the order of 200 hands, of whom half were heard, after 400 turns.
void tell_cost() {
  Evening evening{"eerlijk"};
  evening.checks_views = false;
  auto const chair = evening.leads("Ada");
  std::vector<SeatId> seats;
  for (int i = 0; i < 200; ++i)
    seats.push_back(evening.comes("Buur " + std::to_string(i), i % 2 ? Side::online : Side::hall, 1 + i % 10));
  for (std::size_t i = 0; i < 400; ++i) {
    evening::events(evening.ask(chair, GrantFloor{seats[i % 100], std::nullopt}));
    evening.wait(5'000);
    evening::events(evening.ask(seats[i % 100], YieldFloor{}));
  }
  for (auto const& seat : seats) evening::events(evening.ask(seat, RequestFloor{}));
  constexpr int times = 2'000;
  auto const begun = std::chrono::steady_clock::now();
  for (int i = 0; i < times; ++i) room::order_queue(evening.room, evening.room.floor, evening.now + i);
  auto const took = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
  std::printf("\nordering 200 hands after 400 turns: %.3f ms (goal 0.1)\n", took / times);
}

}  // namespace

int main(int count, char** words) {
  std::filesystem::path turns{PLEKBERAAD_ROOT "/../shared/data/turns/ami"};
  int halves = 0;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(words[i], "--halves") == 0 && i + 1 < count)
      halves = std::atoi(words[++i]);
    else
      turns = words[i];
  }
  if (!turns.has_filename()) turns = turns.parent_path();
  try {
    bool good = true;
    auto const meetings = demands::evenings(turns, 10, 15);
    if (meetings.empty()) throw std::runtime_error("no meetings in " + turns.string());
    for (auto const& wanted : meetings) good = tell(wanted, true) && good;
    if (halves > 0) tell_other_halves(meetings, halves);
    std::printf("\nwithout goals (nearly one after the other: little order to choose)\n");
    for (auto const* other : {"voxconverse", "tweede-kamer"})
      if (auto const folder = turns.parent_path() / other; std::filesystem::is_directory(folder))
        for (auto const& wanted : demands::evenings(folder, 10, 15)) tell(wanted, false);
    tell_cost();
    std::printf("%s\n", good ? "every goal holds" : "NOT every goal holds");
    return good ? 0 : 1;
  } catch (std::exception const& error) {
    std::printf("bench_fairness: %s\n", error.what());
    return 2;
  }
}
