#include "tests/isolation/live/crowd.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace isolation {
namespace {

sockaddr_in address_of(std::string const& host, std::string const& port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(port.c_str())));
  inet_pton(AF_INET, host.c_str(), &address.sin_addr);
  return address;
}

int connected(std::string const& port, std::string const& from) {
  int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return -1;
  // Ends with a reset: a hundred thousand sockets that linger would use up the ports of the machine.
  linger const at_once{1, 0};
  setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  auto const own = address_of(from, "0");
  auto const server = address_of("127.0.0.1", port);
  bool const is_in = ::bind(socket, reinterpret_cast<sockaddr const*>(&own), sizeof own) == 0 &&
                     ::connect(socket, reinterpret_cast<sockaddr const*>(&server), sizeof server) == 0;
  if (is_in) return socket;
  ::close(socket);
  return -1;
}

}  // namespace

int knock(std::string const& port, std::string const& target) {
  int const socket = connected(port, "127.0.0.1");
  if (socket < 0) return 0;
  auto const request = "GET " + target +
                       " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                       "Sec-WebSocket-Protocol: plekberaad.v1\r\n\r\n";
  char answer[13] = {};
  bool const is_sent = ::send(socket, request.data(), request.size(), MSG_NOSIGNAL) > 0;
  pollfd wait{socket, POLLIN, 0};
  bool const is_answered = is_sent && ::poll(&wait, 1, 5'000) == 1 && ::recv(socket, answer, 12, MSG_WAITALL) == 12;
  ::close(socket);
  return is_answered ? std::atoi(answer + 9) : 0;
}

void may_open_many() {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

Crowd::~Crowd() {
  for (int const socket : sockets_) ::close(socket);
}

bool Crowd::connect(std::string const& port, std::string const& from, std::string const& first_bytes) {
  if (sockets_.empty()) may_open_many();
  int const socket = connected(port, from);
  if (socket < 0) return false;
  sockets_.push_back(socket);
  return first_bytes.empty() || ::send(socket, first_bytes.data(), first_bytes.size(), MSG_NOSIGNAL) ==
                                    static_cast<ssize_t>(first_bytes.size());
}

void Crowd::say(std::string const& bytes) {
  for (int const socket : sockets_) ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

std::size_t Crowd::still_open() {
  return static_cast<std::size_t>(std::ranges::count_if(sockets_, [](int socket) {
    char byte = 0;
    auto const got = ::recv(socket, &byte, 1, MSG_DONTWAIT | MSG_PEEK);
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  }));
}

void Crowd::wait(int limit_ms) { ::poll(nullptr, 0, limit_ms); }

}  // namespace isolation
