// keys.sqlite; see keyring.hpp. What wraps what is bound by associated data: "room|N" and "seat|N|ID".

#include "server/journal/keyring.hpp"

#include <sqlite3.h>

namespace journal {

namespace {

constexpr int keys_wal_pages_max = 500;
constexpr char const* check_word = "plekberaad";

constexpr char const* keys_schema =
    "CREATE TABLE IF NOT EXISTS server_key_check(id INTEGER PRIMARY KEY CHECK(id = 1), sealed BLOB NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS room_keys(room INTEGER PRIMARY KEY, wrapped BLOB NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS seat_keys(room INTEGER NOT NULL, seat TEXT NOT NULL, wrapped BLOB NOT NULL,"
    "  PRIMARY KEY(room, seat)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS erased(room INTEGER NOT NULL, seat TEXT NOT NULL, note BLOB NOT NULL,"
    "  PRIMARY KEY(room, seat)) STRICT, WITHOUT ROWID;";

std::string about_room(std::int64_t room) { return "room|" + std::to_string(room); }
std::string about_seat(std::int64_t room, std::string const& seat) {
  return "seat|" + std::to_string(room) + '|' + seat;
}

std::string about_erased(std::int64_t room, std::string const& seat) {
  return "erased|" + std::to_string(room) + '|' + seat;
}

std::string_view blob(SQLite::Column const& column) {
  return {static_cast<char const*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())};
}

void bind_blob(SQLite::Statement& statement, int place, std::string const& bytes) {
  statement.bind(place, bytes.data(), static_cast<int>(bytes.size()));
}

// Opens a wrapped key found in column 0 of the statement's row, if there is a row.
std::optional<Key> unwrap(SQLite::Statement& statement, Key const& wrapper, std::string const& about) {
  std::optional<Key> key;
  if (statement.executeStep()) {
    if (auto const bytes = unseal(wrapper, blob(statement.getColumn(0)), about)) key = Key::from(*bytes);
  }
  statement.tryReset();
  return key;
}

}  // namespace

Keyring::Keyring(std::string const& path, Key server_key)
    : connection_(path, Synchronous::full, keys_schema), server_key_(server_key),
      find_room_(connection_.database(), "SELECT wrapped FROM room_keys WHERE room = ?"),
      find_seat_(connection_.database(), "SELECT wrapped FROM seat_keys WHERE room = ? AND seat = ?"),
      put_room_(connection_.database(), "INSERT INTO room_keys(room, wrapped) VALUES (?, ?)"),
      put_seat_(connection_.database(), "INSERT INTO seat_keys(room, seat, wrapped) VALUES (?, ?, ?)"),
      delete_seat_(connection_.database(), "DELETE FROM seat_keys WHERE room = ? AND seat = ?"),
      delete_seats_(connection_.database(), "DELETE FROM seat_keys WHERE room = ?"),
      delete_room_(connection_.database(), "DELETE FROM room_keys WHERE room = ?"),
      put_erased_(connection_.database(), "INSERT OR REPLACE INTO erased(room, seat, note) VALUES (?, ?, ?)") {}

bool Keyring::server_key_fits() {
  return connection_.guarded([&] {
    {
      SQLite::Statement found(connection_.database(), "SELECT sealed FROM server_key_check");
      if (found.executeStep()) return unseal(server_key_, blob(found.getColumn(0)), "check") == check_word;
    }
    SQLite::Statement put(connection_.database(), "INSERT INTO server_key_check(id, sealed) VALUES (1, ?)");
    bind_blob(put, 1, seal(server_key_, check_word, "check"));
    put.exec();
    return true;
  });
}

std::optional<Key> Keyring::room_key(std::int64_t room) {
  if (auto const known = room_keys_.find(room); known != room_keys_.end()) return known->second;
  find_room_.tryReset();
  find_room_.bind(1, room);
  auto const key = unwrap(find_room_, server_key_, about_room(room));
  if (key) room_keys_.emplace(room, *key);
  return key;
}

Key Keyring::room_key_or_make(std::int64_t room) {
  if (auto const key = room_key(room)) return *key;
  new_rooms_.push_back(room);
  return room_keys_.emplace(room, Key::fresh()).first->second;
}

std::optional<Key> Keyring::find(std::int64_t room, protocol::SeatId const& seat) {
  Place const place{room, seat.value};
  if (auto const known = seat_keys_.find(place); known != seat_keys_.end()) return known->second;
  return connection_.guarded([&]() -> std::optional<Key> {
    auto const wrapper = room_key(room);
    if (!wrapper) return std::nullopt;
    find_seat_.tryReset();
    find_seat_.bind(1, room);
    find_seat_.bind(2, seat.value);
    auto const key = unwrap(find_seat_, *wrapper, about_seat(room, seat.value));
    if (key) seat_keys_.emplace(place, *key);
    return key;
  });
}

