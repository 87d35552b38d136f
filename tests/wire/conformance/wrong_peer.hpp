#pragma once
// Peers that are wrong on purpose, so that every row of the suite can be seen red: one that never answers, one that
// takes everything, one that turns everything down, and one with perfect manners that means something else. Each line
// has a thread of its own; ends with the object.

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace conformance {

enum class Manner {
  silent,    // takes the line and never says a word
  pushover,  // 200, 101, a lobby and a pong to whatever comes
  grumbler,  // 400, or 101 and a close with 4321, to whatever comes
  mistaken   // opens, greets and seats as it should; then says another thing than asked, in good form, and closes
};

class WrongPeer {
 public:
  explicit WrongPeer(Manner manner);
  ~WrongPeer();
  WrongPeer(WrongPeer const&) = delete;
  WrongPeer& operator=(WrongPeer const&) = delete;
  std::string const& port() const { return port_; }

 private:
  void accept_all();
  void serve(int socket);

  Manner manner_;
  int listener_ = -1;
  std::string port_;
  std::atomic<bool> is_stopping_{false};
  std::mutex lock_;
  std::vector<std::thread> lines_;
  std::thread accepting_;
};

}  // namespace conformance
