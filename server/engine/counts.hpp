#pragma once
// Numbers about the work of all rooms, for whoever watches the machine: how often, never who or what. Any thread may
// add; reading them is a moment's picture.

#include <array>
#include <atomic>
#include <cstdint>

#include "protocol/close_codes.hpp"
#include "protocol/refusals.hpp"

namespace engine {

class Count {
 public:
  void add(std::int64_t n = 1) { value_.fetch_add(n, std::memory_order_relaxed); }
  std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

struct Counts {
  Count lines;  // open now, seated or not
  Count seats_taken;
  Count commands_done;
  Count commands_repeated;                                    // done before; nothing happened
  std::array<Count, protocol::refusal_names.size()> refused;  // by reason, in order of declaration
  Count to_retry;
  Count bad_messages;
  Count too_slow;  // lines that were reset because they did not take what waited
  Count resumed;
  Count snapshots;
  Count groups_committed;
  Count groups_that_did_not_fit;
  Count rooms_stopped;  // whose journal could not be trusted
  Count seats_erased;
  Count rooms_erased;
  std::array<Count, protocol::close_codes::all.size()> closed;  // by code, in order of declaration
};

}  // namespace engine
