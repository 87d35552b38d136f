#include "tests/wire/conformance/wrong_peer.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <optional>
#include <string_view>

namespace conformance {

namespace {

constexpr std::string_view opens =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: plekberaad.v1\r\n\r\n";
constexpr std::string_view fine = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
constexpr std::string_view refusal = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";

// In good form, with all that every answer must carry; but nothing of ours is refused for this reason.
constexpr std::string_view another_status =
    "HTTP/1.1 451 Unavailable For Legal Reasons\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n"
    "Referrer-Policy: no-referrer\r\nCross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\nContent-Security-Policy: default-src 'none'\r\n"
    "Content-Type: application/json\r\nContent-Length: 25\r\n\r\n{\"error\":\"another_error\"}";
constexpr std::string_view lobby = R"({"type":"lobby"})";
constexpr std::string_view seated = R"({"type":"seated","id":"j","seat":"s","token":"t"})";
constexpr std::string_view own = R"({"type":"own","own":{}})";
constexpr std::string_view another_answer =
    R"({"type":"bad_message","id":"another","path":"another.place","problem":"another","detail":""})";

std::string unmasked(int first_byte, std::string_view payload) {
  return std::string{static_cast<char>(first_byte), static_cast<char>(payload.size())}.append(payload);
}

// Waits in short steps, so that the peer can end at any time.
std::optional<std::string> heard(int socket, std::atomic<bool> const& is_stopping) {
  while (!is_stopping) {
    pollfd wait{socket, POLLIN, 0};
    if (::poll(&wait, 1, 20) <= 0) continue;
    char part[16 * 1024];
    auto const got = ::recv(socket, part, sizeof part, 0);
    if (got == 0) std::this_thread::sleep_for(std::chrono::milliseconds{400});  // half a line is no reason to end it
    if (got <= 0) return std::nullopt;
    return std::string(part, static_cast<std::size_t>(got));
  }
  return std::nullopt;
}

// What a whole text frame of a client says; "" when it is anything else.
std::string said_in(std::string_view bytes) {
  auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  if (bytes.size() < 6 || byte(0) != 0x81 || byte(1) < 0x80 || byte(1) == 0xFF) return {};
  std::size_t const head = byte(1) == 0xFE ? 8 : 6;
  std::size_t const size = head == 8 && bytes.size() >= 8 ? byte(2) << 8 | byte(3) : byte(1) & 0x7F;
  if (bytes.size() != head + size) return {};
  std::string text{bytes.substr(head)};
  for (std::size_t at = 0; at < size; ++at) text[at] = static_cast<char>(text[at] ^ bytes[head - 4 + at % 4]);
  return text;
}

bool say(int socket, std::string_view bytes) {
  return ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT) > 0;
}

// False: said the wrong thing and closed.
bool greet_or_mistake(int socket, std::string_view bytes) {
  auto const said = said_in(bytes);
  if (said.starts_with(R"({"type":"hello")")) return say(socket, unmasked(0x81, lobby));
  if (said.find(R"("type":"join")") != std::string::npos)
    return say(socket, unmasked(0x81, seated) + unmasked(0x81, own));
  auto const another_close = std::string{"\x10\x02"} + "another";
  say(socket, unmasked(0x8A, "another") + unmasked(0x81, another_answer) + unmasked(0x88, another_close));
  return false;
}

}  // namespace

WrongPeer::WrongPeer(Manner manner) : manner_(manner) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
  ::listen(listener_, 1024);
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = std::to_string(ntohs(address.sin_port));
  accepting_ = std::thread{[this] { accept_all(); }};
}

WrongPeer::~WrongPeer() {
  is_stopping_ = true;
  accepting_.join();
  for (auto& line : lines_) line.join();
  ::close(listener_);
}

void WrongPeer::accept_all() {
  while (!is_stopping_) {
    pollfd wait{listener_, POLLIN, 0};
    if (::poll(&wait, 1, 20) <= 0) continue;
    int const socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    std::lock_guard const hold{lock_};
    lines_.emplace_back([this, socket] {
      serve(socket);
      ::close(socket);
    });
  }
}

void WrongPeer::serve(int socket) {
  bool is_open = false;
  std::string head;
  while (auto const part = heard(socket, is_stopping_)) {
    if (manner_ == Manner::silent) continue;
    if (is_open && manner_ == Manner::mistaken) {
      if (!greet_or_mistake(socket, *part)) return;
      continue;
    }
    if (is_open) {
      bool const takes_all = manner_ == Manner::pushover;
      say(socket, takes_all ? unmasked(0x8A, "") + unmasked(0x81, R"({"type":"lobby"})") : unmasked(0x88, "\x10\xE1"));
      if (!takes_all) return;
      continue;
    }
    head += *part;
    if (head.find("\n\n") == std::string::npos && head.find("\r\n\r\n") == std::string::npos) continue;
    // The rows that start on an open line begin with the one right request: even a grumbler lets that in.
    is_open = head.find("ebSocket-Key") != std::string::npos;
    bool const refuses = manner_ == Manner::grumbler && !(is_open && head.starts_with("GET /ws/zzzzzzz1 "));
    bool const is_mistaken = manner_ == Manner::mistaken && !is_open;
    if (!say(socket, is_mistaken ? another_status : refuses ? refusal : is_open ? opens : fine) || refuses) return;
    head.clear();
  }
}

}  // namespace conformance
