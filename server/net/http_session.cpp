#include "server/net/http_session.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include "server/net/head_forms.hpp"
#include "server/net/websocket_session.hpp"

namespace net {

namespace http = beast::http;
using namespace protocol;

namespace {

constexpr std::string_view sockets = "/ws/";

class HttpSession : public std::enable_shared_from_this<HttpSession> {
 public:
  HttpSession(Front& front, Socket socket, Admission admission)
      : front_(front), stream_(std::move(socket)), admission_(std::move(admission)),
        is_of_proxy_(admission_.address() == behind_proxy) {}

  void read() {
    parser_.emplace();
    parser_->header_limit(limits::http_header_bytes_max);
    parser_->body_limit(limits::http_body_bytes_max);
    // One total deadline, not one per read: a peer that drips a byte now and then does not stay (reliability section
    // 7).
    stream_.expires_after(is_first_ ? front_.deadlines.handshake : front_.deadlines.kept_open);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](beast::error_code error, std::size_t) { self->have_read(error); });
  }

 private:
  void have_read(beast::error_code error) {
    if (error == http::error::body_limit) return answer_and_end(413, "too_big");
    if (error == http::error::header_limit) return answer_and_end(431, "too_big");
    if (error == http::error::end_of_stream) return end();
    // What is not HTTP gets one short answer where it can still be given, and the line ends.
    if (error)
      return error.category() == http::make_error_code(http::error::bad_method).category()
                 ? answer_and_end(400, "bad_request")
                 : void();
    is_first_ = false;
    stream_.expires_never();
    auto message = parser_->release();
    keep_alive_ = message.keep_alive();
    is_head_ = message.method() == http::verb::head;
    auto const request = plain(message);
    if (!is_lawful(message)) return answer_and_end(400, "bad_request");
    // A proxy may keep one line for many people: it counts for whom it was used last.
    if (is_of_proxy_ && !admission_.stands_for(request.address)) return answer_and_end(429, "too_many_tries");
    if (beast::websocket::is_upgrade(message)) return upgrade(std::move(message), request);
    route(request);
  }

  // What the parser lets through, and what two programs could read differently (RFC 9112 3.2, RFC 6454 7.3).
  static bool is_lawful(HttpRequest const& message) {
    auto const hosts = message.count("Host");
    bool const has_one_host = hosts == 1 || (hosts == 0 && message.version() < 11);
    bool const is_old_and_chunked = message.version() < 11 && message.count("Transfer-Encoding") > 0;
    return has_one_host && is_host(view(message["Host"])) && message.count("Origin") <= 1 && !is_old_and_chunked;
  }

  static std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

  // All fields of this name as one list, in order.
  static std::string list_of(HttpRequest const& message, beast::string_view name) {
    std::string all;
    auto const [first, last] = message.equal_range(name);
    for (auto line = first; line != last; ++line) {
      if (!all.empty()) all += ',';
      all.append(line->value().data(), line->value().size());
    }
    return all;
  }

  Request plain(HttpRequest const& message) const {
    Request request;
    request.method = std::string{message.method_string()};
    request.path = path_of(view(message.target()));
    for (auto const* name : {"host", "origin", "content-type", "x-plekberaad", "accept-encoding"}) {
      auto const value = message[name];
      if (!value.empty()) request.headers.emplace(name, std::string{value});
    }
    request.cookies = read_cookies(view(message[http::field::cookie]));
    request.body = message.body();
    beast::error_code ignored;
    auto const peer = stream_.socket().remote_endpoint(ignored).address();
    // A proxy may add a line of its own behind the one that the person sent: all lines count, as one list.
    auto const forwarded = list_of(message, "X-Forwarded-For");
    auto const address = real_address(peer, forwarded, front_.trusted_proxies);
    request.address = limit_key(address);
    request.is_loopback = peer.is_loopback() && forwarded.empty();
    bool const by_proxy = std::ranges::any_of(front_.trusted_proxies, [&](auto const& net) { return net.holds(peer); });
    request.is_secure = by_proxy && message["X-Forwarded-Proto"] == "https";
    return request;
  }

  void route(Request const& request) {
    if (request.path.starts_with("/api/v1/")) {
      return front_.api.handle(request, [self = shared_from_this()](Response response) {
        asio::post(self->stream_.get_executor(),
                   [self, response = std::move(response)]() mutable { self->answer(std::move(response)); });
      });
    }
    bool const reads = request.method == "GET" || request.method == "HEAD";
    if (!reads) return answer(with(with_headers(request, api_error(405, "not_found")), {{"Allow", "GET, HEAD"}}));
    if (request.path.starts_with(sockets)) return answer(upgrade_wanted(request));
    if (request.path == "/healthz") return answer(with_headers(request, text("ok\n", 200)));
    if (request.path == "/readyz") {
      bool const is_ready = front_.is_ready();
      return answer(with_headers(request, text(is_ready ? "ready\n" : "not ready\n", is_ready ? 200 : 503)));
    }
    if (auto file = front_.files.find(request)) return answer(std::move(*file));
    answer(with_headers(request, api_error(404, "not_found")));
  }

