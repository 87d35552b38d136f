// See cutting_proxy.hpp. One io_context, one thread; only the counters and the calm are shared with others.

#include "tests/resume/cutting_proxy.hpp"

#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <cmath>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <thread>
#include <utility>

namespace resume {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

namespace {

enum class Kind { reset, goodbye, swallow, stall, none };
enum Way { up = 0, down = 1 };  // up: from the client to the server

// What will happen to a line: after so many bytes in this direction.
struct Fate {
  Kind kind = Kind::none;
  Way way = down;
  std::uint64_t after_bytes = 0;
  milliseconds pause{0};  // swallow, stall: how long
  bool is_mild = false;
};

// Bytes are drawn evenly over their magnitude, so that the handshake, the hello, the snapshot and the middle of a long
// evening are all met. A client says less than it hears.
Fate draw(std::mt19937_64& dice, bool is_mild) {
  Fate fate;
  auto const die = [&](int sides) { return static_cast<int>(dice() % static_cast<unsigned>(sides)); };
  static constexpr std::array kinds{Kind::reset, Kind::reset, Kind::goodbye, Kind::swallow, Kind::swallow, Kind::stall};
  fate.kind = kinds[static_cast<std::size_t>(die(kinds.size()))];
  fate.way = die(3) == 0 ? up : down;
  // Powers of two: from 16 bytes to 16 KiB up or 1 MiB down; mild: from 512 bytes to 1 KiB up, which is a few commands,
  // or to 16 KiB down.
  double const least = is_mild ? 9.0 : 4.0;
  double const most = fate.way == up ? (is_mild ? 10.0 : 14.0) : (is_mild ? 14.0 : 20.0);
  fate.after_bytes = static_cast<std::uint64_t>(std::exp2(std::uniform_real_distribution<>(least, most)(dice)));
  fate.pause = milliseconds(20 + die(400));
  fate.is_mild = is_mild;
  return fate;
}

struct Shared {
  std::atomic<bool> is_calm = false;
  std::atomic<bool> is_mild = false;
  std::mutex lock;
  Weather weather;
  template <class Change>
  void count(Change change) {
    std::scoped_lock const hold(lock);
    change(weather);
  }
};

class Carried : public std::enable_shared_from_this<Carried> {
 public:
  Carried(tcp::socket near, asio::io_context& io, Shared& shared, std::uint64_t seed)
      : ends_{Direction{std::move(near)}, Direction{tcp::socket(io)}}, timer_(io), shared_(shared), dice_(seed) {
    fate_ = draw(dice_, shared_.is_mild);
  }

  void start(tcp::endpoint const& server) {
    ends_[down].from.async_connect(server, [self = shared_from_this()](error_code fault) {
      if (fault) return self->end();
      self->read(up);
      self->read(down);
    });
  }

  void end() {
    error_code ignored;
    timer_.cancel();
    for (auto& one : ends_) one.from.close(ignored);
  }

 private:
  // `from` is where bytes of this direction are read: ends_[up] reads the client, ends_[down] the server.
  struct Direction {
    explicit Direction(tcp::socket socket) : from(std::move(socket)) {}
    tcp::socket from;
    std::array<char, 4096> bytes{};
    std::uint64_t carried = 0;
    bool is_swallowed = false;
  };

  static Way other(Way way) { return way == up ? down : up; }

  void read(Way way) {
    auto& direction = ends_[way];
    direction.from.async_read_some(asio::buffer(direction.bytes),
                                   [self = shared_from_this(), way](error_code fault, std::size_t got) {
                                     if (fault) return self->end();
                                     self->carry(way, 0, got);
                                   });
  }

  // Carries bytes[first, last) up to the moment of fate, then lets it strike.
  void carry(Way way, std::size_t first, std::size_t last) {
    auto& direction = ends_[way];
    if (direction.is_swallowed) return read(way);
    auto part = last - first;
    bool const strikes = !shared_.is_calm && fate_.kind != Kind::none && fate_.way == way &&
                         direction.carried + part >= fate_.after_bytes;
    if (strikes) part = static_cast<std::size_t>(fate_.after_bytes - std::min(fate_.after_bytes, direction.carried));
    direction.carried += part;
    asio::async_write(ends_[other(way)].from, asio::buffer(direction.bytes.data() + first, part),
                      [self = shared_from_this(), way, first, part, last, strikes](error_code fault, std::size_t) {
                        if (fault) return self->end();
                        if (strikes) return self->strike(way, first + part, last);
                        self->read(way);
                      });
  }

