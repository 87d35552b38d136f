#pragma once
// The script of an evening in which every form of talk and writing has its part: for the simulator, and for the load of
// tests/faults. Pure.

#include <vector>

#include "protocol/vocabulary.hpp"

namespace sim {

std::vector<protocol::PhasePlan> evening_script();

}  // namespace sim
