#pragma once
// Runs a verb of the program to its end, for the tests of who keeps the machine. Any thread.

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>

namespace personal {

struct Said {
  int code = -1;
  std::string text;  // both streams
};

inline Said verb(std::string const& words) {
  auto const line = std::string(PLEKBERAAD_PROGRAM) + ' ' + words + " 2>&1";
  Said said;
  auto* pipe = popen(line.c_str(), "r");
  std::array<char, 4096> part{};
  while (auto const got = fread(part.data(), 1, part.size(), pipe)) said.text.append(part.data(), got);
  auto const status = pclose(pipe);
  said.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return said;
}

}  // namespace personal
