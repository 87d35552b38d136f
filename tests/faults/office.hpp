#pragma once
// What the library's office does over HTTP, for the load (load.hpp): makes rooms, invites who leads and a hall screen,
// sees who is there, takes the harvest of the evening home, erases a neighbour and closes rooms. A thread of its own;
// every wait has a limit, and a server that goes away ends it.

#include <string>

#include "tests/faults/load.hpp"
#include "tests/faults/reading.hpp"

namespace faults {

inline constexpr auto office_password = "een lang wachtwoord";

// `cookie` of the coordinator's session; `evening` is the room of which it takes the harvest. Adds to `heard`.
void work_at_the_office(std::string const& port, std::string const& cookie, std::string const& evening, int rounds,
                        Heard& heard);

// Does this office, by its password, find what the folder holds, and does its last invitation still open the door? ""
// when it does.
std::string wrong_office(std::string const& port, Reading const& reading, Heard const& heard);

}  // namespace faults
