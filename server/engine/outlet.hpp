#pragma once
// One connection as the engine sees it: the only pen of its socket. Implemented by net (and by tests, without sockets).
// All calls on the room's thread. Nothing here blocks; nothing calls back into the room.

#include <memory>
#include <string>
#include <vector>

#include "protocol/close_codes.hpp"
#include "server/engine/view_log.hpp"

namespace engine {

enum class Fleeting { presence, typing };

// Ready frames of a whole room, one copy for all lines that are sent them.
using Pages = std::shared_ptr<std::vector<std::string> const>;

class Outlet {
 public:
  virtual ~Outlet() = default;

  // Queues a ready frame for this connection alone. Sent by flush(), before the log.
  virtual void privately(std::string frame) = 0;
  // The same for a snapshot, which many lines may wait for at once.
  virtual void snapshot(Pages pages) = 0;
  // From now on this connection reads the log, from this offset. `log` outlives the connection or unfollow() comes.
  virtual void follow(ViewLog const& log, std::uint64_t offset) = 0;
  virtual void unfollow() = 0;
  // Newest value of something fleeting; sent only when nothing else waits, until then replaced by a newer one.
  virtual void fleeting(Fleeting kind, std::shared_ptr<std::string const> frame) = 0;
  // One non-blocking write of what may leave now.
  virtual void flush() = 0;
  // Sends what waits privately, then closes. Nothing is accepted afterwards.
  virtual void close(protocol::CloseCode code) = 0;
  // The room ends with the server: it must not be called any more.
  virtual void room_is_gone() = 0;
};

}  // namespace engine
