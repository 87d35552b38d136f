#pragma once
// Reads every room of a data folder with all checks, while no server runs on it, and says what can be trusted.
// Changes no event. For the `verify` verb; takes its time, so any thread but a reactor.

#include <string>
#include <variant>
#include <vector>

#include "server/journal/journal.hpp"

namespace journal {

struct RoomVerdict {
  RoomNumber room = 0;
  protocol::RoomCode code;
  std::int64_t last_seq = 0;  // the last event that was found good
  bool is_whole = false;
  std::string what;  // where and why not; empty when whole
};

struct Verdict {
  std::vector<RoomVerdict> rooms;
  std::string settings;   // what is wrong with the library's settings; empty when whole
  std::string file;       // what is wrong with the file as a whole; empty when nothing
  int damaged_heads = 0;  // unreadable lines in the heads file: no harm by itself, but ask about the disk
  bool is_whole() const;
};

// One line a room and one for all, for people to read.
std::string print(Verdict const& verdict);

std::variant<Verdict, CannotOpen> verify(Options const& options);

}  // namespace journal
