#include "server/net/listener.hpp"

namespace net {

namespace {
constexpr int backlog = 4096;
}

Listener::Listener(Front& front, engine::Reactor& reactor, asio::ip::tcp::endpoint const& endpoint)
    : front_(front), accepting_(reactor.context(), endpoint) {
  accepting_.listen(backlog);
}

void Listener::start() {
  accepting_.start([this](Socket socket) { start_http_session(front_, std::move(socket)); });
}

}  // namespace net
