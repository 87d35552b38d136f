#pragma once
// The talk stream: typed words of the speaker, gists of note-takers. Pure.

#include "server/room/asking.hpp"

namespace room::talk {

Decision say(Asking& asking, Say const& ask);
Decision add_gist(Asking& asking, AddGist const& ask);

}  // namespace room::talk
