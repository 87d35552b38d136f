#pragma once
// Sockets of the rehearsal: one loop on one thread, WebSocket lines on it, and small HTTP requests beside it. Nothing
// of Asio or Beast shows here, because compiling Beast costs half a minute: line.cpp alone includes it.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/rehearsal/outside.hpp"

namespace rehearsal {

std::optional<Address> read_address(std::string_view url);  // ws:// or http://; nothing but host and port behind it
bool is_loopback(Address const& address);

// The loop. Everything of a rehearsal happens inside run_until(), on the thread that calls it.
class Loop : public Outside {
 public:
  Loop();
  ~Loop() override;
  Loop(Loop const&) = delete;
  Loop& operator=(Loop const&) = delete;

  std::unique_ptr<Line> open_line(Line::Where where, Line::Calls calls) override;
  void after(std::chrono::microseconds delay, Life life, std::function<void()> task) override;
  // False also when a stop was asked for.
  bool run_until(std::function<bool()> const& is_done, std::chrono::milliseconds limit) override;
  std::uint32_t roll() override;
  void run_for(std::chrono::milliseconds duration);
  std::int64_t now_us() const;  // steady

  void stop_on_signals();  // SIGINT and SIGTERM ask for a stop
  bool is_stop_asked() const;
  void forget_stop();  // a stopped rehearsal still looks whether it was whole

  struct Inside;
  Inside& inside() { return *inside_; }

 private:
  std::unique_ptr<Inside> inside_;
};

// A line over a socket. Calls back inside run_until().
class SocketLine : public Line {
 public:
  SocketLine(Loop& loop, Where where, Calls calls);
  ~SocketLine() override;
  SocketLine(SocketLine const&) = delete;
  SocketLine& operator=(SocketLine const&) = delete;

  void send(std::string text) override;
  void close() override;
  void cut() override;

 private:
  struct Inside;
  std::shared_ptr<Inside> inside_;
};

struct HttpAnswer {
  int status = 0;  // 0: no answer
  std::string body;
  std::string detail;                // why there was no answer
  std::vector<std::string> cookies;  // name=value of each Set-Cookie
};

// One request with the headers the server asks of pages (Origin, X-Plekberaad, JSON). Waits at most `limit`.
HttpAnswer http_post(Address const& address, std::string const& target, std::string body,
                     std::string const& cookie = "", std::chrono::seconds limit = std::chrono::seconds(20));
HttpAnswer http_get(Address const& address, std::string const& target, std::string const& cookie = "",
                    std::chrono::seconds limit = std::chrono::seconds(20));

}  // namespace rehearsal
