// See killing.hpp.

#include "tests/live/killing.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <thread>

#include "protocol/close_codes.hpp"
#include "tests/live/raw_line.hpp"
#include "tests/live/writer.hpp"
#include "tests/support/server_process.hpp"

namespace live {

using namespace protocol;

namespace {

constexpr int writers_count = 4;
constexpr int cards_per_round = 25;     // of each writer; a board holds 5,000
constexpr long cards_per_room = 3'000;  // a room is left then, long before its board is full
constexpr int loads_max = 10;           // in one round, when a call is waited for

// Somebody who comes in, writes, and erases all of it. True: was told that it is done.
bool comes_and_is_erased(std::string const& port, std::string const& code, std::string const& name) {
  RawLine line{port};
  auto const seat = join(line, code, name, "a-secret-join-id-of-" + name);
  if (!seat) return false;
  line.say(asking(name + "-card", PostCard{ColumnId{"acties"}, {guest_words + name}, std::nullopt}));
  while (auto const update = line.until<Update>()) {
    if (update->cause && update->cause->value == name + "-card") break;
  }
  line.say(asking(name + "-erase", EraseSeat{seat->id}));
  return line.close_code() == close_codes::seat_erased.code;
}

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
    static constexpr Moment all[] = {Moment::under_load, Moment::under_load, Moment::entering,
                                     Moment::start,      Moment::call,       Moment::checkpoint,
                                     Moment::checkpoint, Moment::backup,     Moment::erased};
    return draw(moments_, all);
  }

  void kill_once(Moment moment) {
    if (moment == Moment::start) return kill_at_start();
    if (moment == Moment::call || moment == Moment::checkpoint) return kill_at_call(moment);
    if (moment == Moment::backup) return kill_in_backup();
    if (moment == Moment::erased) return kill_once_erased();
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
    std::atomic<int> at_work{static_cast<int>(writers_.size()) + 1};
    std::vector<std::thread> threads;
    for (auto& writer : writers_) {
      threads.emplace_back([this, &writer, &at_work] {
        writer->work(server_.port(), code_, cards_per_round);
        --at_work;
      });
    }
    auto const guest = "Gast-" + std::to_string(++guests_);
    threads.emplace_back([this, guest, &at_work, code = code_, process = server_.process()] {
      if (comes_and_is_erased(server_.port(), code, guest)) {
        erased_ = guest;
        if (kills_once_erased_) ::kill(process, SIGKILL);
      }
      --at_work;
    });
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
    if (!erased_.empty()) told_erased_.insert(std::exchange(erased_, {}));
    return is_gone;
  }

  // The verb asks the server, which copies between its commits while everybody writes.
  void kill_in_backup() {
    auto const root = server_.data().parent_path() / ("backup-" + std::to_string(report_.kills));
    auto const data = server_.data().string(), key = (server_.data() / "server.key").string();
    auto const acknowledged = all_acknowledged();
    int code = -1;
    std::thread asking{[&] {
      code = verb("backup --data " + data + " --to " + (root / "evenings").string() + " --keys-to " +
                  (root / "keys").string());
    }};
    work(30'000);
    asking.join();
    killed(Moment::backup);
    report_.backups += code == 0 ? 0 : 1;
    auto const evenings = only_in(root / "evenings"), keys = only_in(root / "keys");
    bool const is_back = verb("restore --data " + (root / "back").string() + " --server-key " + key + " --from " +
                              evenings + " --keys " + keys) == 0;
    if (code == 0 && !is_back) report_.faults.push_back("a backup that was reported cannot be restored");
    if (is_back) {
      ++report_.restored;
      support::ServerProcess back;
      std::filesystem::copy(root / "back", back.data(), std::filesystem::copy_options::recursive);
      std::filesystem::copy_file(key, back.data() / "server.key");
      if (!back.start()) report_.faults.push_back("no server starts on a restored backup: " + back.log());
      auto const cards = cards_seen(back.port(), code_, std::nullopt).value_or(std::vector<std::string>{});
      for (auto const& text : acknowledged)
        if (std::ranges::find(cards, text) == cards.end())
          report_.faults.push_back("'" + text + "' was acknowledged before the backup, which was restored without it");
    }
    std::filesystem::remove_all(root);
  }

  static int verb(std::string const& words) {
    auto const ended = std::system((std::string{PLEKBERAAD_PROGRAM} + ' ' + words + " > /dev/null 2>&1").c_str());
    return WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
  }
  static std::string only_in(std::filesystem::path const& folder) {
    std::error_code none;
    for (auto const& entry : std::filesystem::directory_iterator{folder, none}) return entry.path().string();
    return (folder / "nothing").string();
  }
  std::vector<std::string> all_acknowledged() const {
    std::vector<std::string> all;
    for (auto const& writer : writers_) all.insert(all.end(), writer->acknowledged.begin(), writer->acknowledged.end());
    return all;
  }

  // No time to write down what was told too early.
  void kill_once_erased() {
    kills_once_erased_ = true;
    bool const has_died = work(std::nullopt);
    kills_once_erased_ = false;
    server_.kill_hard();
    killed(has_died ? Moment::erased : Moment::under_load);
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
    for (auto const& text : cards_among(things))
      if (!text.empty() && !text.starts_with(guest_words)) ++count[text];
    return count;
  }

  void compare() {
    auto const things = look();
    auto const there = board_of(things);
    for (auto const& text : cards_among(things)) {
      if (text.starts_with(guest_words) && told_erased_.contains(text.substr(std::string{guest_words}.size())))
        report_.faults.push_back("'" + text + "' was told to be erased and is back");
    }
    for (auto const& thing : things) {
      auto const* seat = std::get_if<SeatThing>(&thing);
      if (seat && told_erased_.contains(seat->name))
        report_.faults.push_back(seat->name + " was told to be erased and is back");
    }
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
    report_.erased = static_cast<long>(told_erased_.size());
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
  int guests_ = 0;
  std::string erased_;  // in this round
  bool kills_once_erased_ = false;
  std::set<std::string> told_erased_;  // names
  KillReport report_;
};

}  // namespace

KillReport kill_again_and_again(int times, std::uint64_t seed) { return Trial{seed}.run(times); }

}  // namespace live
