// See killing.hpp.

#include "tests/live/killing.hpp"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <thread>

#include "tests/live/raw_line.hpp"
#include "tests/support/server_process.hpp"

namespace live {

using namespace protocol;

namespace {

constexpr int writers_count = 4;
constexpr int cards_per_round = 25;                          // of each writer; a board holds 5,000
constexpr int rounds_per_room = 40;
constexpr std::size_t unanswered_max = 3;

// One person who writes cards and remembers what was promised.
class Writer {
 public:
  explicit Writer(std::string name) : name_(std::move(name)) {}

  // Until everything of this round is answered, or the line ends.
  void work(std::string const& port, std::string const& code, int new_cards) {
    RawLine line{port};
    auto const seat = token_.empty() ? join(line, code, name_, "a-secret-join-id-of-" + name_)
                                     : come_back(line, code, token_);
    if (!seat) return;
    token_ = seat->token;
    for (auto const& [id, text] : unanswered_) say(line, id, text);
    while (!line.is_gone() && (new_cards > 0 || !unanswered_.empty())) {
      if (new_cards > 0 && unanswered_.size() < unanswered_max) {
        --new_cards;
        auto const id = name_ + "-" + std::to_string(next_++);   // everybody sees it as a cause: of this writer alone
        auto const text = "card " + id;
        unanswered_[id] = text;
        ++sent;
        say(line, id, text);
      }
      if (auto const push = line.push(2)) take(*push);
    }
  }

  std::string const& token() const { return token_; }
  bool has_unanswered() const { return !unanswered_.empty(); }
  std::set<std::string> acknowledged, shown;
  std::vector<std::string> faults;
  long sent = 0;

 private:
  static void say(RawLine& line, std::string const& id, std::string const& text) {
    line.say(asking(id, PostCard{ColumnId{"acties"}, {text}, std::nullopt}));
  }
  void answered(std::string const& id) {
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
    } else if (std::holds_alternative<Refused>(push) || std::holds_alternative<BadMessage>(push)) {
      faults.push_back(name_ + " was refused: " + encode(push));
    }
  }

  std::string name_;
  std::string token_;
  std::map<std::string, std::string> unanswered_;            // by id
  int next_ = 1;
};

class Trial {
 public:
  explicit Trial(std::uint64_t seed) : dice_(seed) {}

  KillReport run(int times) {
    if (!server_.start()) return fail("the server does not start: " + server_.log());
    for (int round = 0; report_.kills < times && report_.faults.empty(); ++round) {
      if (round % rounds_per_room == 0 && !new_room(round)) return fail("no room can be made");
      kill_once(draw_moment());
      if (!server_.start()) return fail("the server does not come back: " + server_.log());
      compare();
      if (round % rounds_per_room == rounds_per_room - 1 || report_.kills >= times) finish_room();
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

  Moment draw_moment() {
    constexpr Moment moments[] = {Moment::under_load, Moment::under_load, Moment::entering, Moment::start,
                                  Moment::call,       Moment::checkpoint, Moment::checkpoint};
    return moments[dice_() % std::size(moments)];
  }

  void kill_once(Moment moment) {
    if (moment == Moment::start) return kill_at_start();
    if (moment == Moment::call || moment == Moment::checkpoint) return kill_at_call(moment);
    work_and_kill(moment == Moment::entering ? 15'000 : 150'000);
    killed(moment);
  }

  void killed(Moment moment) {
    ++report_.kills;
    ++report_.at[moment];
  }

  // Everybody writes; the kill comes within so many microseconds, or soon after all is written. True: the server was
  // gone before that.
  bool work_and_kill(int within_us) {
    std::atomic<int> at_work{static_cast<int>(writers_.size())};
    std::vector<std::thread> threads;
    for (auto& writer : writers_) {
      threads.emplace_back([this, &writer, &at_work] {
        writer->work(server_.port(), code_, cards_per_round);
        --at_work;
      });
    }
    auto const wait = std::chrono::microseconds{std::uniform_int_distribution<int>{0, within_us}(dice_)};
    auto const until = std::chrono::steady_clock::now() + wait;
    while (std::chrono::steady_clock::now() < until && server_.is_running() && at_work > 0) {
      std::this_thread::sleep_for(std::min(wait, std::chrono::microseconds{1'000}));
    }
    // The journal tidies up once nobody asks for anything: a kill in that moment has its turn too.
    if (at_work == 0) std::this_thread::sleep_for(std::chrono::microseconds{dice_() % 20'000});
    bool const was_gone = !server_.is_running();
    server_.kill_hard();
    for (auto& thread : threads) thread.join();
    return was_gone;
  }

  void kill_at_start() {
    server_.kill_hard();
    server_.start_and_kill(std::chrono::microseconds{std::uniform_int_distribution<int>{0, 60'000}(dice_)});
    killed(Moment::start);
  }

  // The layer kills the server as it asks for the n-th such call. When it does not come to that many, nothing was
  // killed at a call, and the ordinary kill counts.
  void kill_at_call(Moment moment) {
    constexpr char const* kinds[] = {"sync", "write", "open", "rename", "truncate"};
    auto const kind = moment == Moment::checkpoint ? std::string{"table"} : kinds[dice_() % std::size(kinds)];
    bool const is_frequent = kind == "table" || kind == "write" || kind == "sync";
    auto const first = 1 + dice_() % (is_frequent ? 60 : 4);
    server_.kill_hard();
    server_.in_environment({"LD_PRELOAD=" PLEKBERAAD_LAYER, "PLEKBERAAD_FAULTS_FOLDER=" + server_.data().string(),
                            "PLEKBERAAD_FAULTS_PLAN=" + kind + ' ' + std::to_string(first) + " KILL"});
    bool const has_died = !server_.start() || work_and_kill(3'000'000);
    server_.in_environment({});
    killed(has_died ? moment : Moment::under_load);
  }

  // What is on the board now, how often.
  std::map<std::string, int> board() {
    std::map<std::string, int> count;
    for (auto const& writer : writers_) {
      if (writer->token().empty()) continue;
      auto const cards = cards_seen(server_.port(), code_, writer->token());
      if (!cards) {
        report_.faults.push_back("a seat that was given does not open the room any more");
        return count;
      }
      for (auto const& text : *cards) ++count[text];
      return count;
    }
    return count;
  }

  void compare() {
    auto const there = board();
    for (auto const& [text, times] : there) {
      if (times != 1) report_.faults.push_back("'" + text + "' is there " + std::to_string(times) + " times");
    }
    for (auto const& writer : writers_) {
      for (auto const& fault : writer->faults) report_.faults.push_back(fault);
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
    auto const there = board();
    long sent = 0;
    for (auto const& writer : writers_) {
      if (writer->has_unanswered()) report_.faults.push_back("a command is not answered though nobody kills");
      sent += writer->sent;
      report_.acknowledged += static_cast<long>(writer->acknowledged.size());
      report_.shown += static_cast<long>(writer->shown.size());
    }
    report_.sent += sent;
    if (static_cast<long>(there.size()) != sent)
      report_.faults.push_back("there are more or fewer cards than were sent");
  }

  std::mt19937_64 dice_;
  support::ServerProcess server_;
  std::string code_;
  std::vector<std::unique_ptr<Writer>> writers_;
  KillReport report_;
};

}  // namespace

KillReport kill_again_and_again(int times, std::uint64_t seed) { return Trial{seed}.run(times); }

}  // namespace live
