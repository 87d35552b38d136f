#pragma once
// Accepts connections on one address and starts an HTTP session for each. On the first reactor's thread.

#include <boost/asio/basic_socket_acceptor.hpp>

#include "server/net/http_session.hpp"

namespace net {

class Listener {
 public:
  // Throws boost::system::system_error when the address cannot be used.
  Listener(Front& front, engine::Reactor& reactor, asio::ip::tcp::endpoint const& endpoint);
  void start();
  void stop();
  asio::ip::tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }

 private:
  void accept();
  Front& front_;
  engine::Reactor& reactor_;
  asio::basic_socket_acceptor<asio::ip::tcp, Executor> acceptor_;
  asio::steady_timer pause_;
};

}  // namespace net
