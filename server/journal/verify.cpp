// The whole folder through the reader's checks; see verify.hpp.

#include "server/journal/verify.hpp"

#include <algorithm>

#include "server/journal/store.hpp"

namespace journal {

namespace {

constexpr std::chrono::microseconds budget{50'000};  // bounds the memory a long room takes

// A page that SQLite cannot make sense of is damage of the room that is being read, not of the others.
std::variant<Slice, Corruption> read_slice(Store& store, Reading& reading) {
  try {
    return store.read_slice(reading, budget);
  } catch (Broken const& broken) {
    return Corruption{reading.room, reading.last_seq, broken.sentence};
  }
}

RoomVerdict judge(Store& store, RoomRow const& row) {
  RoomVerdict verdict{row.number, row.code, 0, true, {}};
  Reading reading;
  reading.room = row.number;
  for (bool is_last = false; !is_last;) {
    auto const slice = read_slice(store, reading);
    if (auto const* corruption = std::get_if<Corruption>(&slice)) {
      return {row.number, row.code, corruption->after_seq, false, corruption->what};
    }
    is_last = std::get<Slice>(slice).is_last;
  }
  verdict.last_seq = reading.last_seq;
  return verdict;
}

}  // namespace

bool Verdict::is_whole() const {
  return damaged_heads == 0 && settings.empty() && file.empty() && std::ranges::all_of(rooms, &RoomVerdict::is_whole);
}

std::string print(Verdict const& verdict) {
  std::string text;
  for (auto const& room : verdict.rooms) {
    text += "room " + std::to_string(room.room) + " (" + room.code.value + "): ";
    text += (room.is_whole ? "whole, " : "DAMAGED, ") + std::to_string(room.last_seq) + " events";
    text += (room.is_whole ? "" : ": ") + room.what + '\n';
  }
  if (!verdict.settings.empty()) text += "settings of the library: DAMAGED: " + verdict.settings + '\n';
  if (!verdict.file.empty()) text += "the file: DAMAGED: " + verdict.file + '\n';
  return text + std::to_string(verdict.rooms.size()) + " rooms, " +
         (verdict.is_whole() ? "all whole" : "NOT all whole") + '\n';
}

std::variant<Verdict, CannotOpen> verify(Options const& options) {
  auto opened = Store::open(options, Purpose::inspect);
  if (auto* no = std::get_if<CannotOpen>(&opened)) return *no;
  auto& store = *std::get<0>(opened);
  try {
    Verdict verdict;
    verdict.damaged_heads = store.damaged_heads();
    verdict.settings = store.settings_fault().value_or("");
    verdict.file = store.file_fault().value_or("");
    if (auto const keys = store.keys_fault()) verdict.file += (verdict.file.empty() ? "keys: " : "; keys: ") + *keys;
    for (auto const& row : store.rooms()) verdict.rooms.push_back(judge(store, row));
    return verdict;
  } catch (Broken const& broken) {
    return CannotOpen{"The journal cannot be read: " + broken.sentence};
  }
}

}  // namespace journal
