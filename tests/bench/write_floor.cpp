#include "tests/bench/write_floor.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/bench/process.hpp"
#include "tests/bench/room_load.hpp"

namespace bench {

namespace {

constexpr std::size_t frame_bytes = 204;  // a text frame of 200 bytes
constexpr int server_core = 0;

struct Pairs {
  std::vector<int> written, read;
};

Pairs connect_pairs(int count) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  int const listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto* const where = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener, where, length) || ::listen(listener, 4096) || ::getsockname(listener, where, &length)) {
    throw std::runtime_error("cannot listen");
  }
  Pairs pairs;
  int const yes = 1;
  for (int i = 0; i < count; ++i) {
    int const client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (client < 0 || ::connect(client, where, length)) throw std::runtime_error("cannot connect");
    int const server = ::accept(listener, nullptr, nullptr);
    ::setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    pairs.read.push_back(client);
    pairs.written.push_back(server);
  }
  ::close(listener);
  return pairs;
}

[[noreturn]] void write_for(double seconds, int batch, std::vector<int> const& sockets, int report) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  pin_to(server_core);
  std::string const bytes(frame_bytes * static_cast<std::size_t>(batch), 'x');
  double frames = 0;
  rusage before{}, after{};
  getrusage(RUSAGE_SELF, &before);
  auto const until = now_ns() + static_cast<std::int64_t>(seconds * 1e9);
  while (now_ns() < until) {
    for (int const socket : sockets) {
      for (std::size_t sent = 0; sent < bytes.size();) {
        auto const n = ::write(socket, bytes.data() + sent, bytes.size() - sent);
        if (n <= 0) _exit(1);
        sent += static_cast<std::size_t>(n);
      }
      frames += batch;
    }
  }
  getrusage(RUSAGE_SELF, &after);
  auto const spent = [](timeval const& from, timeval const& to) {
    return static_cast<double>(to.tv_sec - from.tv_sec) + static_cast<double>(to.tv_usec - from.tv_usec) / 1e6;
  };
  double const rate = frames / (spent(before.ru_utime, after.ru_utime) + spent(before.ru_stime, after.ru_stime));
  _exit(::write(report, &rate, sizeof rate) == sizeof rate ? 0 : 1);
}

void read_to_the_end(std::vector<int> const& sockets) {
  static std::array<char, 1 << 18> chunk;
  int const epoll = epoll_create1(EPOLL_CLOEXEC);
  for (int const socket : sockets) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = socket;
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
  }
  std::array<epoll_event, 512> events;
  for (auto open = sockets.size(); open > 0;) {
    int const ready = ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), 5000);
    if (ready == 0) throw std::runtime_error("the floor stands still");
    for (int i = 0; i < ready; ++i) {
      int const socket = events[static_cast<std::size_t>(i)].data.fd;
      if (::recv(socket, chunk.data(), chunk.size(), MSG_DONTWAIT) > 0 || errno == EAGAIN) continue;
      ::close(socket);
      --open;
    }
  }
  ::close(epoll);
}

}  // namespace

double frames_per_cpu_second(int sockets, int batch, double seconds) {
  auto const pairs = connect_pairs(sockets);
  int report[2];
  if (pipe(report) != 0) throw std::runtime_error("no pipe");
  auto const child = fork();
  if (child == 0) {
    for (int const socket : pairs.read) ::close(socket);
    write_for(seconds, batch, pairs.written, report[1]);
  }
  ::close(report[1]);
  for (int const socket : pairs.written) ::close(socket);
  read_to_the_end(pairs.read);
  double rate = 0;
  int status = 0;
  waitpid(child, &status, 0);
  if (::read(report[0], &rate, sizeof rate) != sizeof rate) throw std::runtime_error("the floor's writer failed");
  ::close(report[0]);
  return rate;
}

}  // namespace bench
