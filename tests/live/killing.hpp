#pragma once
// Kills a server that people write to, again and again, and compares what they were told with what is there
// afterwards: at any moment under load, while people come in and get their snapshots, while it starts, and in the
// middle of a chosen call on its files (tests/faults/layer.cpp): a sync, a write, a checkpoint, the renaming of the
// heads; while it makes a backup; and as soon as somebody reads of being erased. In each round somebody comes in,
// writes, and erases all that. For the live test (few kills) and for ./dev kill (as many as wanted).

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace live {

enum class Moment { under_load, entering, start, call, checkpoint, backup, erased };
constexpr char const* moment_names[] = {"under load", "entering", "start", "call", "checkpoint", "backup", "erased"};

struct KillReport {
  int kills = 0;
  std::map<Moment, int> at;          // how many of them at which moment
  std::map<std::string, int> calls;  // at a call or in a checkpoint: as it asked for what
  long sent = 0;
  long acknowledged = 0;
  long shown = 0;    // to anybody
  long hands = 0;    // raised or lowered, and confirmed
  long erased = 0;   // people who were told that they are
  int backups = 0;   // that a kill met on their way: they were not reported
  int restored = 0;  // of all backups: those that could be restored, and held everything
  std::vector<std::string> faults;
};

// After each restart every acknowledged card is there exactly once, nothing that was shown to anybody is absent, and
// hands are up or down as was confirmed last; who was told to be erased is. What is left of a backup holds all that was
// acknowledged before it began, or `restore` refuses it; one that was reported is never refused.
// At the end what was never answered is sent again under its old id, is there exactly once, and `verify` is content.
KillReport kill_again_and_again(int times, std::uint64_t seed);

}  // namespace live
