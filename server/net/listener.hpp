#pragma once
// Accepts connections on one address and starts an HTTP session for each. On the first reactor's thread.

#include "server/net/accepting.hpp"
#include "server/net/http_session.hpp"

namespace net {

class Listener {
 public:
  // Throws boost::system::system_error when the address cannot be used.
  Listener(Front& front, engine::Reactor& reactor, asio::ip::tcp::endpoint const& endpoint);
  void start();
  void stop() { accepting_.stop(); }
  asio::ip::tcp::endpoint endpoint() const { return accepting_.endpoint(); }

 private:
  Front& front_;
  Accepting<asio::ip::tcp> accepting_;
};

}  // namespace net
