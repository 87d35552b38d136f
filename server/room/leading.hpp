#pragma once
// The door and the end of the evening: freezing joins, mending the room's texts, closing. Pure.

#include "server/room/asking.hpp"

namespace room::leading {

Decision freeze_joins(Asking& asking);
Decision open_joins(Asking& asking);
Decision correct_room(Asking& asking, CorrectRoom const& ask);
Decision close_room(Asking& asking);

}  // namespace room::leading
