#pragma once
// Runs one program to its end with words of its own in the environment, and keeps what it said. Has a limit: what does
// not end by itself is ended, and that is told. One thread each.

#include <chrono>
#include <string>
#include <vector>

namespace faults {

struct Ended {
  int code = -1;          // exit code; minus the signal when one ended it
  bool has_hung = false;  // was ended at the limit
  std::string out;
  std::string error;
};

// `more` are NAME=VALUE besides our own environment; `words[0]` is the program.
Ended run_child(std::vector<std::string> words, std::vector<std::string> more, std::chrono::seconds limit);

}  // namespace faults
