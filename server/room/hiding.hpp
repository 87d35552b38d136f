#pragma once
// Staff take a card or a turn out of sight, with a reason, and can bring it back. Pure.

#include "server/room/asking.hpp"

namespace room::hiding {

Decision hide(Asking& asking, HideItem const& ask);
Decision restore(Asking& asking, RestoreItem const& ask);

}  // namespace room::hiding
