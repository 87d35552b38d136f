#pragma once
// What a plausible person fills in for each command, going by what the own page shows: mostly sensible, sometimes
// foolish. A new command needs one more make() here; without it the simulator does not compile. Pure.

#include "clients/rehearsal/person.hpp"
#include "tests/simulation/chance.hpp"

namespace sim {

// The command with this place in the variant. `chance` decides the rest.
protocol::Command make_command(std::size_t index, rehearsal::Person const& person, Chance& chance);

// People's names; some share one.
std::string some_name(Chance& chance);

}  // namespace sim
