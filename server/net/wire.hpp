#pragma once
// The only pen of one socket. Beast reads through it and writes its control frames into it; the engine's frames come
// through the other lanes. Everything leaves in whole frames: a half-sent lane is finished first, then control, then
// private, then the view's log, all with one non-blocking write. Belongs to one reactor thread.
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
#include <array>
#include <memory>
#include <string>

#include "server/engine/outlet.hpp"

namespace net {

namespace asio = boost::asio;
namespace beast = boost::beast;

using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;

class Wire {
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
    take_control(std::move(copy));
    return asio::async_initiate<Token, void(beast::error_code, std::size_t)>(
        [this, size](auto handler) {
          // Never complete inline: the caller is still inside its own operation.
          asio::post(socket_.get_executor(), beast::bind_front_handler(std::move(handler), beast::error_code{}, size));
        },
        token);
  }

  // --- the pen ----------------------------------------------------------------------------------------------------
  void keep(std::weak_ptr<void> owner) { owner_ = std::move(owner); }   // who must outlive a pending write wait
  void privately(std::string frame);
  void follow(engine::ViewLog const& log, std::uint64_t offset);
  void unfollow();
  void fleeting(engine::Fleeting kind, std::shared_ptr<std::string const> frame);
  void close_with(std::string close_frame);                   // after what waits privately; nothing follows it
  void flush();
  void reset();                                               // RST: the reader stands mid-frame or is too slow
  bool is_closing() const { return is_closing_; }
  bool is_too_slow() const { return is_too_slow_; }

 private:
  enum class Lane { none, control, alone, log };
  struct Parts;
  void take_control(std::string bytes);
  void gather(Parts& parts) const;
  void add_fleeting(Parts& parts);
  void consume(Parts const& parts, std::size_t sent);
  void wait_writable();

  Socket socket_;
  std::weak_ptr<void> owner_;
  std::string control_;
  std::string alone_;                                         // private frames
  std::array<std::shared_ptr<std::string const>, 2> fleeting_;   // newest value by kind
  engine::ViewLog const* log_ = nullptr;
  std::uint64_t cursor_ = 0;
  std::uint64_t log_goal_ = 0;                                // a half-sent log lane is finished up to here
  Lane half_ = Lane::none;
  bool is_waiting_ = false;
  bool is_closing_ = false;                                   // a close frame is in a lane or has left
  bool is_dead_ = false;
  bool is_too_slow_ = false;
};

// Beast finds these by argument-dependent look-up.
void teardown(beast::role_type role, Wire& wire, beast::error_code& error);
template <class Handler>
void async_teardown(beast::role_type role, Wire& wire, Handler&& handler) {
  using beast::websocket::async_teardown;
  async_teardown(role, wire.next_layer(), std::forward<Handler>(handler));
}

}  // namespace net
