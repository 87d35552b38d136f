// See killing.hpp.

#include "tests/live/killing.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <thread>

#include "tests/live/raw_line.hpp"
#include "tests/support/server_process.hpp"

namespace live {

using namespace protocol;

namespace {

constexpr int writers_count = 4;
constexpr int cards_per_hand = 6;
constexpr int cards_per_round = 25;     // of each writer; a board holds 5,000
constexpr long cards_per_room = 3'000;  // a room is left then, long before its board is full
constexpr int loads_max = 10;           // in one round, when a call is waited for
constexpr std::size_t unanswered_max = 3;
constexpr int glance_ms = 2;
constexpr int silent_max = 20'000 / glance_ms;

// One person who writes cards, raises and lowers a hand now and then, and remembers what was promised.
class Writer {
 public:
  explicit Writer(std::string name) : name_(std::move(name)) {}

  // Until everything of this round is answered, or the line ends.
  void work(std::string const& port, std::string const& code, int new_cards) {
    RawLine line{port};
    auto const seat =
        token_.empty() ? join(line, code, name_, "a-secret-join-id-of-" + name_) : come_back(line, code, token_);
    if (!seat) return;
    token_ = seat->token;
    seat_ = seat->id;
    for (auto const& [id, text] : unanswered_) say(line, id, text);
    if (hand_id_) move_hand(line);
    int silent = 0, moved_at = 0;
    while (!line.is_gone() && (new_cards > 0 || has_unanswered())) {
      if (new_cards % cards_per_hand == 1 && new_cards != moved_at && !hand_id_) {
        moved_at = new_cards;
        hand_id_ = name_ + "-hand-" + std::to_string(next_++);
        is_going_up_ = !is_up_.value_or(false);
        move_hand(line);
      }
      if (new_cards > 0 && unanswered_.size() < unanswered_max) {
        --new_cards;
        auto const id = name_ + "-" + std::to_string(next_++);  // everybody sees it as a cause: of this writer alone
        auto const text = "card " + id;
        unanswered_[id] = text;
        ++sent;
        say(line, id, text);
      }
      auto const push = line.push(glance_ms);
      if (push) take(*push);
      silent = push ? 0 : silent + 1;
      if (silent >= silent_max) faults.push_back(name_ + " hears nothing any more, on a line that is open");
      if (!faults.empty()) return;
    }
  }

  std::string const& token() const { return token_; }
  bool has_unanswered() const { return !unanswered_.empty() || hand_id_; }
  // What is wrong with this person's hand, "" for nothing; only when the last that was asked of it was answered. Who
  // had a hand up may have got the floor: nobody leads this room.
  std::string wrong_hand(std::vector<Thing> const& things) const {
    if (hand_id_ || !is_up_) return "";
    bool is_there = false, has_spoken = false;
    for (auto const& thing : things) {
      if (auto const* floor = std::get_if<FloorThing>(&thing)) {
        is_there = std::ranges::find(floor->queue, seat_, &Hand::seat) != floor->queue.end();
        has_spoken = has_spoken || (floor->speaker && floor->speaker->seat == seat_);
      }
      if (auto const* turn = std::get_if<TurnThing>(&thing)) has_spoken = has_spoken || turn->seat == seat_;
    }
    if (*is_up_ && !is_there && !has_spoken) return "the hand of " + name_ + " was up, as was confirmed, and is gone";
    if (!*is_up_ && is_there) return "the hand of " + name_ + " was lowered, as was confirmed, and is up";
    return "";
  }
  std::set<std::string> acknowledged, shown;
  long hands = 0;  // up or down, and confirmed
  std::vector<std::string> faults;
  long sent = 0;

