// See keys.hpp. SQLite itself reads what a kill at each sync of the keys would have left.

#include "tests/faults/keys.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>

#include "tests/faults/recording.hpp"

namespace faults {

namespace {

using Keys = std::map<std::pair<std::string, std::string>, std::string>;

void add_keys(std::filesystem::path const& folder, Keys& keys) {
  SQLite::Database file{(folder / "keys.sqlite").string(), SQLite::OPEN_READWRITE};
  file.exec("ATTACH '" + (folder / "journal.sqlite").string() + "' AS events");
  SQLite::Statement each{file, "SELECT code, seat, wrapped FROM seat_keys JOIN events.rooms ON number = room"};
  while (each.executeStep())
    keys.try_emplace({each.getColumn(0).getString(), each.getColumn(1).getString()}, each.getColumn(2).getString());
}

}  // namespace

Keys keys_of(std::vector<LogRecord> const& records) {
  auto const folder = scratch_folder("keys");
  Disk disk;
  Keys keys;
  std::mt19937_64 dice;
  std::map<int, bool> is_keys;
  bool is_due = false;
  for (auto const& record : records) {
    auto const did = record.head.did;
    if (did == Did::opened) is_keys[record.head.file] = record.bytes.starts_with("keys.sqlite");
    disk.follow(record);
    // A key is synced before the room that it belongs to is told of; so it is looked at with the next sync as well.
    bool const was_due = did == Did::synced && std::exchange(is_due, false);
    if (did == Did::synced && is_keys[record.head.file]) is_due = true;
    if (!was_due && !is_due) continue;
    auto const image = disk.after_cut(Survives::everything, dice);
    if (!image.contains("journal.sqlite") || !image.contains("keys.sqlite")) continue;
    write_image(image, folder / "data");
    try {
      add_keys(folder / "data", keys);
    } catch (SQLite::Exception const&) {
      continue;  // before the tables were made
    }
  }
  std::filesystem::remove_all(folder);
  return keys;
}

}  // namespace faults
