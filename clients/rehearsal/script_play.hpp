#pragma once
// Plays a script in a running room, step by step: a step begins when its time has come and the step before was
// answered. One thread, inside Loop::run_until().

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "clients/rehearsal/own_room.hpp"
#include "clients/rehearsal/script_file.hpp"

namespace rehearsal {

struct ScriptPlay {
  Address address;
  protocol::RoomCode room;
  Script script;
  std::function<void(std::string const&)> tell{};  // one row per step played; may be empty
  double pace = 1;                                 // 2 = the times between steps halved
};

// What was missing, in words; empty: everything went as written and everybody saw the whole of it.
std::vector<std::string> play_script(Loop& loop, ScriptPlay const& play);

}  // namespace rehearsal