Key Keyring::find_or_make(std::int64_t room, protocol::SeatId const& seat) {
  if (auto const key = find(room, seat)) return *key;
  connection_.guarded([&] { room_key_or_make(room); });
  new_seats_.emplace_back(room, seat.value);
  return seat_keys_.emplace(Place{room, seat.value}, Key::fresh()).first->second;
}

void Keyring::save_new() {
  if (new_rooms_.empty() && new_seats_.empty()) return;
  auto const rooms = std::exchange(new_rooms_, {});
  auto const seats = std::exchange(new_seats_, {});
  try {
    connection_.guarded([&] {
      connection_.begin();
      for (auto const room : rooms) {
        put_room_.tryReset();
        put_room_.bind(1, room);
        bind_blob(put_room_, 2, seal(server_key_, room_keys_.at(room).bytes(), about_room(room)));
        put_room_.exec();
      }
      for (auto const& place : seats) {
        auto const wrapped =
            seal(room_keys_.at(place.first), seat_keys_.at(place).bytes(), about_seat(place.first, place.second));
        put_seat_.tryReset();
        put_seat_.bind(1, place.first);
        put_seat_.bind(2, place.second);
        bind_blob(put_seat_, 3, wrapped);
        put_seat_.exec();
      }
      connection_.commit();
    });
  } catch (DiskFull const&) {
    for (auto const room : rooms) room_keys_.erase(room);
    for (auto const& place : seats) seat_keys_.erase(place);
    throw;
  }
}

void Keyring::note_erased(std::int64_t room, std::string const& seat) {
  auto const note = seal(server_key_, "erased", about_erased(room, seat));
  put_erased_.tryReset();
  put_erased_.bind(1, room);
  put_erased_.bind(2, seat);
  bind_blob(put_erased_, 3, note);
  put_erased_.exec();
}

void Keyring::erase(std::int64_t room, protocol::SeatId const& seat) {
  connection_.guarded([&] {
    connection_.begin();
    delete_seat_.tryReset();
    delete_seat_.bind(1, room);
    delete_seat_.bind(2, seat.value);
    delete_seat_.exec();
    note_erased(room, seat.value);
    connection_.commit();
  });
  seat_keys_.erase({room, seat.value});
  rewrite_file();
}

void Keyring::erase_room(std::int64_t room) {
  connection_.guarded([&] {
    connection_.begin();
    for (auto* statement : {&delete_seats_, &delete_room_}) {
      statement->tryReset();
      statement->bind(1, room);
      statement->exec();
    }
    note_erased(room, "");
    connection_.commit();
  });
  room_keys_.erase(room);
  std::erase_if(seat_keys_, [&](auto const& entry) { return entry.first.first == room; });
  rewrite_file();
}

// secure_delete has put zeros where the key stood; a rewritten file does not even hold the page, and the WAL that held
// it before is cut to nothing.
void Keyring::rewrite_file() {
  connection_.guarded([&] { connection_.database().exec("VACUUM"); });
  connection_.checkpoint(true);
}

bool Keyring::has_keys(std::int64_t room) {
  return connection_.guarded([&] {
    SQLite::Statement found(connection_.database(),
                            "SELECT EXISTS(SELECT 1 FROM room_keys WHERE room = ?1) OR "
                            "EXISTS(SELECT 1 FROM seat_keys WHERE room = ?1)");
    found.bind(1, room);
    return found.executeStep() && found.getColumn(0).getInt() == 1;
  });
}

std::set<std::pair<std::int64_t, std::string>> Keyring::erased() {
  return connection_.guarded([&] {
    std::set<std::pair<std::int64_t, std::string>> all;
    SQLite::Statement found(connection_.database(), "SELECT note, room, seat FROM erased");
    while (found.executeStep()) {
      Place place{found.getColumn(1).getInt64(), found.getColumn(2).getString()};
      if (unseal(server_key_, blob(found.getColumn(0)), about_erased(place.first, place.second))) {
        all.insert(std::move(place));
      }
    }
    return all;
  });
}

std::optional<std::string> Keyring::fault() {
  try {
    return connection_.guarded([&]() -> std::optional<std::string> {
      SQLite::Statement check(connection_.database(), "PRAGMA quick_check(1)");
      if (!check.executeStep()) return "it cannot be checked";
      auto const said = check.getColumn(0).getString();
      return said == "ok" ? std::nullopt : std::optional{said};
    });
  } catch (Broken const& broken) {
    return broken.sentence;
  }
}

void Keyring::keep_house() {
  if (connection_.wal_pages() > keys_wal_pages_max) connection_.checkpoint(false);
}

void Keyring::close() { connection_.checkpoint(true); }

}  // namespace journal