  void strike(Way way, std::size_t first, std::size_t last) {
    auto const fate = std::exchange(fate_, {});
    shared_.count([&](Weather& weather) { weather.mild += fate.is_mild ? 1 : 0; });
    switch (fate.kind) {
      case Kind::reset: return cut(&Weather::resets, true);
      case Kind::goodbye: return cut(&Weather::goodbyes, false);
      case Kind::swallow: return swallow(way, fate.pause);
      case Kind::stall: return stall(way, first, last, fate.pause);
      case Kind::none: return carry(way, first, last);
    }
  }

  void swallow(Way way, milliseconds pause) {
    ends_[way].is_swallowed = true;
    timer_.expires_after(pause);
    timer_.async_wait([self = shared_from_this(), way](error_code fault) {
      if (!fault) self->cut(way == up ? &Weather::swallowed_up : &Weather::swallowed_down, true);
    });
    read(way);
  }

  void stall(Way way, std::size_t first, std::size_t last, milliseconds pause) {
    shared_.count([](Weather& weather) { ++weather.stalls; });
    timer_.expires_after(pause);
    timer_.async_wait([self = shared_from_this(), way, first, last](error_code fault) {
      if (fault) return;
      self->fate_ = draw(self->dice_, self->shared_.is_mild);  // a line that was held may still be cut later
      self->fate_.after_bytes += self->ends_[self->fate_.way].carried;
      self->carry(way, first, last);
    });
  }

  void cut(long Weather::*how, bool with_reset) {
    bool const is_early = ends_[down].carried < 100;  // the answer to the upgrade is longer than that
    shared_.count([&](Weather& weather) {
      ++weather.cuts;
      ++(weather.*how);
      if (is_early) ++weather.inside_handshake;
    });
    error_code ignored;
    for (auto& one : ends_) {
      if (with_reset) one.from.set_option(asio::socket_base::linger(true, 0), ignored);
    }
    end();
  }

  std::array<Direction, 2> ends_;
  asio::steady_timer timer_;
  Shared& shared_;
  std::mt19937_64 dice_;
  Fate fate_;
};

}  // namespace

struct CuttingProxy::Inside {
  Inside(std::string const& server_port, std::uint64_t seed)
      : server(asio::ip::address_v4::loopback(), static_cast<unsigned short>(std::stoi(server_port))),
        door(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)), seed(seed),
        port(std::to_string(door.local_endpoint().port())) {
    accept();
    thread = std::thread([this] { io.run(); });
  }

  void accept() {
    door.async_accept([this](error_code fault, tcp::socket near) {
      if (fault) return;
      shared.count([](Weather& weather) { ++weather.lines; });
      auto const line = std::make_shared<Carried>(std::move(near), io, shared, seed * 1'000'003 + next_line++);
      line->start(server);
      accept();
    });
  }

  asio::io_context io{1};
  tcp::endpoint server;
  tcp::acceptor door;
  std::uint64_t seed;
  std::uint64_t next_line = 1;
  std::string port;
  Shared shared;
  std::thread thread;
};

CuttingProxy::CuttingProxy(std::string const& server_port, std::uint64_t seed)
    : inside_(std::make_unique<Inside>(server_port, seed)) {}

CuttingProxy::~CuttingProxy() {
  inside_->io.stop();
  inside_->thread.join();
}

std::string const& CuttingProxy::port() const { return inside_->port; }

void CuttingProxy::be_calm() { inside_->shared.is_calm = true; }
void CuttingProxy::be_mild(bool is_so) { inside_->shared.is_mild = is_so; }

Weather CuttingProxy::weather() const {
  std::scoped_lock const hold(inside_->shared.lock);
  return inside_->shared.weather;
}

}  // namespace resume
