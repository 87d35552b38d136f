#pragma once
// The only pen of one socket (pen.hpp says what leaves when). Beast reads through it and writes its control frames into
// it; the engine's frames come through the other lanes. Belongs to one reactor thread.
//
// Beast's own read operation waits for the pong it writes; so a write into this layer is copied (control frames are
// small), completes at once, and leaves at a frame boundary (guide architecture 17).

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <memory>
#include <string>

#include "server/net/pen.hpp"

namespace net {

namespace asio = boost::asio;
namespace beast = boost::beast;

using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;

class Wire : public Pen {
 public:
  using executor_type = Executor;
  using next_layer_type = Socket;

  explicit Wire(Socket socket);

  executor_type get_executor() { return socket_.get_executor(); }
  next_layer_type& next_layer() { return socket_; }
  next_layer_type const& next_layer() const { return socket_; }

  template <class Buffers, class Token>
  auto async_read_some(Buffers const& buffers, Token&& token) {
    return socket_.async_read_some(buffers, std::forward<Token>(token));
  }

  template <class Buffers, class Token>
  auto async_write_some(Buffers const& buffers, Token&& token) {
    auto const size = asio::buffer_size(buffers);
    std::string copy(size, '\0');
    asio::buffer_copy(asio::buffer(copy), buffers);
    control(std::move(copy));
    return asio::async_initiate<Token, void(beast::error_code, std::size_t)>(
        [this, size](auto handler) {
          // Never complete inline: the caller is still inside its own operation.
          asio::post(socket_.get_executor(), beast::bind_front_handler(std::move(handler), beast::error_code{}, size));
        },
        token);
  }

  void keep(std::weak_ptr<void> owner) { owner_ = std::move(owner); }  // who must outlive a pending write wait

 private:
  ssize_t write(iovec* pieces, std::size_t count) override;
  void wait_writable() override;
  void drop() override;

  Socket socket_;
  std::weak_ptr<void> owner_;
};

// Beast finds these by argument-dependent look-up.
void teardown(beast::role_type role, Wire& wire, beast::error_code& error);
template <class Handler>
void async_teardown(beast::role_type role, Wire& wire, Handler&& handler) {
  using beast::websocket::async_teardown;
  async_teardown(role, wire.next_layer(), std::forward<Handler>(handler));
}

}  // namespace net
