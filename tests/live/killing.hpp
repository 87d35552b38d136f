#pragma once
// Kills a server that people write to, again and again, and compares what they were told with what is there afterwards.
// For the live test (few kills) and for ./dev kill (as many as wanted).

#include <cstdint>
#include <string>
#include <vector>

namespace live {

struct KillReport {
  int kills = 0;
  long sent = 0;
  long acknowledged = 0;
  long shown = 0;                                            // to anybody
  std::vector<std::string> faults;
};

// After each restart every acknowledged card is there exactly once, and nothing that was shown to anybody is absent.
// At the end what was never answered is sent again under its old id, is there exactly once, and `verify` is content.
KillReport kill_again_and_again(int times, std::uint64_t seed);

}  // namespace live
