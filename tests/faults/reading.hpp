#pragma once
// Everything that a data folder holds, read by the real journal as a start of the server would, in a form that can be
// compared: what it keeps of promises, the board of each room, and what the reader complains of. One thread per folder.

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace faults {

struct Reading {
  std::vector<std::string> complaints;                               // cannot be opened, a room that is stopped
  std::set<std::string> kept;                                        // see promises.hpp
  std::map<std::string, std::map<std::string, std::string>> boards;  // by room's code: card and text, shown ones
  std::set<std::pair<std::string, std::string>> erased;              // room's code and seat
  std::map<std::int64_t, std::vector<std::string>> records;          // by room's number, as text
  std::string everything;  // all records and settings as text: two equal ones mean equal reads
  long events = 0;
};

// Opens the folder to serve from it; what that changes in the folder stays.
Reading read_folder(std::filesystem::path const& folder);

}  // namespace faults
