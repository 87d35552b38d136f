#pragma once
// What the kernel counts of a server under measurement, and pinning. For the bench programs; any thread.

#include <vector>

namespace bench {

double cpu_seconds_of(std::vector<int> const& pids);  // user and system, threads that ended included
double resident_bytes_of(std::vector<int> const& pids);
void pin_to(int core);
void raise_descriptor_limit();

}  // namespace bench
