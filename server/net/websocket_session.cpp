#include "server/net/websocket_session.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "server/text/gate.hpp"

namespace net {

namespace websocket = beast::websocket;
using namespace protocol;

namespace {

constexpr std::string_view subprotocol = "plekberaad.v1";
constexpr std::size_t read_bytes = 512;

std::string close_frame_of(CloseCode code) {
  std::string frame;
  frame += static_cast<char>(0x88);
  frame += static_cast<char>(2 + code.reason.size());
  frame += static_cast<char>(code.code >> 8);
  frame += static_cast<char>(code.code & 0xFF);
  return frame.append(code.reason);
}

class Session : public std::enable_shared_from_this<Session>, public engine::Outlet {
 public:
  Session(engine::Reactor& reactor, Socket socket, WebSocketGuest guest)
      : reactor_(reactor),
        stream_(std::move(socket)),
        deadline_(reactor.context()),
        guest_(std::move(guest)) {}

  ~Session() override { leave(); }

  void start() {
    wire().keep(weak_from_this());
    auto timeout = websocket::stream_base::timeout::suggested(beast::role_type::server);
    timeout.handshake_timeout = std::chrono::seconds{limits::handshake_seconds_max};
    // Beast pings after half of this time without a word and gives up after the whole of it.
    timeout.idle_timeout = std::chrono::seconds{limits::ping_seconds + limits::pong_seconds_max};
    timeout.keep_alive_pings = true;
    stream_.set_option(timeout);
    // We count ourselves: Beast would end the line in the middle of what is still coming, and the reset that follows
    // takes the close frame with its reason away from the peer.
    stream_.read_message_max(0);
    stream_.auto_fragment(false);
    stream_.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
      response.set(beast::http::field::sec_websocket_protocol, subprotocol);
      response.set(beast::http::field::server, "");          // without one, Beast would write its own version
    }));
    stream_.async_accept(guest_.request,
                         [self = shared_from_this()](beast::error_code error) { self->accepted(error); });
  }

  // --- Outlet -----------------------------------------------------------------------------------------------------
  void privately(std::string frame) override { wire().privately(std::move(frame)); }
  void follow(engine::ViewLog const& log, std::uint64_t offset) override { wire().follow(log, offset); }
  void unfollow() override { wire().unfollow(); }
  void fleeting(engine::Fleeting kind, std::shared_ptr<std::string const> frame) override {
    wire().fleeting(kind, std::move(frame));
  }
  void flush() override { wire().flush(); }
  void close(CloseCode code) override {
    wire().close_with(close_frame_of(code));
    // A peer that never answers the close is let go after a moment.
    wait(std::chrono::seconds{5});
  }
  void room_is_gone() override { room_ = nullptr; }

 private:
  Wire& wire() { return stream_.next_layer(); }

  void wait(std::chrono::seconds time) {
    deadline_.expires_after(time);
    deadline_.async_wait([weak = weak_from_this()](beast::error_code error) {
      auto const self = weak.lock();
      if (error || !self) return;
      if (self->wire().is_closing()) return self->wire().reset();
      self->close(close_codes::hello_too_late);
    });
  }

  void accepted(beast::error_code error) {
    if (error) return;
    guest_.request = {};                                      // its memory is worth more elsewhere
    wait(std::chrono::seconds{limits::hello_seconds_max});
    read();
  }

  void read() {
    stream_.async_read_some(asio::buffer(chunk_), [self = shared_from_this()](beast::error_code error, std::size_t n) {
      self->have_read(error, n);
    });
  }

  void have_read(beast::error_code error, std::size_t n) {
    if (error) return leave();
    if (wire().is_closing()) return read();                   // until the peer answers the close, or the deadline
    message_.append(chunk_.data(), n);
    if (message_.size() > limits::inbound_bytes_max) {
      message_ = {};
      close(close_codes::too_big);
    } else if (stream_.is_message_done()) {
      take_message();
    }
    is_paused_ = is_entering_;                                // until the room has been read from disk
    if (!is_paused_) read();
  }

  void take_message() {
    auto const text = std::exchange(message_, {});
    if (!stream_.got_text()) return close(close_codes::text_only);
    // Debian's Beast lets one kind of invalid UTF-8 through (a character cut by an empty last fragment).
    if (!text::is_utf8(text)) return close(close_codes::not_utf8);
    auto decoded = decode_client_frame(text);
    if (auto* bad = std::get_if<BadInput>(&decoded)) {
      // A page of another age: reading on would only collect refusals, and loading it again helps.
      bool const is_other_protocol = bad->path == "protocol" && bad->problem == Problem::out_of_range;
      return is_other_protocol ? close(close_codes::protocol_unknown) : bad_message(*bad);
    }
    auto& frame = std::get<ClientFrame>(decoded);
    if (auto const* hello = std::get_if<Hello>(&frame)) return take_hello(*hello);
    if (!room_) return bad_message({"type", Problem::hello_expected, "the first frame is hello", {}});
    if (auto const* ask = std::get_if<Ask>(&frame)) return room_->ask(member_, *ask);
    room_->typing(member_, std::get<Typing>(frame).is_typing);
  }

  void bad_message(BadInput const& bad) {
    if (room_) return room_->bad_message(member_, bad);
    if (++strikes_ >= limits::bad_messages_max) return close(close_codes::unreadable);
    privately(engine::frame_of(BadMessage{bad.id, bad.path, bad.problem, bad.detail}));
    flush();
  }

  void take_hello(Hello const& hello) {
    if (room_) return room_->hello(member_, hello);
    deadline_.cancel();
    if (!guest_.room) return close(close_codes::room_unknown);
    // Nothing more is read until the room is there; so what was sent right behind hello waits in the socket.
    is_entering_ = true;
    reactor_.with_room(*guest_.room,
                       [self = shared_from_this(), hello](engine::RoomActor* room) { self->entered(room, hello); });
  }

  void entered(engine::RoomActor* room, Hello const& hello) {
    is_entering_ = false;
    if (room) {
      room_ = room;
      member_ = room->enter(*this, std::move(guest_.visitor));
      room->hello(member_, hello);
    } else {
      close(close_codes::resync);
    }
    if (std::exchange(is_paused_, false)) read();
  }

  void leave() {
    deadline_.cancel();
    if (room_) std::exchange(room_, nullptr)->leave(member_);
  }

  engine::Reactor& reactor_;
  websocket::stream<Wire, false> stream_;
  asio::steady_timer deadline_;
  WebSocketGuest guest_;
  engine::RoomActor* room_ = nullptr;                         // stays while we are a member
  engine::MemberId member_ = 0;
  std::array<char, read_bytes> chunk_{};
  std::string message_;
  int strikes_ = 0;
  bool is_entering_ = false;
  bool is_paused_ = false;
};

}  // namespace

void start_websocket_session(engine::Reactor& reactor, Socket socket, WebSocketGuest guest) {
  std::make_shared<Session>(reactor, std::move(socket), std::move(guest))->start();
}

}  // namespace net