  static Response text(std::string body, int status) {
    Response response;
    response.status = status;
    response.type = "text/plain; charset=utf-8";
    response.body = std::move(body);
    return response;
  }

  static Response with(Response response, std::vector<std::pair<std::string, std::string>> const& headers) {
    response.headers.insert(response.headers.end(), headers.begin(), headers.end());
    return response;
  }

  // Says which protocol and which version of it is spoken here (RFC 6455 4.4, RFC 9110 15.5.22).
  static Response upgrade_wanted(Request const& request) {
    return with(with_headers(request, api_error(426, "bad_request")),
                {{"Upgrade", "websocket"}, {"Sec-WebSocket-Version", "13"}});
  }

  static Response with_headers(Request const& request, Response response) {
    for (auto& header : security_headers(request, false)) response.headers.push_back(std::move(header));
    return response;
  }

  void answer_and_end(int status, std::string error) {
    keep_alive_ = false;
    answer(with_headers({}, api_error(status, std::move(error))));
  }

  void answer(Response response) {
    auto message = std::make_shared<http::response<http::string_body>>(static_cast<http::status>(response.status), 11);
    message->set(http::field::content_type, response.type);
    for (auto const& [name, value] : response.headers) message->insert(name, value);
    message->keep_alive(keep_alive_);
    auto const size = response.body.size();
    if (!is_head_) message->body() = std::move(response.body);
    message->content_length(size);
    stream_.expires_after(front_.deadlines.answer);
    auto& out = *message;
    auto serializer = std::make_shared<http::response_serializer<http::string_body>>(out);
    auto then = [self = shared_from_this(), message, serializer](beast::error_code error, std::size_t) {
      if (error || !self->keep_alive_) return self->end();
      self->read();
    };
    if (is_head_) return http::async_write_header(stream_, *serializer, std::move(then));
    http::async_write(stream_, *serializer, std::move(then));
  }

  void upgrade(HttpRequest message, Request const& request) {
    // Bytes behind the request, or in a body of it, belong to nobody we know (reliability section 7).
    bool const is_well_formed = request.path.starts_with(sockets) && buffer_.size() == 0 && message.body().empty() &&
                                message.count("Sec-WebSocket-Key") == 1 &&
                                is_socket_key(view(message["Sec-WebSocket-Key"])) && message.version() == 11;
    keep_alive_ = false;
    if (!is_well_formed) return answer(with_headers(request, api_error(400, "bad_request")));
    bool const is_our_version = list_of(message, "Sec-WebSocket-Version") == "13";
    if (!is_our_version) return answer(upgrade_wanted(request));
    if (!has_word(list_of(message, "Sec-WebSocket-Protocol"), "plekberaad.v1")) {
      return answer(with_headers(request, api_error(400, "subprotocol_unknown")));
    }
    if (!front_.origins.is_ours(request)) return answer(with_headers(request, api_error(403, "wrong_origin")));
    auto const code = request.path.substr(sockets.size());
    auto const room = front_.directory.find(code);
    if (!room && !front_.budget.may_guess(request.address, front_.clock.now())) {
      auto response = with_headers(request, api_error(429, "too_many_tries"));
      response.headers.emplace_back("Retry-After", "60");
      return answer(std::move(response));
    }
    hand_over(std::move(message), request, code, room);
  }

  void hand_over(HttpRequest message, Request const& request, std::string const& code,
                 std::optional<engine::RoomNumber> room) {
    engine::Visitor visitor{{}, request.address};
    if (auto const cookie = request.cookies.find("pb_lead_" + code); cookie != request.cookies.end()) {
      visitor.device_cookies.emplace(code, cookie->second);
    }
    auto& home = front_.reactors.home(room.value_or(0));
    auto socket = stream_.release_socket();
    beast::error_code error;
    auto const local = socket.local_endpoint(error);
    if (error) return;
    auto const handle = socket.release(error);
    if (error) return;
    auto guest = std::make_shared<WebSocketGuest>(
        WebSocketGuest{std::move(message), std::move(visitor), room, std::move(admission_), &front_.deadlines});
    home.post([&home, handle, protocol = local.protocol(), guest] {
      Socket moved{home.context()};
      beast::error_code failed;
      moved.assign(protocol, handle, failed);
      if (failed) return;
      start_websocket_session(home, std::move(moved), std::move(*guest));
    });
  }

  void end() {
    beast::error_code ignored;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  }

  Front& front_;
  beast::basic_stream<asio::ip::tcp, Executor> stream_;
  Admission admission_;
  bool is_of_proxy_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  bool is_first_ = true;
  bool keep_alive_ = false;
  bool is_head_ = false;
};

}  // namespace

void start_http_session(Front& front, Socket socket) {
  beast::error_code error;
  auto const peer = socket.remote_endpoint(error).address();
  if (error) return;
  bool const is_proxy = std::ranges::any_of(front.trusted_proxies, [&](auto const& net) { return net.holds(peer); });
  Admission admission{front.budget, is_proxy ? std::string{behind_proxy} : limit_key(peer)};
  if (!admission) return;
  std::make_shared<HttpSession>(front, std::move(socket), std::move(admission))->read();
}

}  // namespace net
