#pragma once
// Many sockets at once that hardly do anything, from loopback addresses of choice, and single knocks at the door. For
// tests on loopback; one thread.

#include <string>
#include <vector>

namespace isolation {

void may_open_many();  // as many sockets as the machine allows

// One WebSocket handshake on a socket of its own; the status of the answer, 0 for none. Leaves nothing behind.
int knock(std::string const& port, std::string const& target);

class Crowd {
 public:
  Crowd() = default;
  ~Crowd();
  Crowd(Crowd const&) = delete;
  Crowd& operator=(Crowd const&) = delete;

  bool connect(std::string const& port, std::string const& from, std::string const& first_bytes);
  void say(std::string const& bytes);  // to each that takes it
  std::size_t open() const { return sockets_.size(); }
  std::size_t still_open();  // the server has not ended these
  static void wait(int limit_ms);

 private:
  std::vector<int> sockets_;
};

}  // namespace isolation
