#pragma once
// What a rehearsed person needs of the world: time that passes, chance, and lines to a server. A narrow seam, so that
// the same person plays over real sockets (line.hpp) and in a simulated world without a kernel. One thread.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "protocol/json.hpp"

namespace rehearsal {

// ws://HOST:PORT taken apart.
struct Address {
  std::string host;
  std::string port;
  std::string authority() const;  // host:port, as in Host and Origin
};

using Life = std::weak_ptr<void>;  // a task whose owner is gone is dropped

// Why a line ended. `code` is the WebSocket close code; 0: the network or the upgrade failed (see `detail`).
struct Closing {
  std::uint16_t code = 0;
  std::string reason;
  std::string detail;
  int http_status = 0;  // when the upgrade was answered with something else
};

// One WebSocket line, subprotocol plekberaad.v1. To drop it is to drop the socket; no further calls then.
class Line {
 public:
  // `closed` comes exactly once.
  struct Calls {
    std::function<void()> opened;
    std::function<void(std::string_view)> text;
    std::function<void(Closing const&)> closed;
  };
  struct Where {
    Address address;
    std::string target;  // "/ws/CODE"
    std::string cookie;  // "" or name=value
  };

  virtual ~Line() = default;
  virtual void send(std::string text) = 0;  // kept in order; as a text frame, whatever the bytes are
  virtual void close() = 0;                 // orderly, code 1000
  virtual void cut() = 0;                   // as a lost network: no word of goodbye
};

class Outside {
 public:
  using Read = std::shared_ptr<protocol::Decoded<protocol::Push> const>;

  virtual ~Outside() = default;

  virtual std::unique_ptr<Line> open_line(Line::Where where, Line::Calls calls) = 0;
  virtual void after(std::chrono::microseconds delay, Life life, std::function<void()> task) = 0;
  // Lets time pass until the question is answered with yes (true) or the time is over (false).
  virtual bool run_until(std::function<bool()> const& is_done, std::chrono::milliseconds limit) = 0;
  virtual std::uint32_t roll() = 0;  // 32 bits of chance; good enough for a secret id
  // What the server's bytes say. A world in which many people hear the same may read it once for all of them.
  virtual Read read(std::string_view text) {
    return std::make_shared<protocol::Decoded<protocol::Push> const>(protocol::decode_push(text));
  }
};

}  // namespace rehearsal
