#pragma once
// A TCP proxy of the tests that treats lines as a bad network does: it cuts them at any byte, swallows what is under
// way before it cuts, holds one direction still for a while, or delays it. What happens to the n-th line is drawn from
// the seed and n alone. It runs on a thread of its own; every method may be called from any thread.

#include <cstdint>
#include <memory>
#include <string>

namespace resume {

// What has happened so far. `cuts` counts lines ended by the proxy, however it did so.
struct Weather {
  long lines = 0;
  long cuts = 0;
  long resets = 0;            // cut with a reset: what was under way is gone
  long goodbyes = 0;          // cut with an ordinary end of TCP
  long swallowed_up = 0;      // commands taken and thrown away, then cut
  long swallowed_down = 0;    // answers taken and thrown away, then cut
  long stalls = 0;            // one direction held still, then let go
  long inside_handshake = 0;  // cut before the upgrade was answered
  long mild = 0;              // cut or held still as in mild weather
};

class CuttingProxy {
 public:
  CuttingProxy(std::string const& server_port, std::uint64_t seed);  // listens on 127.0.0.1, a free port
  ~CuttingProxy();
  CuttingProxy(CuttingProxy const&) = delete;
  CuttingProxy& operator=(CuttingProxy const&) = delete;

  std::string const& port() const;
  void be_calm();            // from now on every line, old and new, is carried whole
  void be_mild(bool is_so);  // new lines are cut after half a KiB to 16 KiB
  Weather weather() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace resume