 private:
  static void say(RawLine& line, std::string const& id, std::string const& text) {
    line.say(asking(id, PostCard{ColumnId{"acties"}, {text}, std::nullopt}));
  }
  void move_hand(RawLine& line) const {
    line.say(asking(*hand_id_, is_going_up_ ? Command{RequestFloor{}} : Command{LowerHand{}}));
  }
  void answered(std::string const& id) {
    if (id == hand_id_) {
      hand_id_.reset();
      is_up_ = is_going_up_;
      ++hands;
      return;
    }
    auto const found = unanswered_.find(id);
    if (found == unanswered_.end()) return;
    acknowledged.insert(found->second);
    unanswered_.erase(found);
  }
  void see(std::vector<Thing> const& things) {
    for (auto const& thing : things) {
      if (auto const* card = std::get_if<CardThing>(&thing)) shown.insert(card->text);
    }
  }
  void take(Push const& push) {
    if (auto const* update = std::get_if<Update>(&push)) {
      see(update->changed);
      if (update->cause) answered(update->cause->value);
    } else if (auto const* snapshot = std::get_if<Snapshot>(&push)) {
      see(snapshot->things);
    } else if (auto const* done = std::get_if<Done>(&push)) {
      answered(done->id.value);
    } else if (auto const* no = std::get_if<Refused>(&push); no && no->id.value == hand_id_) {
      hand_id_.reset();  // has got the floor meanwhile
      is_up_.reset();
    } else if (std::holds_alternative<Refused>(push) || std::holds_alternative<BadMessage>(push)) {
      faults.push_back(name_ + " was refused: " + encode(push));
    }
  }

  std::string name_;
  std::string token_;
  SeatId seat_;
  std::map<std::string, std::string> unanswered_;  // by id
  std::optional<std::string> hand_id_;             // likewise, of the hand: one at a time
  bool is_going_up_ = false;
  std::optional<bool> is_up_;  // as was confirmed last; none: not known
  int next_ = 1;
};

class Trial {
 public:
  explicit Trial(std::uint64_t seed) : dice_(seed) {}

  KillReport run(int times) {
    if (!server_.start()) return fail("the server does not start: " + server_.log());
    for (int round = 0; report_.kills < times && report_.faults.empty(); ++round) {
      if (writers_.empty() && !new_room(round)) return fail("no room can be made");
      kill_once(draw_moment());
      if (!server_.start()) return fail("the server does not come back: " + server_.log());
      compare();
      if (sent() >= cards_per_room || report_.kills >= times) finish_room();
    }
    server_.stop();
    auto const verify = std::string{PLEKBERAAD_PROGRAM} + " verify --data " + server_.data().string() + " > /dev/null";
    if (std::system(verify.c_str()) != 0) return fail("verify finds the journal damaged");
    return report_;
  }

 private:
  KillReport fail(std::string what) {
    report_.faults.push_back(std::move(what));
    return report_;
  }

  bool new_room(int kill) {
    code_ = make_room(server_.port());
    writers_.clear();
    for (int i = 0; i < writers_count; ++i) {
      writers_.push_back(std::make_unique<Writer>("Buur-" + std::to_string(kill) + "-" + std::to_string(i)));
    }
    return !code_.empty();
  }

  // From a shuffled deck, so that few kills too meet every moment.
  template <class T, std::size_t size>
  T draw(std::vector<T>& deck, T const (&all)[size]) {
    if (deck.empty()) {
      deck.assign(std::begin(all), std::end(all));
      std::shuffle(deck.begin(), deck.end(), dice_);
    }
    auto const drawn = deck.back();
    deck.pop_back();
    return drawn;
  }

  Moment draw_moment() {
    static constexpr Moment all[] = {Moment::under_load, Moment::under_load, Moment::entering,  Moment::start,
                                     Moment::call,       Moment::checkpoint, Moment::checkpoint};
    return draw(moments_, all);
  }

  void kill_once(Moment moment) {
    if (moment == Moment::start) return kill_at_start();
    if (moment == Moment::call || moment == Moment::checkpoint) return kill_at_call(moment);
    work(moment == Moment::entering ? 15'000 : 150'000);
    killed(moment);
  }

  void killed(Moment moment) {
    ++report_.kills;
    ++report_.at[moment];
  }

