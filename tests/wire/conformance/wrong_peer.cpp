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

bool say(int socket, std::string_view bytes) {
  return ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT) > 0;
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
    if (!say(socket, refuses ? refusal : is_open ? opens : fine) || refuses) return;
    head.clear();
  }
}

}  // namespace conformance
