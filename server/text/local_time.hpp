#pragma once
// A moment as people in the Netherlands read it from their clock. Pure: the zone comes with ICU, not from the machine.

#include <string>

#include "protocol/ids.hpp"

namespace text {

// "2026-11-29 19:45:00"; spreadsheets take it for a date with a time.
std::string local_time(protocol::Millis at);

}  // namespace text
