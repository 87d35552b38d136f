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

namespace rehearsal {

// ws://HOST:PORT taken apart.
struct Address {
  std::string host;
  std::string port;
  std::string authority() const;                       // host:port, as in Host and Origin
};
std::optional<Address> read_address(std::string_view url);   // ws:// or http://; nothing but host and port behind it
bool is_loopback(Address const& address);

using Life = std::weak_ptr<void>;                      // a task whose owner is gone is dropped

// The loop. Everything of a rehearsal happens inside run_until(), on the thread that calls it.
class Loop {
 public:
  Loop();
  ~Loop();
  Loop(Loop const&) = delete;
  Loop& operator=(Loop const&) = delete;

  void after(std::chrono::microseconds delay, Life life, std::function<void()> task);
  // Runs until the question is answered with yes (true) or the time is over or a stop was asked for (false).
  bool run_until(std::function<bool()> const& is_done, std::chrono::milliseconds limit);
  void run_for(std::chrono::milliseconds duration);
  std::int64_t now_us() const;                         // steady

  void stop_on_signals();                              // SIGINT and SIGTERM ask for a stop
  bool is_stop_asked() const;
  void forget_stop();                                  // a stopped rehearsal still looks whether it was whole

  struct Inside;
  Inside& inside() { return *inside_; }

 private:
  std::unique_ptr<Inside> inside_;
};

// Why a line ended. `code` is the WebSocket close code; 0: the network or the upgrade failed (see `detail`).
struct Closing {
  std::uint16_t code = 0;
  std::string reason;
  std::string detail;
  int http_status = 0;                                 // when the upgrade was answered with something else
};

// One WebSocket line, subprotocol plekberaad.v1. Calls back inside run_until(); `closed` comes exactly once.
class Line {
 public:
  struct Calls {
    std::function<void()> opened;
    std::function<void(std::string_view)> text;
    std::function<void(Closing const&)> closed;
  };
  struct Where {
    Address address;
    std::string target;                                // "/ws/CODE"
    std::string cookie;                                // "" or name=value
  };

  Line(Loop& loop, Where where, Calls calls);
  ~Line();                                             // drops the socket; no further calls
  Line(Line const&) = delete;
  Line& operator=(Line const&) = delete;

  void send(std::string text);                         // kept in order; as a text frame, whatever the bytes are
  void close();                                        // orderly, code 1000
  void cut();                                          // as a lost network: no word of goodbye

 private:
  struct Inside;
  std::shared_ptr<Inside> inside_;
};

struct HttpAnswer {
  int status = 0;                                      // 0: no answer
  std::string body;
  std::string detail;                                  // why there was no answer
  std::vector<std::string> cookies;                    // name=value of each Set-Cookie
};

// One request with the headers the server asks of pages (Origin, X-Plekberaad, JSON). Waits at most `limit`.
HttpAnswer http_post(Address const& address, std::string const& target, std::string body,
                     std::string const& cookie = "", std::chrono::seconds limit = std::chrono::seconds(20));
HttpAnswer http_get(Address const& address, std::string const& target, std::string const& cookie = "",
                    std::chrono::seconds limit = std::chrono::seconds(20));

}  // namespace rehearsal
