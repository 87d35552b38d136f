#pragma once
// One HTTP connection: reads a request within a total deadline, answers it, or hands an upgrade to its room's reactor.
// Lives on the reactor that accepted it.

#include "server/net/addresses.hpp"
#include "server/net/api.hpp"
#include "server/net/deadlines.hpp"
#include "server/net/static_files.hpp"
#include "server/net/wire.hpp"

namespace net {

// What every HTTP connection needs; outlives them all.
struct Front {
  Api& api;
  StaticFiles const& files;
  engine::Directory const& directory;
  engine::Clock const& clock;
  Reactors& reactors;
  Budget& budget;
  Origins origins;
  std::vector<Network> trusted_proxies;
  std::function<bool()> is_ready;
  Deadlines deadlines;
};

void start_http_session(Front& front, Socket socket);

}  // namespace net
