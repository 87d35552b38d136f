// story FOLDER RESERVE_KIB [stay] [key FILE] [copy FOLDER]: a short evening told straight to the journal, in a process
// of its own so that a fault may end it: start, a setting, two rooms, people, cards, hiding, erasing, an end with
// checkpoint, and a second start; with `copy` a backup afterwards. Prints one line for what was confirmed, when it was:
// "+ PROMISE" (promises.hpp), "+ copied", "full" (answer: not kept), "cannot: WHY", "stopped: WHY", "end". Behaves
// without memory and with a failing disk as the server does. Main thread; prints from the writer's.

#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <thread>

#include "server/ending.hpp"
#include "server/journal/backup.hpp"
#include "server/journal/journal.hpp"

namespace {

using namespace journal;
using namespace protocol;

constexpr int tries_max = 3;

// One write, so that a line is there whole or not at all, and no memory is asked for.
void print(char const* kind, char const* words = "") {
  char line[512];
  auto const length = std::snprintf(line, sizeof line, "%s%s\n", kind, words);
  if (length >= static_cast<int>(sizeof line)) ::_exit(97);
  if (::write(STDOUT_FILENO, line, static_cast<std::size_t>(length)) != length) ::_exit(98);
}

class Story {
 public:
  explicit Story(Options options) : options_(std::move(options)) {}

  bool open() {
    auto opened = open_sqlite(options_);
    if (auto const* no = std::get_if<CannotOpen>(&opened)) {
      print("cannot: ", no->why.c_str());
      return false;
    }
    journal_ = std::move(std::get<0>(opened));
    return true;
  }

