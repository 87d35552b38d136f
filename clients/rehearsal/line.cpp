// Beast and Asio behind line.hpp; the only file of the box that includes them. One thread, callbacks.

#include "clients/rehearsal/line.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <deque>
#include <random>

namespace rehearsal {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using tcp = asio::ip::tcp;
using boost::system::error_code;

// --- address ------------------------------------------------------------------------------------------------------

std::string Address::authority() const {
  return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + port;
}

std::optional<Address> read_address(std::string_view url) {
  for (std::string_view scheme : {"ws://", "http://"}) {
    if (!url.starts_with(scheme)) continue;
    url.remove_prefix(scheme.size());
    if (url.ends_with('/')) url.remove_suffix(1);
    auto const colon = url.rfind(':');
    if (colon == std::string_view::npos || colon == 0 || url.find('/') != std::string_view::npos) return std::nullopt;
    auto host = url.substr(0, colon);
    auto const port = url.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    bool const is_number =
        !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string_view::npos;
    if (host.empty() || !is_number) return std::nullopt;
    return Address{std::string(host), std::string(port)};
  }
  return std::nullopt;
}

bool is_loopback(Address const& address) {
  error_code fault;
  auto const ip = asio::ip::make_address(address.host, fault);
  return address.host == "localhost" || (!fault && ip.is_loopback());
}

// --- loop ---------------------------------------------------------------------------------------------------------

struct Loop::Inside {
  asio::io_context io{1};
  asio::signal_set signals{io};
  std::random_device chance;
  bool is_stop_asked = false;
};

Loop::Loop() : inside_(std::make_unique<Inside>()) {}
Loop::~Loop() = default;

void Loop::after(std::chrono::microseconds delay, Life life, std::function<void()> task) {
  auto timer = std::make_shared<asio::steady_timer>(inside_->io, delay);
  timer->async_wait([timer, life = std::move(life), task = std::move(task)](error_code fault) {
    if (fault) return;
    if (auto const alive = life.lock()) task();
  });
}

bool Loop::run_until(std::function<bool()> const& is_done, std::chrono::milliseconds limit) {
  auto const until = std::chrono::steady_clock::now() + limit;
  auto& io = inside_->io;
  auto const work = asio::make_work_guard(io);
  while (!is_done()) {
    if (inside_->is_stop_asked || std::chrono::steady_clock::now() >= until) return false;
    if (io.stopped()) io.restart();
    io.run_one_until(until);
  }
  return true;
}

std::uint32_t Loop::roll() { return inside_->chance(); }

void Loop::run_for(std::chrono::milliseconds duration) {
  run_until([] { return false; }, duration);
}

std::int64_t Loop::now_us() const {
  auto const since = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
}

void Loop::stop_on_signals() {
  inside_->signals.add(SIGINT);
  inside_->signals.add(SIGTERM);
  inside_->signals.async_wait([this](error_code fault, int) {
    if (!fault) inside_->is_stop_asked = true;
  });
}

bool Loop::is_stop_asked() const { return inside_->is_stop_asked; }

void Loop::forget_stop() { inside_->is_stop_asked = false; }

// --- line ---------------------------------------------------------------------------------------------------------

namespace {

inline constexpr std::size_t frame_bytes_max = 64 * 1024 * 1024;  // the revealing of a full board is one update
inline constexpr auto open_limit = std::chrono::seconds(10);

template <class Request>
void dress(Request& request, Address const& address, std::string const& cookie) {
  request.set(http::field::host, address.authority());
  request.set(http::field::origin, "http://" + address.authority());
  request.set(http::field::user_agent, "plekberaad-rehearse");
  if (!cookie.empty()) request.set(http::field::cookie, cookie);
}

}  // namespace

struct SocketLine::Inside : std::enable_shared_from_this<SocketLine::Inside> {
  Inside(Loop& loop, Where place, Calls callbacks)
      : where(std::move(place)), calls(std::move(callbacks)), resolver(loop.inside().io), stream(loop.inside().io) {}

  void open() {
    beast::get_lowest_layer(stream).expires_after(open_limit);
    resolver.async_resolve(where.address.host, where.address.port,
                           [self = shared_from_this()](error_code fault, tcp::resolver::results_type found) {
                             if (fault) return self->end(fault, "resolve");
                             self->connect(found);
                           });
  }

  void connect(tcp::resolver::results_type const& found) {
    beast::get_lowest_layer(stream).async_connect(found,
                                                  [self = shared_from_this()](error_code fault, tcp::endpoint const&) {
                                                    if (fault) return self->end(fault, "connect");
                                                    self->upgrade();
                                                  });
  }

  void upgrade() {
    auto& socket = beast::get_lowest_layer(stream);
    error_code ignored;
    socket.socket().set_option(tcp::no_delay(true), ignored);
    socket.expires_never();  // from here on the websocket stream keeps its own time
    auto timeout = websocket::stream_base::timeout::suggested(beast::role_type::client);
    timeout.handshake_timeout = open_limit;
    stream.set_option(timeout);
    stream.set_option(websocket::stream_base::decorator([this](websocket::request_type& request) {
      dress(request, where.address, where.cookie);
      request.set(http::field::sec_websocket_protocol, "plekberaad.v1");
    }));
    stream.read_message_max(frame_bytes_max);
    stream.async_handshake(response, where.address.authority(), where.target,
                           [self = shared_from_this()](error_code fault) {
                             if (fault) return self->end(fault, "upgrade");
                             self->opened();
                           });
  }

