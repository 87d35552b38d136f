#include "server/net/wire.hpp"

#include <sys/socket.h>

#include <cerrno>

namespace net {

Wire::Wire(Socket socket) : socket_(std::move(socket)) {
  beast::error_code ignored;
  socket_.non_blocking(true, ignored);
  socket_.set_option(asio::ip::tcp::no_delay{true}, ignored);
  // The kernel would grow this to megabytes for a phone that stopped reading; our own log is the place to wait.
  socket_.set_option(asio::socket_base::send_buffer_size{128 * 1024}, ignored);
}

ssize_t Wire::write(iovec* pieces, std::size_t count) {
  msghdr message{};
  message.msg_iov = pieces;
  message.msg_iovlen = count;
  while (true) {
    auto const sent = ::sendmsg(socket_.native_handle(), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0) return sent;
    if (errno == EINTR) continue;
    return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -1;
  }
}

void Wire::wait_writable() {
  auto owner = owner_.lock();
  if (!owner) return writable(false);
  // The owner rides along: a success that is queued would otherwise outlive this object.
  socket_.async_wait(Socket::wait_write,
                     [this, owner = std::move(owner)](beast::error_code error) { writable(!error); });
}

void Wire::drop() {
  beast::error_code ignored;
  socket_.set_option(asio::socket_base::linger{true, 0}, ignored);
  socket_.close(ignored);
}

void teardown(beast::role_type role, Wire& wire, beast::error_code& error) {
  beast::websocket::teardown(role, wire.next_layer(), error);
}

}  // namespace net
