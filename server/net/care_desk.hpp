#pragma once
// What the running server does for its operator: check every room, make a backup. Asked through the admin socket; the
// work is the journal's, in slices between commits. Answers on any thread.

#include "server/engine/directory.hpp"
#include "server/net/admin.hpp"

namespace net {

// The handler for Admin: "verify", or "backup", a folder, a file (either may be "").
Admin::Handle care_desk(journal::Journal& journal, engine::Directory const& directory);

}  // namespace net
