#include "server/net/wire.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>

#include "protocol/limits.hpp"

namespace net {

namespace {
using Unsent = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_NOTSENT_LOWAT>;
}

Wire::Wire(Socket socket) : socket_(std::move(socket)) {
  beast::error_code ignored;
  socket_.non_blocking(true, ignored);
  socket_.set_option(asio::ip::tcp::no_delay{true}, ignored);
  // The kernel would grow this to megabytes for a phone that stopped reading; our own log is the place to wait.
  socket_.set_option(asio::socket_base::send_buffer_size{128 * 1024}, ignored);
  // That room is for what is on its way to a distant phone. What has not even been sent, because the phone's own buffer
  // is full, waits with us, where all lines share it.
  socket_.set_option(Unsent{static_cast<int>(protocol::limits::unsent_bytes_max)}, ignored);
}

ssize_t Wire::write(iovec* pieces, std::size_t count) {
  constexpr int flags = MSG_DONTWAIT | MSG_NOSIGNAL;
  msghdr message{};
  message.msg_iov = pieces;
  message.msg_iovlen = count;
  while (true) {
    // Nearly always there is one piece, and the kernel takes that with less ado.
    auto const sent = count == 1 ? ::send(socket_.native_handle(), pieces->iov_base, pieces->iov_len, flags)
                                 : ::sendmsg(socket_.native_handle(), &message, flags);
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

void Wire::end_writing() {
  beast::error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
}

}  // namespace net
