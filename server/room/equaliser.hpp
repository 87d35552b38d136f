#pragma once
// The same for both sides: when hall or online spoke longer than was agreed, who speaks for the other side can be given
// as much. The rule in words: ARCHITECTURE.md ("The clock of a turn"). Pure.

#include <optional>

#include "server/room/asking.hpp"

namespace room {

// What the speaker's side is short of in the phase of the running turn; none: nothing worth giving.
std::optional<std::int64_t> missing_ms(Room const& room, Floor const& floor);

Decision equalise(Asking& asking, Equalise const& ask);

}  // namespace room
