// The operator's socket; see admin.hpp. A Unix address holds 108 bytes; where the folder's own path is longer, the
// kernel's short name for an open folder is used.

#include "server/net/admin.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

namespace net {

namespace {

using Unix = asio::local::stream_protocol;
using Socket = Accepting<Unix>::Socket;
using boost::system::error_code;

constexpr std::size_t request_bytes_max = 8 * 1024;
constexpr auto request_time_max = std::chrono::seconds{10};
constexpr std::size_t address_bytes_max = 100;
constexpr char const* name = "/admin.sock";

// Lives as long as its address is in use.
class SocketName {
 public:
  explicit SocketName(std::string const& folder) : path_(folder + name) {
    if (path_.size() <= address_bytes_max) return;
    folder_ = ::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    path_ = "/proc/self/fd/" + std::to_string(folder_) + name;
  }
  ~SocketName() {
    if (folder_ >= 0) ::close(folder_);
  }
  SocketName(SocketName const&) = delete;
  SocketName& operator=(SocketName const&) = delete;
  std::string const& path() const { return path_; }

 private:
  std::string path_;
  int folder_ = -1;
};

Admin::Words words_of(std::string_view line) {
  Admin::Words words;
  for (;;) {
    auto const tab = line.find('\t');
    words.emplace_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return words;
    line.remove_prefix(tab + 1);
  }
}

// One request and its answer; keeps itself alive until then.
struct Session : std::enable_shared_from_this<Session> {
  explicit Session(Socket opened) : socket(std::move(opened)), timer(socket.get_executor()) {}

  void start(Admin::Handle const& handle) {
    timer.expires_after(request_time_max);
    timer.async_wait([self = shared_from_this()](error_code error) {
      error_code ignored;
      if (!error) self->socket.close(ignored);
    });
    asio::async_read_until(socket, asio::dynamic_buffer(line, request_bytes_max), '\n',
                           [self = shared_from_this(), handle](error_code error, std::size_t length) {
                             self->timer.cancel();
                             if (error) return;
                             self->line.resize(length - 1);
                             handle(words_of(self->line), [self](std::string text) { self->answer(std::move(text)); });
                           });
  }

  void answer(std::string text) {
    asio::post(socket.get_executor(), [self = shared_from_this(), text = std::move(text)]() mutable {
      self->line = std::move(text);
      asio::async_write(self->socket, asio::buffer(self->line), [self](error_code, std::size_t) {});
    });
  }

  Socket socket;
  asio::steady_timer timer;
  std::string line;
};

// The name that a killed server left behind goes first; the folder's lock is ours.
Unix::endpoint free_address(std::string const& folder, SocketName const& address) {
  ::unlink((folder + name).c_str());
  return {address.path()};
}

}  // namespace

Admin::Admin(asio::io_context& context, std::string const& folder, Handle handle)
    : path_(folder + name), accepting_(context, free_address(folder, SocketName{folder})) {
  ::chmod(path_.c_str(), 0600);
  accepting_.listen();
  accepting_.start(
      [handle = std::move(handle)](Socket socket) { std::make_shared<Session>(std::move(socket))->start(handle); });
}

Admin::~Admin() { ::unlink(path_.c_str()); }

std::optional<std::string> ask_server(std::string const& folder, Admin::Words const& words) {
  asio::io_context context;
  Socket socket{context};
  SocketName const address{folder};
  error_code error;
  socket.connect(Unix::endpoint{address.path()}, error);
  if (error) return std::nullopt;
  std::string line;
  for (auto const& word : words) line += (line.empty() ? "" : "\t") + word;
  line += '\n';
  asio::write(socket, asio::buffer(line), error);
  std::string answer;
  asio::read(socket, asio::dynamic_buffer(answer), error);
  return answer;
}

}  // namespace net
