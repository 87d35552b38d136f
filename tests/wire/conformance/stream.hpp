#pragma once
// One line of the suite: a plain TCP socket that can be cut, halved and left unread, and that never waits longer than
// its target's patience. One thread per line.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "tests/support/http_answer.hpp"
#include "tests/wire/conformance/row.hpp"

namespace conformance {

// Whom the rows are played against.
struct Target {
  std::string port;
  std::string room;                  // code of an open room with a column `acties`
  int patience_ms = 8'000;           // longer than the longest deadline of a row: a close that nobody answers, 5 s
  int hurry = 1;                     // its deadlines are this many times shorter
  bool is_wrong_on_purpose = false;  // pauses may be skipped
};

using support::HttpAnswer;

struct Arrived {
  int first_byte = 0;
  bool is_masked = false;
  std::string payload;
  int opcode() const { return first_byte & 0x0F; }
};

class Stream {
 public:
  Stream(Target const& target, From from);
  ~Stream();
  Stream(Stream const&) = delete;
  Stream& operator=(Stream const&) = delete;

  // "" or why it could not get there.
  std::string start();
  void play(Sends const& sends);

  bool send(std::string_view bytes);
  std::optional<HttpAnswer> http(bool has_body = true);
  std::optional<Arrived> frame(int limit_ms = 0);  // 0: the target's patience
  std::optional<Arrived> frame_of(int opcode);     // skips others
  bool ended(int limit_ms = 0);                    // reads on until the end
  int ms_since_last_byte() const;
  bool was_reset() const { return was_reset_; }
  bool is_gone() const { return has_ended_; }
  std::string const& unread_bytes() const { return bytes_; }

  Target const& target() const { return target_; }
  From from() const { return from_; }
  std::string const& sent() const { return sent_; }  // the first request, for judges that look back

 private:
  bool more(int limit_ms);
  void wait(int ms);
  bool fill(std::size_t size, std::chrono::steady_clock::time_point until);

  Target const& target_;
  From from_;
  int socket_ = -1;
  std::string bytes_;
  std::string sent_;
  bool has_ended_ = false;
  bool was_reset_ = false;
  std::chrono::steady_clock::time_point last_sent_ = std::chrono::steady_clock::now();
};

// Plays one row: "" when the outcome is as the rule says, else what came instead.
std::string play(Row const& row, Target const& target);

}  // namespace conformance
