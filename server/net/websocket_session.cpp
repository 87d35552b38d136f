#include "server/net/websocket_session.hpp"

#include <sys/socket.h>

#include <boost/beast/websocket/stream.hpp>
#include <cerrno>

#include "server/net/frame_reader.hpp"

namespace net {

namespace websocket = beast::websocket;
using namespace protocol;

namespace {

constexpr std::string_view subprotocol = "plekberaad.v1";
constexpr std::string_view normal_close{"\x03\xE8", 2};  // 1000
constexpr std::string_view ping_frame{"\x89\x00", 2};

// The heart looks every ten seconds; whoever took nothing of what waits from one look to the next, this often in
// succession, is cut.
constexpr int stalled_looks_max = limits::stalled_seconds_max / (limits::ping_seconds - limits::pong_seconds_max);
static_assert(limits::ping_seconds == 2 * limits::pong_seconds_max);

std::string control_frame(unsigned char opcode, std::string_view payload) {
  std::string frame;
  frame += static_cast<char>(0x80 | opcode);
  frame += static_cast<char>(payload.size());  // at most 125 bytes: the reader has seen to that
  return frame.append(payload);
}

std::string close_frame_of(CloseCode code) {
  std::string payload;
  payload += static_cast<char>(code.code >> 8);
  payload += static_cast<char>(code.code & 0xFF);
  return control_frame(0x8, payload.append(code.reason));
}

// What one look at a socket may bring; shared by all lines of a thread, so that a silent member owns no buffer.
std::span<char> reading_place() {
  thread_local std::array<char, 8 * 1024> place;
  return place;
}

// Beast makes the handshake and checks the request; then the socket goes its own way, because Beast's stream would keep
// five kilobytes for each silent member.
class Handshake : public std::enable_shared_from_this<Handshake> {
 public:
  Handshake(Socket socket, HttpRequest request) : stream_(std::move(socket)), request_(std::move(request)) {}

  void start(Deadlines::Time limit, std::function<void(Socket)> then) {
    then_ = std::move(then);
    auto timeout = websocket::stream_base::timeout::suggested(beast::role_type::server);
    timeout.handshake_timeout = limit;
    stream_.set_option(timeout);
    stream_.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
      response.set(beast::http::field::sec_websocket_protocol, subprotocol);
      response.set(beast::http::field::server, "");  // without one, Beast would write its own version
    }));
    stream_.async_accept(request_, [self = shared_from_this()](beast::error_code error) {
      if (!error) self->then_(std::move(self->stream_.next_layer()));
    });
  }

 private:
  websocket::stream<Socket, false> stream_;
  HttpRequest request_;
  std::function<void(Socket)> then_;
};

class Session : public std::enable_shared_from_this<Session>, public engine::Outlet, public engine::Wheel::Entry {
 public:
  Session(engine::Reactor& reactor, Socket socket, WebSocketGuest guest)
      : reactor_(reactor), wire_(std::move(socket)), deadlines_(*guest.deadlines),
        admission_(std::move(guest.admission)),
        arrival_(std::make_unique<Arrival>(Arrival{std::move(guest.visitor), guest.room, {}, 0})) {}

  ~Session() override { leave(); }

  void start() {
    wire_.keep(weak_from_this());
    ring_after(deadlines_.hello);
    read();
  }

  // --- Outlet -----------------------------------------------------------------------------------------------------
  void privately(std::string frame) override { wire_.privately(std::move(frame)); }
  void snapshot(engine::Pages pages) override { wire_.snapshot(pages); }
  void follow(engine::ViewLog const& log, std::uint64_t offset) override { wire_.follow(log, offset); }
  void unfollow() override { wire_.unfollow(); }
  void fleeting(engine::Fleeting kind, std::shared_ptr<std::string const> frame) override {
    wire_.fleeting(kind, std::move(frame));
  }
  void flush() override { wire_.flush(); }
  void close(CloseCode code) override {
    wire_.close_with(close_frame_of(code));
    // A peer that never answers the close is let go after a moment.
    ring_after(deadlines_.goodbye);
  }
  void room_is_gone() override { room_ = nullptr; }

 private:
  // Needed only until somebody is in the room.
  struct Arrival {
    engine::Visitor visitor;
    std::optional<engine::RoomNumber> room;
    std::string behind_hello;  // came with it; waits until the room has been read
    int strikes = 0;
  };

  void ring_after(std::chrono::milliseconds time) { reactor_.wheel().set(*this, time); }

