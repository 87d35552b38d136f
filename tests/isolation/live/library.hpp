#pragma once
// A library with its doors open, for tests against the real program with its real limits: the office has a password, a
// room is made, staff come in by link and PIN. One server per test, one thread.

#include <chrono>
#include <optional>
#include <string>

#include "tests/live/raw_line.hpp"
#include "tests/support/server_process.hpp"

namespace isolation {

using namespace live;
using namespace protocol;

inline double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// The text of a field in a JSON answer; "" when it is not there.
std::string field(std::string const& json, std::string const& name);

class Library {
 public:
  explicit Library(std::vector<std::string> flags = {"--limits", "normal"}) : server(std::move(flags)) {}

  bool open();  // starts it, sets the password, makes the room
  Answer ask(std::string const& method, std::string const& path, std::string const& body = "{}");

  struct Link {
    std::string secret, pin;
  };
  Link invitation();
  Answer enter(Link const& link, std::string const& page_id);  // POST .../staff without the office's cookie
  struct Staff {
    std::string token, cookie;
  };
  std::optional<Staff> leads(std::string const& page_id);  // by a link of its own
  bool opens(RawLine& line, Staff const& staff);           // until its own object has come

  support::ServerProcess server;
  std::string cookie, code;
};

// Memory of a process in KiB, as the kernel counts it (VmRSS).
std::size_t memory_of(int process);

}  // namespace isolation
