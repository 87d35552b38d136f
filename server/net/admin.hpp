#pragma once
// The door for the operator: a Unix socket in the data folder that only its owner may open. Verbs of the command line
// ask the running server through it, because nobody else may touch the database (guide architecture 8). One line with
// the words of the request, apart by tabs; the answer is text, and its last line is "done" or "failed". First reactor.

#include <boost/asio/local/stream_protocol.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/net/accepting.hpp"

namespace net {

inline constexpr char const* admin_done = "done\n";
inline constexpr char const* admin_failed = "failed\n";

class Admin {
 public:
  using Words = std::vector<std::string>;
  using Answer = std::function<void(std::string)>;  // any thread, once
  using Handle = std::function<void(Words const&, Answer)>;

  // Throws boost::system::system_error when the socket cannot be made.
  Admin(asio::io_context& context, std::string const& folder, Handle handle);
  ~Admin();  // the socket's name goes

 private:
  std::string path_;
  Accepting<asio::local::stream_protocol> accepting_;
};

// Asks the server that runs on this folder; waits for the whole answer. none: no server listens there.
std::optional<std::string> ask_server(std::string const& folder, Admin::Words const& words);

}  // namespace net
