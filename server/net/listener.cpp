#include "server/net/listener.hpp"

namespace net {

namespace {
constexpr int backlog = 4096;
}

Listener::Listener(Front& front, engine::Reactor& reactor, asio::ip::tcp::endpoint const& endpoint)
    : front_(front), reactor_(reactor), acceptor_(reactor.context()), pause_(reactor.context()) {
  acceptor_.open(endpoint.protocol());
  acceptor_.set_option(asio::socket_base::reuse_address{true});
  acceptor_.bind(endpoint);
  acceptor_.listen(backlog);
}

void Listener::start() { accept(); }

void Listener::accept() {
  acceptor_.async_accept(reactor_.context(), [this](beast::error_code error, Socket socket) {
    if (!error) {
      start_http_session(front_, std::move(socket));
      return accept();
    }
    if (error == asio::error::operation_aborted || !acceptor_.is_open()) return;
    // Out of descriptors, most likely: try again in a moment rather than spin.
    pause_.expires_after(std::chrono::milliseconds{50});
    pause_.async_wait([this](beast::error_code stopped) {
      if (!stopped) accept();
    });
  });
}

void Listener::stop() {
  beast::error_code ignored;
  acceptor_.close(ignored);
}

}  // namespace net
