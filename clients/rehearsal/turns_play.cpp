// The replay of a recorded meeting; see turns_play.hpp.

#include "clients/rehearsal/turns_play.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <memory>

#include "clients/rehearsal/server_clock.hpp"
#include "clients/rehearsal/whole.hpp"

namespace rehearsal {

using namespace protocol;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

inline constexpr std::int64_t lead_us_max = 5'000;

FloorThing const* floor_in(Push const& push) {
  auto const* update = std::get_if<Update>(&push);
  if (update == nullptr) return nullptr;
  for (auto const& thing : update->changed) {
    if (auto const* floor = std::get_if<FloorThing>(&thing)) return floor;
  }
  return nullptr;
}

struct Speaking {
  enum class State { quiet, waiting, talking, ending };
  std::unique_ptr<Person> person;
  std::deque<double> wanted;  // seconds of the turns whose moment has come, oldest first
  std::vector<double> file;   // seconds of all turns in the file, in order
  State state = State::quiet;
  std::optional<TurnId> turn;  // the turn that is running now
};

class Replay {
 public:
  Replay(Loop& loop, TurnsPlay const& play) : loop_(loop), play_(play) {
    for (auto const& name : play.recording.speakers()) {
      Speaking one;
      one.person = std::make_unique<Person>(loop, Door{play.address, play.room}, Who{name});
      speakers_.emplace(name, std::move(one));
    }
    for (auto const& turn : play.recording.turns) speakers_.at(turn.speaker).file.push_back(turn.duration_s);
    if (play.leading) leader_ = std::make_unique<Person>(loop, *play.leading, Who{"de leiding"});
  }

  TurnsResult run();

 private:
  std::vector<Person*> everybody();
  bool gather();
  void schedule();
  void raise(Speaking& one);
  void hear_floor(Speaking& one, FloorThing const& floor);
  void yield(Speaking& one, std::optional<std::int64_t> wanted_ms);
  void learn(Speaking const& one, std::int64_t wanted_ms);
  void give_floor();
  bool is_over() const;
  bool wait_for_the_end();
  void compare(TurnsResult& result) const;
  void compare_order(TurnsResult& result) const;

