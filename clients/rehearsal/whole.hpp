#pragma once
// The last question of every rehearsal: was what these people saw whole? Waits until the room is quiet, then compares.

#include <chrono>
#include <string>
#include <vector>

#include "clients/rehearsal/line.hpp"
#include "clients/rehearsal/person.hpp"

namespace rehearsal {

// Everything that was missing, in words; empty: whole. Checks that everybody is (or came back) in the room, that every
// command was answered, that nobody saw a broken promise, that all people of one view hold equal stores, that presence
// names them all, and that each person's own object agrees with the store.
std::vector<std::string> what_is_missing(Loop& loop, std::vector<Person*> const& people,
                                         std::chrono::milliseconds quiet_limit = std::chrono::seconds(20));

}  // namespace rehearsal
