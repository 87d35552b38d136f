#pragma once
// The keys of people as they lay in the file during a run, wrapped: so that a power cut can be asked whether one that
// was erased is still there. Reads the log of the layer and makes folders of its own; one thread.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/faults/disk.hpp"

namespace faults {

// By room's code and seat.
std::map<std::pair<std::string, std::string>, std::string> keys_of(std::vector<LogRecord> const& records);

}  // namespace faults
