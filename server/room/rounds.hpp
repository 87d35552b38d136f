#pragma once
// The floor goes round: everybody once, in a drawn order, hosts last. Moving on is in floor.cpp (ended_and_next).

#include "server/room/asking.hpp"

namespace room::rounds {

Decision start(Asking& asking);
Decision end(Asking& asking);

}  // namespace room::rounds
