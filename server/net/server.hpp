#pragma once
// The whole server: built by hand from its parts, run, and stopped in order (no new people, goodbye to everybody, what
// is durable is told, the journal closes). Called by main; one per process.

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "protocol/api.hpp"
#include "server/journal/journal.hpp"
#include "server/net/addresses.hpp"

namespace moderation {
class Policy;
}

namespace net {

struct ServerSettings {
  std::string address = "127.0.0.1";
  unsigned short port = 8080;   // 0: any; see the line that is printed
  std::string data;             // the data folder, for the admin socket
  std::string public_url;       // "" or "https://host"
  std::string metrics_address;  // "": no metrics
  unsigned short metrics_port = 0;
  std::vector<Network> trusted_proxies;
  unsigned reactors = 0;             // 0: one per core
  int hurry = 1;                     // deadlines.hpp; tests make it more
  bool is_relaxed = false;           // no rate limits, rooms without sign-in; loopback only
  bool wants_password_link = false;  // a one-time link although a password is set
  protocol::Millis keep_ms = protocol::limits::keep_days_default * protocol::limits::day_ms;
  bool has_demo = false;                             // a demo library with one room
  std::shared_ptr<moderation::Policy const> policy;  // the rules for texts; null: none
  std::array<unsigned char, 32> secret{};            // tokens and tickets are derived from it
};

// Runs until SIGTERM or SIGINT. Prints "listening on ADDR:PORT" and the links a person needs. Returns an exit code.
int serve(ServerSettings const& settings, std::unique_ptr<journal::Journal> journal);

}  // namespace net
