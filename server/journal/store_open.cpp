// Opening the folder: lock, server key, tables, one scan that builds the index of rooms and checks every row's CRC,
// and the heads file held against it; see store.hpp. What is wrong with one room stops that room only.

#include <sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "protocol/json.hpp"
#include "server/journal/store.hpp"

namespace journal {

namespace {

constexpr int form_version = 2;  // PRAGMA user_version of journal.sqlite; since 2 settings are checked
constexpr char const* journal_schema =
    "CREATE TABLE IF NOT EXISTS batches(id INTEGER PRIMARY KEY, room INTEGER NOT NULL, first_seq INTEGER NOT NULL,"
    "  count INTEGER NOT NULL, at INTEGER NOT NULL, chain BLOB NOT NULL, crc32c INTEGER NOT NULL,"
    "  body BLOB NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS rooms(number INTEGER PRIMARY KEY, code TEXT NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS settings(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS people(room INTEGER NOT NULL, seat TEXT NOT NULL, sealed BLOB,"
    "  is_erased INTEGER NOT NULL, PRIMARY KEY(room, seat)) STRICT, WITHOUT ROWID;";

std::string path_of(Options const& options, char const* name) { return options.folder + '/' + name; }

std::variant<Key, CannotOpen> server_key(Options const& options, Purpose purpose) {
  auto const& path = options.server_key_file;
  if (auto const bytes = read_file(path)) {
    if (auto const key = Key::from(*bytes)) return *key;
    return CannotOpen{"The server key " + path + " does not hold 32 bytes. Put it back from its backup."};
  }
  if (purpose == Purpose::inspect || std::filesystem::exists(path_of(options, "keys.sqlite"))) {
    return CannotOpen{"The server key " + path + " is missing, and what people wrote in " + options.folder +
                      " cannot be read without it. Put the key back from its backup."};
  }
  auto const key = Key::fresh();
  if (auto const parent = std::filesystem::path(path).parent_path(); !parent.empty()) make_folder(parent.string());
  replace_file(path, key.bytes());
  return key;
}

}  // namespace

Store::Store(Options const& options, std::unique_ptr<FolderLock> lock, Key server_key)
    : options_(options), lock_(std::move(lock)), keyring_(path_of(options, "keys.sqlite"), server_key),
      connection_(path_of(options, "journal.sqlite"), options.synchronous, journal_schema),
      reserve_(options.folder, options.reserve_bytes),
      put_row_(connection_.database(),
               "INSERT INTO batches(id, room, first_seq, count, at, chain, crc32c, body) VALUES (?,?,?,?,?,?,?,?)"),
      put_room_(connection_.database(), "INSERT INTO rooms(number, code) VALUES (?, ?)"),
      put_setting_(connection_.database(), "INSERT OR REPLACE INTO settings(key, value) VALUES (?, ?)"),
      put_person_(connection_.database(),
                  "INSERT OR REPLACE INTO people(room, seat, sealed, is_erased) VALUES (?, ?, ?, 0)"),
      delete_person_(connection_.database(), "DELETE FROM people WHERE room = ? AND seat = ?"),
      delete_people_(connection_.database(), "DELETE FROM people WHERE room = ?"),
      find_row_(connection_.database(),
                "SELECT room, first_seq, count, at, chain, crc32c, body FROM batches WHERE id = ?"),
      find_person_(connection_.database(), "SELECT sealed FROM people WHERE room = ? AND seat = ?") {}

std::variant<std::unique_ptr<Store>, CannotOpen> Store::open(Options const& options, Purpose purpose) {
  try {
    if (!start_sealing()) return CannotOpen{"This system gives no random numbers, so nothing can be encrypted."};
    if (purpose == Purpose::inspect && !std::filesystem::exists(path_of(options, "journal.sqlite"))) {
      return CannotOpen{"There is no journal in " + options.folder + "."};
    }
    if (!make_folder(options.folder)) {
      return CannotOpen{"The folder " + options.folder + " is not there and cannot be made."};
    }
    auto lock = std::make_unique<FolderLock>(options.folder);
    if (!lock->is_ours()) {
      return CannotOpen{"Another Plekberaad works in " + options.folder +
                        ", or the folder cannot be written. Stop the other one, or name another folder."};
    }
    auto const key = server_key(options, purpose);
    if (auto const* no = std::get_if<CannotOpen>(&key)) return *no;
    make_private_file(path_of(options, "keys.sqlite"));
    make_private_file(path_of(options, "journal.sqlite"));
    std::unique_ptr<Store> store(new Store(options, std::move(lock), std::get<Key>(key)));
    if (auto no = store->prepare(purpose)) return *no;
    sync_folder(options.folder);
    return store;
  } catch (DiskFull const&) {
    return CannotOpen{"The disk of " + options.folder + " is full. Make some space, then start again."};
  } catch (Broken const& broken) {
    return CannotOpen{"The journal cannot be opened: " + broken.sentence};
  } catch (std::exception const& error) {
    return CannotOpen{"The journal in " + options.folder + " cannot be opened: " + error.what() + "."};
  }
}

std::optional<CannotOpen> Store::prepare(Purpose purpose) {
  if (!keyring_.server_key_fits()) {
    return CannotOpen{"The server key " + options_.server_key_file + " is not the key of " + options_.folder +
                      ". Put the right key back from its backup."};
  }
  if (auto no = check_form(purpose)) return no;
  connection_.guarded([&] {
    scan_rooms();
    scan_rows(purpose);
    scan_people();
    erased_.merge(keyring_.erased());
    compare_heads();
  });
  if (settings_fault_ && purpose == Purpose::serve) {
    return CannotOpen{"The settings of the library (its name and password) in " + options_.folder +
                      " cannot be trusted: " + *settings_fault_ + ". Put the folder back from its backup."};
  }
  if (purpose == Purpose::serve) {
    finish_erasing();
    reserve_.take();
    if (!reserve_.is_held()) {
      std::fprintf(stderr,
                   "The disk under %s has no room for the reserve of %llu MiB: until it has, only hiding, removing and "
                   "closing are kept. Make room.\n",
                   options_.folder.c_str(), static_cast<unsigned long long>(options_.reserve_bytes >> 20));
    }
  }
  return std::nullopt;
}

// A folder of an older form gets what it lacks; one of a newer form is left alone.
std::optional<CannotOpen> Store::check_form(Purpose purpose) {
  auto& database = connection_.database();
  auto const version = connection_.guarded([&] { return database.execAndGet("PRAGMA user_version").getInt(); });
  if (version > form_version) {
    return CannotOpen{"The journal in " + options_.folder + " was made by a newer Plekberaad. Install that version."};
  }
  connection_.guarded([&] {
    if (version == form_version) return scan_settings();
    if (purpose == Purpose::inspect) return;
    connection_.begin();
    check_settings();
    database.exec("PRAGMA user_version = 2");
    connection_.commit();
    scan_settings();
  });
  return std::nullopt;
}

void Store::scan_rooms() {
  SQLite::Statement all(connection_.database(), "SELECT number, code FROM rooms");
  while (all.executeStep()) rooms_[all.getColumn(0).getInt64()].code = all.getColumn(1).getString();
}

void Store::scan_rows(Purpose purpose) {
  SQLite::Statement all(connection_.database(),
                        "SELECT room, first_seq, count, at, chain, crc32c, body, id FROM batches ORDER BY id");
  try {
    while (all.executeStep()) {
      auto const id = all.getColumn(7).getInt64();
      scan_row(id, row_in(all), check_in(all));
      next_row_id_ = id + 1;
    }
  } catch (SQLite::Exception const& error) {
    // Nothing may be written into such a file; who only looks is told how far it can be read.
    if (purpose == Purpose::serve || error.getErrorCode() != SQLITE_CORRUPT) throw;
    file_fault_ = "nothing can be read after row " + std::to_string(next_row_id_ - 1) + ": " + error.what();
  }
}

void Store::scan_row(std::int64_t id, Row const& row, std::uint32_t check) {
  auto const where = "row " + std::to_string(id);
  if (check != check_of(row)) {
    auto const owner = owner_by_check(row, check);
    if (!owner) return stop_room(row.room, rooms_[row.room], where + " does not match its checksum");
    return stop_room(*owner, rooms_[*owner],
                     where + " says that it belongs to room " + std::to_string(row.room) + ", its checksum says not");
  }
  auto& index = rooms_[row.room];
  if (index.fault) return;
  if (index.code.empty()) return stop_room(row.room, index, where + " belongs to a room that is not in the list");
  if (row.first_seq != index.last_seq + 1 || row.count < 1) {
    return stop_room(row.room, index,
                     where + " starts at event " + std::to_string(row.first_seq) + ", expected was " +
                         std::to_string(index.last_seq + 1));
  }
  if (index.rows.empty()) index.opened_at = row.at;
  index.rows.push_back({id, row.first_seq});
  index.last_seq = row.first_seq + row.count - 1;
  index.chain = row.chain;
  scan_erased(row);
}

// Whose row is it, when all that was damaged is the number of its room? Another room must not be stopped for it.
std::optional<RoomNumber> Store::owner_by_check(Row row, std::uint32_t check) const {
  for (auto const& [number, index] : rooms_) {
    row.room = number;
    if (check_of(row) == check) return number;
  }
  return std::nullopt;
}

// Who is erased has no row at all (it follows from the events); a row that says so was damaged.
void Store::scan_people() {
  SQLite::Statement all(connection_.database(), "SELECT room, seat, is_erased, sealed IS NULL FROM people");
  while (all.executeStep()) {
    auto const room = all.getColumn(0).getInt64();
    auto const seat = all.getColumn(1).getString();
    if (all.getColumn(2).getInt64() == 0 && all.getColumn(3).getInt64() == 0) continue;
    stop_room(room, rooms_[room], "seat " + seat + " is neither kept nor erased");
  }
}

// Who was erased follows from the events alone, so it is as safe from a flipped bit as they are. What people wrote is
// sealed and quotes in other texts are escaped, so these signs can only be an event's own.
void Store::scan_erased(Row const& row) {
  constexpr std::string_view mark = "_erased\"";
  if (!memmem(row.body.data(), row.body.size(), mark.data(), mark.size())) return;
  struct : protocol::Opener {
    std::optional<std::string> open(protocol::SeatId const&, std::string_view) override { return std::nullopt; }
    std::optional<protocol::PersonalName> name_of(protocol::SeatId const&) override { return std::nullopt; }
  } nothing;
  for (auto lines = row.body; !lines.empty();) {
    auto const line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    if (line.find(mark) == std::string_view::npos) continue;
    auto const record = protocol::decode_record(line, nothing);
    auto const* good = std::get_if<protocol::Record>(&record);
    if (!good) continue;  // reading the room will tell
    if (auto const* seat = std::get_if<protocol::SeatErased>(&good->event))
      erased_.insert({row.room, seat->seat.value});
    if (std::holds_alternative<protocol::RoomErased>(good->event)) erased_.insert({row.room, ""});
  }
}

// A crash came between event and key, or an older journal was put back beside newer keys.
void Store::finish_erasing() {
  if (erased_.empty()) return;
  auto const known = keyring_.erased();
  for (auto const& [room, seat] : erased_) {
    bool const has_key = seat.empty() ? keyring_.has_keys(room) : keyring_.find(room, {seat}).has_value();
    if (has_key || !known.contains({room, seat})) keys_to_erase_.insert({room, seat});
  }
  try {
    erase_keys();
    connection_.guarded([&] {
      connection_.begin();
      delete_names(erased_);
      connection_.commit();
    });
  } catch (DiskFull const&) {
    // keep_house() goes on with the keys; a name whose key is gone opens no more.
  }
}

void Store::compare_heads() {
  auto const read = parse_heads(read_file(options_.folder + "/heads").value_or(""));
  damaged_heads_ = read.damaged_lines;
  for (auto const& [room, head] : read.heads) {
    if (room == settings_room)
      compare_settings(head);
    else
      compare_head(room, head);
  }
  heads_are_old_ = true;
  heads_written_at_ = Clock::now();
}

// The file may lag behind the journal, never the other way round. Confirmed events that have gone are not to be
// papered over by going on from what is left.
void Store::compare_head(RoomNumber room, Head const& head) {
  auto& index = rooms_[room];
  if (!index.fault && head.last_seq > index.last_seq) {
    stop_room(room, index,
              "confirmed events are gone: the heads file knows event " + std::to_string(head.last_seq) +
                  (file_fault_ ? ", and " + *file_fault_ : ""));
  }
  if (!index.fault) {
    auto chain = std::optional<Chain>(index.chain);
    if (head.last_seq < index.last_seq) {
      auto const after = std::ranges::find(index.rows, head.last_seq + 1, &RowPlace::first_seq);
      chain = after == index.rows.end() || after == index.rows.begin() ? std::nullopt : chain_of((after - 1)->id);
    }
    if (chain != head.chain) {
      stop_room(room, index, "event " + std::to_string(head.last_seq) + " is not the one that the heads file knows");
    }
  }
  if (index.fault) faulty_heads_[room] = head;
}

// The first fault counts: what comes after it follows from it.
void Store::stop_room(RoomNumber room, RoomIndex& index, std::string what) {
  if (!index.fault) index.fault = Corruption{room, index.last_seq, std::move(what)};
}

}  // namespace journal
