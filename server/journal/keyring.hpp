#pragma once
// The keys of all seats, in a file of their own (keys.sqlite) so that its backups can be short-lived. One key per
// (room, seat), wrapped by a key of the room, wrapped by the server key, which lives elsewhere. Writer thread.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "protocol/ids.hpp"
#include "server/journal/connection.hpp"
#include "server/journal/sealing.hpp"

namespace journal {

class Keyring {
 public:
  Keyring(std::string const& path, Key server_key);

  // Is this the server key with which the file was made? A new file takes any key.
  bool server_key_fits();

  // The key of a seat; none: it has none (never made, or erased), or the stored one does not open.
  std::optional<Key> find(std::int64_t room, protocol::SeatId const& seat);

  // The key of a seat, made when absent. A new key counts only after save_new(): before that nothing sealed with it
  // may be stored.
  Key find_or_make(std::int64_t room, protocol::SeatId const& seat);

  // Writes all new keys durably in one transaction. Throws DiskFull (the new keys are forgotten) or Broken.
  void save_new();

  // Removes the key from the file, its WAL and memory, and leaves a sealed note that it is gone on purpose: so an older
  // copy of the journal beside this file does not take it for a loss. Throws DiskFull or Broken.
  void erase(std::int64_t room, protocol::SeatId const& seat);
  void erase_room(std::int64_t room);  // every key of the room
  bool has_keys(std::int64_t room);

  // Seats and rooms (the empty seat) that were erased. A note that our server key did not write is none.
  std::set<std::pair<std::int64_t, std::string>> erased();

  // What is wrong with the file, also where nothing was looked for. Reads all of it; for an inspection.
  std::optional<std::string> fault();

  Connection& connection() { return connection_; }  // for a backup
  void keep_house();                                // a checkpoint when the WAL has grown
  void close();

 private:
  using Place = std::pair<std::int64_t, std::string>;
  struct PlaceHash {
    std::size_t operator()(Place const& place) const noexcept {
      return std::hash<std::string>{}(place.second) * 31 + static_cast<std::size_t>(place.first);
    }
  };

  void note_erased(std::int64_t room, std::string const& seat);
  void rewrite_file();
  std::optional<Key> room_key(std::int64_t room);
  Key room_key_or_make(std::int64_t room);

  Connection connection_;
  Key server_key_;
  SQLite::Statement find_room_;
  SQLite::Statement find_seat_;
  SQLite::Statement put_room_;
  SQLite::Statement put_seat_;
  SQLite::Statement delete_seat_;
  SQLite::Statement delete_seats_;
  SQLite::Statement delete_room_;
  SQLite::Statement put_erased_;
  std::unordered_map<std::int64_t, Key> room_keys_;
  std::unordered_map<Place, Key, PlaceHash> seat_keys_;
  std::vector<std::int64_t> new_rooms_;
  std::vector<Place> new_seats_;
};

}  // namespace journal
