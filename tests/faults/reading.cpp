// See reading.hpp.

#include "tests/faults/reading.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <future>
#include <thread>

#include "protocol/json.hpp"
#include "server/journal/journal.hpp"
#include "tests/faults/promises.hpp"

namespace faults {

namespace {

using namespace protocol;

// The cards that people see: neither taken back nor hidden nor waiting for a look.
struct Board {
  std::map<std::string, std::string> all;
  std::set<std::string> gone, held;

  void add(Record const& record) {
    std::visit(
        [this]<class T>(T const& event) {
          if constexpr (std::is_same_v<T, CardPosted> || std::is_same_v<T, CardEdited>)
            take(event.card.value, event.text.text, event.held_because.has_value());
          if constexpr (std::is_same_v<T, CardPublished>) held.erase(event.card.value);
          if constexpr (std::is_same_v<T, CardRetracted>) gone.insert(event.card.value);
          if constexpr (std::is_same_v<T, ItemHidden>) hide(event.item.id);
          if constexpr (std::is_same_v<T, ItemRestored>) gone.erase(event.item.id);
        },
        record.event);
  }
  void take(std::string const& card, std::string const& text, bool waits) {
    all[card] = text;
    waits ? void(held.insert(card)) : void(held.erase(card));
  }
  void hide(std::string const& item) {  // somebody has looked
    gone.insert(item);
    held.erase(item);
  }
  std::map<std::string, std::string> shown() const {
    auto left = all;
    for (auto const* away : {&gone, &held})
      for (auto const& card : *away) left.erase(card);
    return left;
  }
};

// Records as text, nothing sealed and nothing left out.
struct Plain : Sealer {
  std::string text;
  std::string seal(SeatId const& owner, std::string_view words) override {
    return owner.value + '|' + std::string{words};
  }
  void keep_name(PersonalName const& name) override {
    text += name.owner.value + '=' + name.name + '/' + name.folded + (name.is_erased ? " erased\n" : "\n");
  }
};

// Reads one room to its end; the sentence of the reader when it is stopped.
// A journal that gives up answers nobody any more, as the process ends: then `has_died` says so.
std::string read_room(journal::Journal& journal, journal::RoomNumber room, std::vector<Record>& records,
                      std::shared_future<std::string> const& has_died) {
  std::promise<std::string> done;
  journal.read(room, 1, [&](std::variant<journal::Slice, journal::Corruption> part) {
    if (auto const* bad = std::get_if<journal::Corruption>(&part)) {
      return done.set_value("room " + std::to_string(room) + " is stopped after event " +
                            std::to_string(bad->after_seq) + ": " + bad->what);
    }
    auto& slice = std::get<journal::Slice>(part);
    for (auto& record : slice.records) records.push_back(std::move(record));
    if (slice.is_last) done.set_value("");
  });
  auto answer = done.get_future();
  while (answer.wait_for(std::chrono::milliseconds{5}) != std::future_status::ready) {
    if (has_died.wait_for(std::chrono::seconds{0}) != std::future_status::ready) continue;
    journal.close();  // from here on nothing comes any more
    if (answer.wait_for(std::chrono::seconds{0}) != std::future_status::ready)
      return "the journal gave up: " + has_died.get();
  }
  return answer.get();
}

// Another thread of the tests may be starting a program at this moment: until that has become another program it holds
// the folder's lock with us.
void wait_until_free(std::filesystem::path const& folder) {
  for (int i = 0; i < 2'000; ++i) {
    auto const file = ::open((folder / "lock").c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0) return;
    bool const is_free = ::flock(file, LOCK_EX | LOCK_NB) == 0;
    if (is_free) ::flock(file, LOCK_UN);
    ::close(file);
    if (is_free) return;
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
}

Reading read_open(std::filesystem::path const& folder) {
  Reading reading;
  journal::Options options;
  options.folder = folder.string();
  options.server_key_file = (folder / "server.key").string();
  options.reserve_bytes = 0;
  std::promise<std::string> fatal;
  auto const has_died = fatal.get_future().share();
  auto opened = journal::open_sqlite(options, [&](std::string sentence) { fatal.set_value(std::move(sentence)); });
  if (auto const* no = std::get_if<journal::CannotOpen>(&opened)) {
    reading.complaints.push_back(no->why);
    return reading;
  }
  auto const& journal = std::get<0>(opened);
  for (auto const& room : journal->rooms()) {
    std::vector<Record> records;
    auto const complaint = read_room(*journal, room.number, records, has_died);
    if (!complaint.empty()) reading.complaints.push_back(complaint);
    Board board;
    Fulfilled fulfilled{reading.kept};
    Plain plain;
    plain.text = "room " + std::to_string(room.number) + ' ' + room.code.value + '\n';
    for (auto const& record : records) {
      auto const line = encode_record(record, plain);
      reading.records[room.number].push_back(line);
      plain.text += line + '\n';
      fulfilled.add(record);
      board.add(record);
    }
    for (auto const& seat : fulfilled.erased()) reading.erased.emplace(room.code.value, seat.value);
    for (auto const& seat : fulfilled.lost())
      reading.complaints.push_back("what " + seat.value + " wrote cannot be read, and nobody erased it");
    reading.everything += plain.text;
    reading.boards[room.code.value] = board.shown();
    reading.events += static_cast<long>(records.size());
  }
  for (auto const& [key, value] : journal->settings()) reading.everything += key + '=' + value + '\n';
  auto const settings = journal->settings();
  if (settings.contains("password_hash")) reading.kept.insert("office");
  if (settings.contains("library")) reading.kept.insert("library " + settings.at("library"));
  journal->close();
  if (has_died.wait_for(std::chrono::seconds{0}) == std::future_status::ready) {
    reading.complaints.push_back("the journal gave up while it was read");
  }
  return reading;
}

}  // namespace

Reading read_folder(std::filesystem::path const& folder) {
  wait_until_free(folder);
  auto reading = read_open(folder);
  wait_until_free(folder);
  return reading;
}

}  // namespace faults