  // Goes on where the journal ends.
  void begin(RoomNumber room, char const* code) {
    for (auto const& known : journal_->rooms()) {
      if (known.number == room) next_[room] = known.last_seq + 1;
    }
    if (next_[room] > 1) return;
    next_[room] = 1;
    PhasePlan phase;
    phase.id = {"phase"};
    phase.key = phase.werkvorm = {"bord"};
    phase.title = {"Op het bord"};
    phase.columns.push_back({{"column"}, {"Ideeën"}});
    keep(room, RoomOpened{{code}, {"Plein"}, {"Wat komt hier?"}, {}, {phase}, 1'000}, std::string("room ") + code,
         code);
  }
  void take_seat(RoomNumber room, char const* seat) {
    SeatTaken taken;
    taken.seat = {seat};
    taken.name = {{seat}, std::string("Naam van ") + seat, std::string("naam") + seat, false};
    keep(room, taken, std::string("seat ") + seat);
  }
  bool post(RoomNumber room, char const* seat, char const* card, std::string const& text, bool is_promised = true) {
    CardPosted posted;
    posted.card = {card};
    posted.column = {"column"};
    posted.phase = {"phase"};
    posted.author = {seat};
    posted.text = {{seat}, text, false};
    return keep(room, posted, is_promised ? std::string("card ") + card + ' ' + text : "");
  }
  void hide(RoomNumber room, char const* card) {
    keep(room, ItemHidden{{ItemKind::card, card}, {"s1"}, {{"s1"}, "past niet", false}, 4'000},
         std::string("gone ") + card);
  }
  void set(char const* key, char const* value, char const* promise) {
    again_while_full(promise, [&](OnCommitted done) { journal_->put_setting(key, value, std::move(done)); });
  }
  void erase(RoomNumber room, char const* seat, char const* promise) {
    keep(room, SeatErased{{seat}, std::nullopt, 5'000}, promise);
  }
  void read(RoomNumber room) {
    std::promise<void> done;
    journal_->read(room, 1, [&](std::variant<Slice, Corruption> part) {
      if (auto const* bad = std::get_if<Corruption>(&part)) print("stopped: ", bad->what.c_str());
      if (!std::holds_alternative<Slice>(part) || std::get<Slice>(part).is_last) done.set_value();
    });
    done.get_future().get();
  }
  // The file is written at most once a second; it knows all when it has been made anew after the last event.
  void wait_for_heads() const {
    auto const path = options_.folder + "/heads";
    auto const before = std::filesystem::last_write_time(path);
    while (std::filesystem::last_write_time(path) == before) std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  void close() { journal_.reset(); }

 private:
  bool keep(RoomNumber room, Event event, std::string const& promise, char const* new_code = nullptr) {
    auto const seq = next_[room];
    auto const id = "command-" + std::to_string(room) + '-' + std::to_string(seq);
    Record const record{seq, 1'000 * seq, Cause{{"s1"}, {id}, "print"}, std::move(event)};
    auto const is_kept = again_while_full(promise.c_str(), [&](OnCommitted done) {
      Batch batch{room, std::nullopt, {record}};
      if (new_code) batch.new_code = RoomCode{new_code};
      journal_->append({std::move(batch)}, [&, done = std::move(done)](Outcome outcome) {
        if (outcome == Outcome::committed) print("+ answered ", id.c_str());
        done(outcome);
      });
    });
    if (is_kept) ++next_[room];
    return is_kept;
  }

  // As a client does: "not kept, ask again" is answered by asking again, but not for ever here.
  template <class Ask>
  bool again_while_full(char const* promise, Ask&& ask) {
    for (int i = 0; i < tries_max; ++i) {
      std::promise<Outcome> answer;
      ask([&](Outcome outcome) {
        if (outcome == Outcome::committed && *promise) print("+ ", promise);
        if (outcome == Outcome::disk_full) print("full");
        answer.set_value(outcome);
      });
      if (answer.get_future().get() == Outcome::committed) return true;
    }
    return false;
  }

  Options const options_;
  std::unique_ptr<Journal> journal_;
  std::map<RoomNumber, std::int64_t> next_;
};

// The value behind a word of the command line; "" when the word is not there or the last.
std::string_view after_word(std::span<char* const> words, std::string_view word) {
  auto const found = std::ranges::find(words, word);
  return found == words.end() || found + 1 == words.end() ? std::string_view{} : *(found + 1);
}

int copy(Options const& options, std::string const& folder) {
  auto const made = back_up(options, {folder, folder + "/keys.sqlite"});
  if (auto const* no = std::get_if<CannotOpen>(&made)) {
    print("cannot: ", no->why.c_str());
    return 71;
  }
  print("+ copied");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  end_clearly_when_stuck();
  if (argc < 3 || sodium_init() < 0) return 2;
  std::span<char* const> const words{argv + 3, static_cast<std::size_t>(argc - 3)};
  Options options;
  options.folder = argv[1];
  options.server_key_file = after_word(words, "key");
  if (options.server_key_file.empty()) options.server_key_file = options.folder + "/server.key";
  options.reserve_bytes = std::strtoull(argv[2], nullptr, 10) * 1024;
  Story story{options};
  if (!story.open()) return 71;
  story.begin(1, "ABCD2345");
  story.set("password_hash", "$argon2id$...", "office");
  story.take_seat(1, "s1");
  story.take_seat(1, "s2");
  story.post(1, "s1", "k1", "een bankje");
  bool const is_there = story.post(1, "s2", "k2", "van wie gewist wordt", false);
  story.post(1, "s1", "k3", std::string(9'000, 'w'), false);
  story.hide(1, "k1");
  story.begin(2, "EFGH2345");
  story.take_seat(2, "s9");
  story.erase(1, "s2", is_there ? "erased card k2" : "");
  story.close();
  if (!story.open()) return 71;
  story.begin(1, "ABCD2345");
  story.read(1);
  story.post(1, "s1", "k4", "na de herstart");
  if (std::ranges::find(words, std::string_view{"stay"}) != words.end()) {
    story.set("library", "De Zwaan", "");
    story.wait_for_heads();
    ::_exit(0);
  }
  story.close();
  if (auto const to = after_word(words, "copy"); !to.empty()) return copy(options, std::string{to});
  print("end");
  return 0;
}
