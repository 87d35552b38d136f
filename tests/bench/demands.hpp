#pragma once
// What people want to say in an evening, taken from recorded meetings: who wants the floor when, and for how long.

#include <filesystem>
#include <string>
#include <vector>

#include "protocol/ids.hpp"

namespace demands {

using protocol::Millis;

struct Wish {
  Millis from = 0;    // after the start of the evening
  Millis length = 0;  // of the turn, as it will be
};

struct Person {
  std::string name;  // file and speaker
  std::vector<Wish> wishes;
};

struct Evening {
  std::string name;
  std::vector<Person> people;
};

// The files of a folder (RTTM or the debate's TSV, sorted by name), `files` at a time laid on top of each other; what
// is left over makes no evening, unless it is all there is. Only the first `minutes` of each file count. One speaker's
// runs with pauses under 1 s are a turn of at most 90 s; turns under 2 s are left out. Throws what it cannot read.
std::vector<Evening> evenings(std::filesystem::path const& folder, std::size_t files, int minutes);

}  // namespace demands
