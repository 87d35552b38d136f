#pragma once
// The log that the layer under the real server writes and the tests read afterwards: one memory that both map. A record
// stands behind everything that happened before it; positions in the log are the only order there is. Plain data.

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace faults {

enum class Did : std::uint8_t {
  opened,      // bytes: name; flags as given to open
  wrote,       // at `offset`; bytes: what was written
  sized,       // ftruncate or room laid aside: the file ends at `offset` now
  sync_begun,  // what stands before this in the log ...
  synced,      // ... is on the disk from here on
  renamed,     // bytes: old name, NUL, new name
  unlinked,    // bytes: name
  closed,      // a file or a socket
  sent,        // bytes that left through socket `file`, or through the standard output
  struck       // the planned fault happened in a call (`flags`) on this file; `offset`: the error
};

// The names are relative to the data folder; "" is the folder itself.
struct RecordHead {
  std::uint32_t size = 0;  // of head and bytes together, a multiple of 8; written last: 0 is unfinished
  Did did = Did::opened;
  std::int32_t file = -1;  // descriptor
  std::int32_t flags = 0;
  std::int64_t offset = 0;
  std::uint64_t length = 0;  // of the bytes that follow
};

struct LogHead {
  std::atomic<std::uint64_t> used;  // bytes of the log, this head included
  std::uint64_t capacity = 0;
  std::atomic<std::uint64_t> calls;  // of the planned kind, so far
  std::atomic<std::uint32_t> has_struck;
  std::atomic<std::uint32_t> has_overflowed;
};

// What the layer is told, through the environment of the server.
constexpr char const* log_variable = "PLEKBERAAD_FAULTS_LOG";        // file of the log
constexpr char const* folder_variable = "PLEKBERAAD_FAULTS_FOLDER";  // data folder: only its files are looked at
// A sync does nothing and says it did: "all" of them.
constexpr char const* swallow_variable = "PLEKBERAAD_FAULTS_SWALLOW";
constexpr char const* plan_variable = "PLEKBERAAD_FAULTS_PLAN";  // "KIND N ERROR [HOW]", see layer_plan.hpp

}  // namespace faults
