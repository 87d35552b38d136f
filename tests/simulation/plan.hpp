#pragma once
// What a seed stands for: evenings, casts, and a list of steps in order of time. Each step brings its own chance, so
// that a story goes on making sense when other steps are taken out of it. Pure.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/commands.hpp"
#include "tests/simulation/agenda.hpp"

namespace sim {

// What goes wrong. A slow or failing hook becomes one more row here, and a case in faults.cpp, as soon as rooms ask
// anything outside themselves.
enum class Fault {
  line_cut,
  line_silent,
  storm,
  late,
  doubled,
  replayed,
  second_device,
  slow_reader,
  answer_lost,
  kill,
  torn_write,
  disk_full,
  slow_disk,
  failed_sync,
  restart,
  standstill,
  clock_jump
};
inline constexpr auto fault_names = std::to_array<std::string_view>(
    {"line cut", "line silent", "storm", "late", "doubled", "replayed", "second device", "slow reader", "answer lost",
     "kill", "torn write", "disk full", "slow disk", "failed sync", "restart", "standstill", "clock jump"});
inline constexpr std::size_t faults = fault_names.size();
static_assert(static_cast<std::size_t>(Fault::clock_jump) + 1 == faults);

inline constexpr std::size_t commands = std::variant_size_v<protocol::Command>;
std::string_view command_name(std::size_t index);

inline constexpr Micros evening_length = 3 * hour;

enum class Part { leader, remote_host, usher, screen, observer, note_taker, table_host, hall, online, tablet };

struct Evening {
  Micros begins = 0;
  std::vector<Part> cast;
  std::uint64_t chance = 0;
  bool operator==(Evening const&) const = default;
};

struct Step {
  enum class What { opens, comes, goes, asks, types, fault, quiet, erases, forgets };
  Micros at = 0;
  What what = What::asks;
  int evening = 0;
  int person = 0;           // in the cast of that evening
  std::size_t command = 0;  // asks: which of the variant
  Fault fault = Fault::line_cut;
  std::uint64_t chance = 0;
  bool operator==(Step const&) const = default;
};

struct Plan {
  std::uint64_t seed = 0;
  std::vector<Evening> evenings;
  std::vector<Step> steps;
  bool operator==(Plan const&) const = default;
};

Plan make_plan(std::uint64_t seed);

}  // namespace sim
