#pragma once
// One WebSocket connection in a room: Beast for the upgrade, frame_reader for what comes in, the wire for everything
// that leaves. Lives on its room's reactor. Kept out of other headers, because Beast is heavy to compile.

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include "server/engine/reactor.hpp"
#include "server/net/budget.hpp"
#include "server/net/deadlines.hpp"
#include "server/net/wire.hpp"

namespace net {

using HttpRequest = beast::http::request<beast::http::string_body>;

struct WebSocketGuest {
  HttpRequest request;
  engine::Visitor visitor;
  std::optional<engine::RoomNumber> room;  // none: no such room; told after hello like a closed one
  Admission admission;
  Deadlines const* deadlines = nullptr;  // of the server
};

// Takes the socket over on the reactor's thread; returns at once.
void start_websocket_session(engine::Reactor& reactor, Socket socket, WebSocketGuest guest);

}  // namespace net
