#pragma once
// /metrics for whoever watches the machine, on a listener of its own that is off unless asked for. Every label value
// comes from a list in the code: no room, no seat, no address, no word of anybody. First reactor.

#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <string>

#include "server/engine/counts.hpp"
#include "server/net/accepting.hpp"

namespace net {

// What is true of the process rather than of its rooms.
struct ProcessState {
  std::size_t rooms = 0;  // known
  std::size_t threads = 0;
  double seconds_up = 0;
  bool is_stopping = false;
};

// The text format of Prometheus, version 0.0.4.
std::string metrics_text(engine::Counts const& counts, ProcessState const& state);

class MetricsDoor {
 public:
  using Text = std::function<std::string()>;
  // Throws boost::system::system_error when the address cannot be used.
  MetricsDoor(asio::io_context& context, asio::ip::tcp::endpoint const& endpoint, Text text);
  unsigned short port() const { return accepting_.endpoint().port(); }

 private:
  Accepting<asio::ip::tcp> accepting_;
};

}  // namespace net