  // Everybody writes. The kill comes within so many microseconds, or soon after all is written; none: no kill from
  // here. True: the server is gone, and not by this kill.
  bool work(std::optional<int> kill_within_us) {
    std::atomic<int> at_work{static_cast<int>(writers_.size())};
    std::vector<std::thread> threads;
    for (auto& writer : writers_) {
      threads.emplace_back([this, &writer, &at_work] {
        writer->work(server_.port(), code_, cards_per_round);
        --at_work;
      });
    }
    auto const drawn = std::uniform_int_distribution<int>{0, kill_within_us.value_or(0)}(dice_);
    auto const until = std::chrono::steady_clock::now() + std::chrono::microseconds{drawn};
    std::chrono::microseconds const glance{kill_within_us ? std::min(drawn + 1, 1'000) : 1'000};
    while (at_work > 0 && server_.is_running()) {
      if (kill_within_us && std::chrono::steady_clock::now() >= until) break;
      std::this_thread::sleep_for(glance);
    }
    // The journal tidies up once nobody asks for anything: a kill in that moment has its turn too.
    if (at_work == 0) std::this_thread::sleep_for(std::chrono::microseconds{dice_() % 20'000});
    bool const is_gone = !server_.is_running();
    if (kill_within_us) server_.kill_hard();
    for (auto& thread : threads) thread.join();
    return is_gone;
  }

  void kill_at_start() {
    server_.kill_hard();
    server_.start_and_kill(std::chrono::microseconds{std::uniform_int_distribution<int>{0, 60'000}(dice_)});
    killed(Moment::start);
  }

  // The layer kills the server as it asks for the n-th such call. When it does not come to that many, nothing was
  // killed at a call, and the ordinary kill counts.
  void kill_at_call(Moment moment) {
    static constexpr char const* kinds[] = {"sync", "sync", "write", "open", "rename", "truncate"};
    std::string const kind = moment == Moment::checkpoint ? "table" : draw(calls_, kinds);
    auto const first = 1 + dice_() % (kind == "write" || kind == "table" ? 60 : kind == "sync" ? 20 : 4);
    server_.kill_hard();
    server_.in_environment({"LD_PRELOAD=" PLEKBERAAD_LAYER, "PLEKBERAAD_FAULTS_FOLDER=" + server_.data().string(),
                            "PLEKBERAAD_FAULTS_PLAN=" + kind + ' ' + std::to_string(first) + " KILL"});
    bool has_died = !server_.start();
    // A checkpoint comes once the WAL has grown, so it may take more than one load.
    for (int load = 0; load < loads_max && !has_died; ++load) has_died = work(std::nullopt);
    server_.kill_hard();
    server_.in_environment({});
    killed(has_died ? moment : Moment::under_load);
    if (has_died) ++report_.calls[kind];
  }

  // In this room.
  long sent() const {
    long count = 0;
    for (auto const& writer : writers_) count += writer->sent;
    return count;
  }

  // What somebody with a seat sees now.
  std::vector<Thing> look() {
    for (auto const& writer : writers_) {
      if (writer->token().empty()) continue;
      auto const things = things_seen(server_.port(), code_, writer->token());
      if (!things) report_.faults.push_back("a seat that was given does not open the room any more");
      return things.value_or(std::vector<Thing>{});
    }
    return {};
  }
  static std::map<std::string, int> board_of(std::vector<Thing> const& things) {
    std::map<std::string, int> count;
    for (auto const& text : cards_among(things)) ++count[text];
    return count;
  }

  void compare() {
    auto const things = look();
    auto const there = board_of(things);
    for (auto const& [text, times] : there) {
      if (times != 1) report_.faults.push_back("'" + text + "' is there " + std::to_string(times) + " times");
    }
    for (auto const& writer : writers_) {
      for (auto const& fault : writer->faults) report_.faults.push_back(fault);
      if (auto const wrong = writer->wrong_hand(things); !wrong.empty()) report_.faults.push_back(wrong);
      for (auto const& text : writer->acknowledged) {
        if (!there.contains(text)) report_.faults.push_back("'" + text + "' was acknowledged and is gone");
      }
      for (auto const& text : writer->shown) {
        if (!there.contains(text)) report_.faults.push_back("'" + text + "' was shown and is gone");
      }
    }
  }

  // Nobody kills now: what was never answered is sent again under its old id.
  void finish_room() {
    for (auto& writer : writers_) writer->work(server_.port(), code_, 0);
    compare();
    auto const there = board_of(look());
    for (auto const& writer : writers_) {
      if (writer->has_unanswered()) report_.faults.push_back("a command is not answered though nobody kills");
      report_.acknowledged += static_cast<long>(writer->acknowledged.size());
      report_.shown += static_cast<long>(writer->shown.size());
      report_.hands += writer->hands;
    }
    report_.sent += sent();
    if (static_cast<long>(there.size()) != sent())
      report_.faults.push_back("there are more or fewer cards than were sent");
    writers_.clear();
  }

  std::mt19937_64 dice_;
  std::vector<Moment> moments_;
  std::vector<char const*> calls_;
  support::ServerProcess server_;
  std::string code_;
  std::vector<std::unique_ptr<Writer>> writers_;
  KillReport report_;
};

}  // namespace

KillReport kill_again_and_again(int times, std::uint64_t seed) { return Trial{seed}.run(times); }

}  // namespace live