  // A deadline is over: of the close, of hello, or of the heart that beats once in a ping.
  void rings() override {
    if (wire_.is_closing()) return wire_.reset();
    if (arrival_ && !is_entering_) return close(close_codes::hello_too_late);
    bool const moves = wire_.look_at_progress(stalled_looks_max);
    // Who still takes what stands before the ping has not been asked yet.
    bool const is_asked = is_pinged_ && !is_entering_ && !(moves && wire_.owes_control());
    if (is_asked && !is_heard_) return wire_.reset();
    is_pinged_ = !is_pinged_;
    if (!is_pinged_) return ring_after(deadlines_.ping - deadlines_.pong);
    is_heard_ = false;
    ring_after(deadlines_.pong);
    wire_.control(std::string{ping_frame});
  }

  void read() {
    wire_.socket().async_wait(Socket::wait_read, [self = shared_from_this()](beast::error_code error) {
      error ? self->leave() : self->readable();
    });
  }

  void readable() {
    auto const place = reading_place();
    auto const n = ::recv(wire_.socket().native_handle(), place.data(), place.size(), MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return read();
    if (n <= 0) return leave();
    take(place.first(static_cast<std::size_t>(n)));
  }

  void take(std::span<char> bytes) {
    while (auto const found = reader_.next(bytes)) {
      take(*found);
      if (!is_entering_) continue;
      is_paused_ = true;
      arrival_->behind_hello.assign(bytes.data(), bytes.size());
      return;  // nothing more is read until the room is there
    }
    read();
  }

  void take(FrameReader::Found const& found) {
    is_heard_ = is_heard_ || found.kind != FrameReader::Kind::fault;  // bytes alone are no sign of life
    switch (found.kind) {
      case FrameReader::Kind::text:
        if (!wire_.is_closing()) take_message(found.payload);
        break;
      case FrameReader::Kind::ping: wire_.control(control_frame(0xA, found.payload)); break;
      case FrameReader::Kind::pong: break;
      case FrameReader::Kind::close:
        wire_.close_with(control_frame(0x8, found.payload.empty() ? normal_close : found.payload.substr(0, 2)));
        wire_.finish();
        ring_after(deadlines_.goodbye);
        break;
      case FrameReader::Kind::fault:
        if (!wire_.is_closing()) close(found.why);
        // What follows cannot be read, so there is no answer to wait for.
        if (reader_.is_lost()) wire_.finish();
        break;
    }
  }

  void take_message(std::string_view text) {
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
    if (auto const* look = std::get_if<LookBack>(&frame)) return room_->look_back(member_, look->before);
    room_->typing(member_, std::get<Typing>(frame).is_typing);
  }

  void bad_message(BadInput const& bad) {
    if (room_) return room_->bad_message(member_, bad);
    if (!arrival_ || ++arrival_->strikes >= limits::bad_messages_max) return close(close_codes::unreadable);
    privately(engine::frame_of(BadMessage{bad.id, bad.path, bad.problem, bad.detail}));
    flush();
  }

  void take_hello(Hello const& hello) {
    if (room_) return room_->hello(member_, hello);
    if (!arrival_ || !arrival_->room) return close(close_codes::room_unknown);
    is_entering_ = true;
    ring_after(deadlines_.ping - deadlines_.pong);
    reactor_.with_room(*arrival_->room,
                       [self = shared_from_this(), hello](engine::RoomActor* room) { self->entered(room, hello); });
  }

  void entered(engine::RoomActor* room, Hello const& hello) {
    is_entering_ = false;
    auto const arrival = std::exchange(arrival_, nullptr);
    if (room) {
      room_ = room;
      member_ = room->enter(*this, std::move(arrival->visitor));
      room->hello(member_, hello);
    } else {
      close(close_codes::resync);
    }
    if (std::exchange(is_paused_, false)) take(std::span{arrival->behind_hello});
  }

  void leave() {
    drop();
    if (room_ && wire_.is_too_slow()) reactor_.counts().too_slow.add();
    if (room_) std::exchange(room_, nullptr)->leave(member_);
  }

  engine::Reactor& reactor_;
  Wire wire_;
  FrameReader reader_;
  Deadlines const& deadlines_;  // of the whole server, which outlives its lines
  Admission admission_;
  std::unique_ptr<Arrival> arrival_;
  engine::RoomActor* room_ = nullptr;  // stays while we are a member
  engine::MemberId member_ = 0;
  bool is_heard_ = false;  // since the last ping
  bool is_pinged_ = false;
  bool is_entering_ = false;
  bool is_paused_ = false;
};

}  // namespace

void start_websocket_session(engine::Reactor& reactor, Socket socket, WebSocketGuest guest) {
  auto request = std::move(guest.request);
  auto const waiting = std::make_shared<WebSocketGuest>(std::move(guest));
  auto const handshake = std::make_shared<Handshake>(std::move(socket), std::move(request));
  handshake->start(waiting->deadlines->handshake, [&reactor, waiting](Socket own) {
    std::make_shared<Session>(reactor, std::move(own), std::move(*waiting))->start();
  });
}

}  // namespace net
