#pragma once
// What is known about the library as a whole: which code leads to which room, its name, the coordinator's password.
// Shared by all threads (one lock, tiny sections); filled from the journal at start.

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "protocol/ids.hpp"
#include "server/journal/journal.hpp"

namespace engine {

using journal::RoomNumber;

class Directory {
 public:
  explicit Directory(journal::Journal& journal);

  std::optional<RoomNumber> find(std::string_view code) const;
  std::vector<RoomNumber> rooms() const;  // oldest first
  std::map<RoomNumber, protocol::RoomCode> codes() const;
  // A number and a code that were never used before; the caller opens the room and then calls add().
  std::pair<RoomNumber, protocol::RoomCode> reserve();
  void add(protocol::RoomCode const& code, RoomNumber number);

  std::string library() const;
  std::string password_hash() const;  // "" before the first visit
  // Durable first, then visible here; `done` comes on the journal's thread.
  void set_office(std::string library, std::string password_hash, journal::OnCommitted done);

 private:
  journal::Journal& journal_;
  mutable std::shared_mutex lock_;
  std::unordered_map<std::string, RoomNumber> numbers_;
  RoomNumber last_number_ = 0;
  std::string library_;
  std::string password_hash_;
};

}  // namespace engine
