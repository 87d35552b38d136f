#pragma once
// Takes whoever knocks at one address, one after the other. When the system has no more files to give, it waits a
// moment and goes on. On the thread of its context; ends with stop() or with the object.

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>

namespace net {

namespace asio = boost::asio;

template <class Protocol>
class Accepting {
 public:
  using Endpoint = typename Protocol::endpoint;
  using Socket = asio::basic_stream_socket<Protocol, asio::io_context::executor_type>;
  using Take = std::function<void(Socket)>;

  // Throws boost::system::system_error when the address cannot be used.
  Accepting(asio::io_context& context, Endpoint const& endpoint) : context_(context), acceptor_(context) {
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address{true});
    acceptor_.bind(endpoint);
  }

  void listen(int backlog = asio::socket_base::max_listen_connections) { acceptor_.listen(backlog); }

  void start(Take take) {
    take_ = std::move(take);
    accept();
  }

  void stop() {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
  }

  Endpoint endpoint() const { return acceptor_.local_endpoint(); }

 private:
  void accept() {
    acceptor_.async_accept(context_, [this](boost::system::error_code error, Socket socket) {
      if (!error) {
        take_(std::move(socket));
        return accept();
      }
      if (error == asio::error::operation_aborted || !acceptor_.is_open()) return;
      // Out of descriptors, most likely: try again in a moment rather than spin.
      pause_.expires_after(std::chrono::milliseconds{50});
      pause_.async_wait([this](boost::system::error_code stopped) {
        if (!stopped) accept();
      });
    });
  }

  asio::io_context& context_;
  asio::basic_socket_acceptor<Protocol, asio::io_context::executor_type> acceptor_;
  asio::steady_timer pause_{context_};
  Take take_;
};

}  // namespace net