  void opened() {
    if (is_over) return;
    if (response[http::field::sec_websocket_protocol] != "plekberaad.v1") {
      return end({}, "the server did not choose the subprotocol plekberaad.v1");
    }
    is_open = true;
    read();
    if (auto const call = calls.opened) call();  // a copy: the call may end this line
    write();
  }

  void read() {
    stream.async_read(buffer, [self = shared_from_this()](error_code fault, std::size_t) {
      if (fault) return self->end(fault, "read");
      if (self->is_over) return;
      auto const bytes = self->buffer.cdata();
      if (auto const call = self->calls.text) call({static_cast<char const*>(bytes.data()), bytes.size()});
      self->buffer.consume(self->buffer.size());
      if (!self->is_over) self->read();
    });
  }

  void write() {
    if (!is_open || is_writing || is_over) return;
    if (waiting.empty()) {
      if (is_close_asked) goodbye();
      return;
    }
    is_writing = true;
    stream.text(true);
    stream.async_write(asio::buffer(waiting.front()), [self = shared_from_this()](error_code fault, std::size_t) {
      self->is_writing = false;
      if (fault) return;  // the pending read tells why
      self->waiting.pop_front();
      self->write();
    });
  }

  void goodbye() {
    is_close_asked = false;
    is_writing = true;  // nothing is sent after a goodbye
    stream.async_close(websocket::close_code::normal, [self = shared_from_this()](error_code) {});
  }

  void cut() {
    error_code ignored;
    resolver.cancel();
    beast::get_lowest_layer(stream).socket().close(ignored);
  }

  void end(error_code fault, std::string const& where_it_failed) {
    if (is_over) return;
    is_over = true;
    cut();
    Closing closing;
    // Said goodbye, even when the reply to it could no longer be written ("broken pipe" after too big a message).
    if (stream.reason().code != 0) {
      closing.code = stream.reason().code;
      closing.reason = std::string(stream.reason().reason.data(), stream.reason().reason.size());
    }
    if (fault == websocket::error::upgrade_declined) closing.http_status = static_cast<int>(response.result_int());
    closing.detail = where_it_failed + (fault ? ": " + fault.message() : "");
    auto const last = std::move(calls.closed);
    calls = {};
    if (last) last(closing);
  }

  Where where;
  Calls calls;
  tcp::resolver resolver;
  websocket::stream<beast::tcp_stream> stream;
  websocket::response_type response;
  beast::flat_buffer buffer;
  std::deque<std::string> waiting;
  bool is_open = false;
  bool is_writing = false;
  bool is_close_asked = false;
  bool is_over = false;
};

SocketLine::SocketLine(Loop& loop, Where where, Calls calls)
    : inside_(std::make_shared<Inside>(loop, std::move(where), std::move(calls))) {
  inside_->open();
}

SocketLine::~SocketLine() {
  inside_->is_over = true;
  inside_->calls = {};
  inside_->cut();
}

void SocketLine::send(std::string text) {
  inside_->waiting.push_back(std::move(text));
  inside_->write();
}

void SocketLine::close() {
  inside_->is_close_asked = true;
  inside_->write();
}

void SocketLine::cut() { inside_->cut(); }

std::unique_ptr<Line> Loop::open_line(Line::Where where, Line::Calls calls) {
  return std::make_unique<SocketLine>(*this, std::move(where), std::move(calls));
}

// --- http ---------------------------------------------------------------------------------------------------------

namespace {

// An own small loop, so that a request may be made before, during and after a rehearsal.
HttpAnswer exchange(Address const& address, http::request<http::string_body> request, std::chrono::seconds limit) {
  asio::io_context io(1);
  tcp::resolver resolver(io);
  beast::tcp_stream stream(io);
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(frame_bytes_max);
  HttpAnswer answer;
  auto const failed = [&](error_code fault, char const* step) {
    if (fault) answer.detail = std::string(step) + ": " + fault.message();
    return static_cast<bool>(fault);
  };
  stream.expires_after(limit);
  auto const received = [&](error_code fault, std::size_t) {
    if (failed(fault, "read")) return;
    auto const& response = parser.get();
    answer.status = static_cast<int>(response.result_int());
    answer.body = response.body();
    for (auto const& field : response) {
      if (field.name() != http::field::set_cookie) continue;
      auto const value = field.value();
      answer.cookies.emplace_back(value.substr(0, value.find(';')));
    }
  };
  auto const sent = [&](error_code fault, std::size_t) {
    if (!failed(fault, "write")) http::async_read(stream, buffer, parser, received);
  };
  auto const connected = [&](error_code fault, tcp::endpoint const&) {
    if (!failed(fault, "connect")) http::async_write(stream, request, sent);
  };
  resolver.async_resolve(address.host, address.port, [&](error_code fault, tcp::resolver::results_type found) {
    if (!failed(fault, "resolve")) stream.async_connect(found, connected);
  });
  io.run_for(limit + std::chrono::seconds(1));
  return answer;
}

}  // namespace

HttpAnswer http_post(Address const& address, std::string const& target, std::string body, std::string const& cookie,
                     std::chrono::seconds limit) {
  http::request<http::string_body> request{http::verb::post, target, 11};
  dress(request, address, cookie);
  request.set("X-Plekberaad", "1");
  request.set(http::field::content_type, "application/json");
  request.set(http::field::connection, "close");
  request.body() = std::move(body);
  request.prepare_payload();
  return exchange(address, std::move(request), limit);
}

HttpAnswer http_get(Address const& address, std::string const& target, std::string const& cookie,
                    std::chrono::seconds limit) {
  http::request<http::string_body> request{http::verb::get, target, 11};
  dress(request, address, cookie);
  request.set(http::field::connection, "close");
  return exchange(address, std::move(request), limit);
}

}  // namespace rehearsal
