#pragma once
// The keys of all seats, in a file of their own (keys.sqlite) so that its backups can be short-lived. One key per
// (room, seat), wrapped by a key of the room, wrapped by the server key, which lives elsewhere. Writer thread.

#include <cstdint>
#include <map>
#include <optional>
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

  // Removes the key from the file, its WAL and memory. Throws DiskFull or Broken.
  void erase(std::int64_t room, protocol::SeatId const& seat);

  void keep_house();                    // a checkpoint when the WAL has grown
  void close();

 private:
  using Place = std::pair<std::int64_t, std::string>;
  struct PlaceHash {
    std::size_t operator()(Place const& place) const noexcept {
      return std::hash<std::string>{}(place.second) * 31 + static_cast<std::size_t>(place.first);
    }
  };

  std::optional<Key> room_key(std::int64_t room);
  Key room_key_or_make(std::int64_t room);

  Connection connection_;
  Key server_key_;
  SQLite::Statement find_room_;
  SQLite::Statement find_seat_;
  SQLite::Statement put_room_;
  SQLite::Statement put_seat_;
  SQLite::Statement delete_seat_;
  std::unordered_map<std::int64_t, Key> room_keys_;
  std::unordered_map<Place, Key, PlaceHash> seat_keys_;
  std::vector<std::int64_t> new_rooms_;
  std::vector<Place> new_seats_;
};

}  // namespace journal