  Loop& loop_;
  TurnsPlay const& play_;
  std::map<std::string, Speaking> speakers_;
  std::unique_ptr<Person> leader_;
  ServerClock clock_;
  std::shared_ptr<int> life_ = std::make_shared<int>(0);
  bool is_granting_ = false;
  std::optional<std::int64_t> granted_at_us_;  // of the grant under way, until its speaker hears of it
  std::int64_t lead_us_ = 0;                   // so much earlier the end of a turn is said
  std::size_t to_come_ = 0;                    // turns whose moment has not come
  std::int64_t moved_at_us_ = 0;               // when something last happened
};

std::vector<Person*> Replay::everybody() {
  std::vector<Person*> people;
  for (auto& [name, one] : speakers_) people.push_back(one.person.get());
  if (leader_) people.push_back(leader_.get());
  return people;
}

bool Replay::gather() {
  auto const people = everybody();
  for (auto* person : people) person->come_in();
  auto const is_everybody_in = [&] {
    return std::all_of(people.begin(), people.end(), [](auto* one) { return one->is_in() && one->own(); });
  };
  if (!loop_.run_until(is_everybody_in, milliseconds(30'000))) return false;
  if (leader_ && !leader_->store().floor()->queue_is_open) leader_->ask_and_wait(OpenQueue{});
  return true;
}

// --- the way of one turn: due, hand up, floor given, floor ended --------------------------------------------------

void Replay::schedule() {
  for (auto const& turn : play_.recording.turns) {
    auto const at = microseconds(200'000 + std::llround(turn.start_s * 1e6 / play_.speed));
    ++to_come_;
    loop_.after(at, life_, [this, &turn] {
      --to_come_;
      auto& one = speakers_.at(turn.speaker);
      one.wanted.push_back(turn.duration_s);
      raise(one);
    });
  }
}

void Replay::raise(Speaking& one) {
  if (one.state != Speaking::State::quiet || one.wanted.empty()) return;
  one.state = Speaking::State::waiting;
  one.person->ask(RequestFloor{}, [&one](Answer const& answer) {
    if (!is_done(answer)) one.person->conversation().blame("hand up: " + in_words(answer));
  });
}

void Replay::hear_floor(Speaking& one, FloorThing const& floor) {
  if (!floor.speaker || floor.speaker->seat != one.person->seat() || floor.speaker->turn == one.turn) return;
  auto const now_us = loop_.now_us();
  moved_at_us_ = now_us;
  one.turn = floor.speaker->turn;
  one.state = Speaking::State::talking;
  clock_.heard(floor.speaker->started_at, now_us);
  if (granted_at_us_) clock_.asked(floor.speaker->started_at, *granted_at_us_);
  granted_at_us_.reset();
  // The turn ends on the server's clock, in the middle of the millisecond that makes it as long as in the file.
  auto const lasts_us = std::llround(one.wanted.front() * 1000 / play_.speed) * 1000;
  auto const ends_us = clock_.local_us(floor.speaker->started_at * 1000 + lasts_us + 500);
  auto const delay_us = ends_us - lead_us_ - now_us;
  auto const wanted_ms = delay_us > 0 ? std::optional(lasts_us / 1000) : std::nullopt;  // too late teaches nothing
  loop_.after(microseconds(std::max<std::int64_t>(0, delay_us)), life_,
              [this, &one, wanted_ms] { yield(one, wanted_ms); });
}

void Replay::yield(Speaking& one, std::optional<std::int64_t> wanted_ms) {
  one.state = Speaking::State::ending;
  one.person->ask(YieldFloor{}, [this, &one, wanted_ms](Answer const& answer) {
    if (!is_done(answer)) one.person->conversation().blame("yield: " + in_words(answer));
    if (wanted_ms) learn(one, *wanted_ms);
    moved_at_us_ = loop_.now_us();
    one.wanted.pop_front();
    one.state = Speaking::State::quiet;
    raise(one);
  });
}

// "I am done" needs time to reach the room. Each turn that came out longer or shorter than meant corrects the lead a
// little; one slow answer must not spoil the turns after it.
void Replay::learn(Speaking const& one, std::int64_t wanted_ms) {
  auto const* kept = one.turn ? one.person->store().find<TurnThing>(one.turn->value) : nullptr;
  if (kept == nullptr || !kept->spoken_ms) return;
  auto const off_us = std::clamp<std::int64_t>((*kept->spoken_ms - wanted_ms) * 1000, -1'000, 1'000);
  lead_us_ = std::clamp<std::int64_t>(lead_us_ + off_us / 4, 0, lead_us_max);
}

void Replay::give_floor() {
  auto const* floor = leader_->store().floor();
  if (is_granting_ || floor == nullptr || floor->speaker || floor->queue.empty()) return;
  // Until our own answer: the speaker may hear of the grant before we do, while older news still waits for us.
  is_granting_ = true;
  granted_at_us_ = loop_.now_us();
  leader_->ask(GrantFloor{floor->queue.front().seat, std::nullopt}, [this](Answer const& answer) {
    is_granting_ = false;
    if (!is_done(answer)) leader_->conversation().blame("grant: " + in_words(answer));
  });
}

// --- the whole meeting --------------------------------------------------------------------------------------------

bool Replay::is_over() const {
  return to_come_ == 0 && std::all_of(speakers_.begin(), speakers_.end(), [](auto const& entry) {
           return entry.second.wanted.empty() && entry.second.state == Speaking::State::quiet;
         });
}

// Standing still means: somebody waits, and nothing has happened for longer than the longest turn and its surroundings.
bool Replay::wait_for_the_end() {
  double longest_s = 0;
  for (auto const& turn : play_.recording.turns) longest_s = std::max(longest_s, turn.duration_s);
  auto const patience_us = std::llround(longest_s / play_.speed * 1e6) + 15'000'000;
  moved_at_us_ = loop_.now_us();
  while (!is_over()) {
    auto const is_somebody_waiting = std::any_of(speakers_.begin(), speakers_.end(), [](auto const& entry) {
      return entry.second.state != Speaking::State::quiet;
    });
    if (loop_.is_stop_asked()) return false;
    if (!is_somebody_waiting) moved_at_us_ = loop_.now_us();
    if (loop_.now_us() - moved_at_us_ > patience_us) return false;
    loop_.run_until([this] { return is_over(); }, milliseconds(500));
  }
  return true;
}

TurnsResult Replay::run() {
  TurnsResult result;
  if (!gather()) {
    result.missing = what_is_missing(loop_, everybody(), milliseconds(1'000));
    result.missing.push_back("not everybody could come in");
    return result;
  }
  for (auto& [name, one] : speakers_) {
    one.person->on_push = [this, &one = one](Push const& push) {
      if (auto const* floor = floor_in(push)) hear_floor(one, *floor);
    };
  }
  if (leader_) {
    leader_->on_push = [this](Push const& push) {
      if (floor_in(push) != nullptr || std::holds_alternative<Snapshot>(push)) give_floor();
    };
  }
  auto const began_us = loop_.now_us();
  schedule();
  if (!wait_for_the_end()) result.missing.push_back("the meeting stood still before its end");
  result.lasted_s = static_cast<double>(loop_.now_us() - began_us) / 1e6;
  auto const missing = what_is_missing(loop_, everybody());
  result.missing.insert(result.missing.end(), missing.begin(), missing.end());
  compare(result);
  compare_order(result);
  for (auto* person : everybody()) person->leave();
  loop_.run_for(milliseconds(100));
  return result;
}

// --- comparing with the file ----------------------------------------------------------------------------------------

void Replay::compare(TurnsResult& result) const {
  for (auto const& name : play_.recording.speakers()) {
    auto const& one = speakers_.at(name);
    std::int64_t spoken_ms = 0;
    std::vector<double> room_s;
    for (auto const& [turn, seat] : one.person->conversation().floor_order()) {
      if (seat != one.person->seat()) continue;
      auto const* kept = one.person->store().find<TurnThing>(turn.value);
      if (kept == nullptr || !kept->spoken_ms) {
        result.missing.push_back(name + ": turn " + turn.value + " is not in the talk stream");
        continue;
      }
      spoken_ms += *kept->spoken_ms;
      room_s.push_back(static_cast<double>(*kept->spoken_ms) * play_.speed / 1000);
    }
    auto const& speaker = result.speakers.emplace_back(compared(name, one.file, room_s));
    if (speaker.turns_seen != speaker.turns) {
      result.missing.push_back(name + ": " + std::to_string(speaker.turns) + " turns in the file, " +
                               std::to_string(speaker.turns_seen) + " in the room");
    }
    if (auto const& own = one.person->own(); own && std::abs(own->spoken_seconds - spoken_ms / 1000) > 1) {
      result.missing.push_back(name + ": own.spoken_seconds says " + std::to_string(own->spoken_seconds));
    }
  }
}

// Who came back by a snapshot may have missed a change of the floor; the turns both saw must have one order.
void Replay::compare_order(TurnsResult& result) const {
  using Order = std::vector<std::pair<TurnId, SeatId>>;
  Person const* first = nullptr;
  auto const compare_with_first = [&](Person const& person) {
    if (first == nullptr) {
      first = &person;
      return;
    }
    auto one = first->conversation().floor_order();
    auto other = person.conversation().floor_order();
    if (first->conversation().snapshots_seen() > 1 || person.conversation().snapshots_seen() > 1) {
      auto const keep_common = [](Order& order, Order const& in) {
        std::erase_if(order, [&](auto const& turn) { return std::find(in.begin(), in.end(), turn) == in.end(); });
      };
      keep_common(one, Order(other));
      keep_common(other, Order(one));
    }
    if (one != other) result.missing.push_back(first->name() + " and " + person.name() + " saw another order of turns");
  };
  for (auto const& [name, one] : speakers_) compare_with_first(*one.person);
  if (leader_) compare_with_first(*leader_);
}

}  // namespace

double allowance_s(double turn_s) { return std::max(seconds_off_max, share_off_max * turn_s); }

bool SpeakerResult::is_within() const { return turns == turns_seen && std::abs(room_s - file_s) <= allowed_s; }

SpeakerResult compared(std::string name, std::vector<double> const& file_s, std::vector<double> const& room_s) {
  SpeakerResult speaker;
  speaker.name = std::move(name);
  speaker.turns = static_cast<int>(file_s.size());
  speaker.turns_seen = static_cast<int>(room_s.size());
  for (double const turn_s : file_s) {
    speaker.file_s += turn_s;
    speaker.allowed_s += allowance_s(turn_s);
  }
  for (double const turn_s : room_s) speaker.room_s += turn_s;
  for (std::size_t i = 0; i < std::min(file_s.size(), room_s.size()); ++i) {
    auto const off_s = room_s[i] - file_s[i];
    if (std::abs(off_s) > allowance_s(file_s[i])) ++speaker.turns_beyond;
    if (std::abs(off_s) > std::abs(speaker.worst_turn_s)) speaker.worst_turn_s = off_s;
  }
  return speaker;
}

int TurnsResult::turns() const {
  int sum = 0;
  for (auto const& one : speakers) sum += one.turns_seen;
  return sum;
}

int TurnsResult::turns_beyond() const {
  int sum = 0;
  for (auto const& one : speakers) sum += one.turns_beyond;
  return sum;
}

bool TurnsResult::are_turns_within() const { return turns_beyond() <= turns_beyond_share_max * turns(); }

std::vector<std::string> TurnsResult::faults() const {
  auto faults = missing;
  if (speakers.empty()) faults.push_back("nobody spoke");
  for (auto const& one : speakers) {
    if (!one.is_within()) faults.push_back(one.name + ": spoke longer or shorter than in the file");
  }
  if (!are_turns_within()) {
    faults.push_back(std::to_string(turns_beyond()) + " of " + std::to_string(turns()) +
                     " single turns are too long or too short");
  }
  return faults;
}

TurnsResult play_turns(Loop& loop, TurnsPlay const& play) { return Replay(loop, play).run(); }

}  // namespace rehearsal
