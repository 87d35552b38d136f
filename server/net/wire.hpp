#pragma once
// The only pen of one socket (pen.hpp says what leaves when). Belongs to one reactor thread.

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/error.hpp>
#include <memory>

#include "server/net/pen.hpp"

namespace net {

namespace asio = boost::asio;
namespace beast = boost::beast;

using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;

class Wire : public Pen {
 public:
  explicit Wire(Socket socket);

  Socket& socket() { return socket_; }
  void keep(std::weak_ptr<void> owner) { owner_ = std::move(owner); }  // who must outlive a pending write wait

 private:
  ssize_t write(iovec* pieces, std::size_t count) override;
  void wait_writable() override;
  void drop() override;
  void end_writing() override;

  Socket socket_;
  std::weak_ptr<void> owner_;
};

}  // namespace net
