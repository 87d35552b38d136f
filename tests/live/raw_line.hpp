#pragma once
// A client without manners: HTTP requests and WebSocket frames byte by byte over a plain socket, so that a test can
// send what no library would. Every wait has a limit. Speaks protocol only. One thread per line.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/json.hpp"
#include "tests/support/http_answer.hpp"

namespace live {

using Headers = std::vector<std::pair<std::string, std::string>>;

using Answer = support::HttpAnswer;

struct Frame {
  int first_byte = 0;  // FIN and opcode
  std::string payload;
};

class RawLine {
 public:
  explicit RawLine(std::string const& port, int receive_buffer = 0, std::string const& from = "127.0.0.1");
  ~RawLine();
  RawLine(RawLine const&) = delete;
  RawLine& operator=(RawLine const&) = delete;

  bool send(std::string_view bytes);                   // false: the line is gone
  std::optional<Answer> answer(int limit_ms = 3'000);  // the next HTTP answer
  bool is_ended(int limit_ms = 3'000);                 // no more bytes, and the end
  bool is_gone() const { return has_ended_; }
  std::size_t waiting() const;  // bytes that lie here unread

  // --- WebSocket --------------------------------------------------------------------------------------------------
  Answer upgrade(std::string const& target, Headers const& more = {});
  bool frame(int first_byte, std::string_view payload);  // masked
  bool text(std::string_view payload) { return frame(0x81, payload); }
  bool say(protocol::ClientFrame const& what) { return text(protocol::encode(what)); }
  std::optional<Frame> next(int limit_ms = 3'000);           // none: nothing in time, or the end
  std::optional<protocol::Push> push(int limit_ms = 3'000);  // the next text frame; none also at a close
  int close_code(int limit_ms = 3'000);                      // reads on until the close frame; 0: none came

  template <class T>
  std::optional<T> until(int limit_ms = 3'000) {  // reads on until such a push
    while (auto next = push(limit_ms)) {
      if (auto* found = std::get_if<T>(&*next)) return std::move(*found);
    }
    return std::nullopt;
  }

 private:
  bool more(int limit_ms);
  int socket_ = -1;
  std::string bytes_;  // read, not yet taken
  bool has_ended_ = false;
  int code_ = 0;  // of a close frame that came
};

// One request on a line of its own.
Answer http(std::string const& port, std::string const& method, std::string const& target, Headers const& headers = {},
            std::string const& body = {});
// As our own page asks: JSON, the header of the house, our Origin.
Answer as_page(std::string const& port, std::string const& method, std::string const& target,
               std::string const& body = "{}", std::string const& cookie = {});
std::string cookie_of(Answer const& answer);  // name=value of Set-Cookie

// --- a room to try things in
// ------------------------------------------------------------------------------------------
// Its code; "" when that fails. It begins in the phase "bord"; others come after that.
std::string make_room(std::string const& port, std::string const& cookie = {},
                      std::vector<protocol::PhasePlan> const& others = {});

protocol::Hello hello(std::optional<std::string> token = {}, protocol::View view = protocol::View::participant);
protocol::Ask asking(std::string id, protocol::Command body);

// Comes in by the door; true when seated. What was pushed up to the own object has been read.
struct Seat {
  std::string token;
  std::string epoch;
  std::int64_t n = 0;
  protocol::SeatId id;
};
std::optional<Seat> join(RawLine& line, std::string const& code, std::string const& name, std::string const& join_id);
std::optional<Seat> come_back(RawLine& line, std::string const& code, std::string const& token);

// All that somebody with this seat sees now, or the hall screen without one, by a snapshot of all its pages; none: no
// answer. Then the cards among it.
std::optional<std::vector<protocol::Thing>> things_seen(std::string const& port, std::string const& code,
                                                        std::optional<std::string> const& token);
std::vector<std::string> cards_among(std::vector<protocol::Thing> const& things);
std::optional<std::vector<std::string>> cards_seen(std::string const& port, std::string const& code,
                                                   std::optional<std::string> const& token);

// A card in the column for actions, which every room of these tests has.
inline protocol::PostCard action_card(std::string text) {
  return {protocol::ColumnId{"acties"}, {std::move(text)}, std::nullopt};
}

}  // namespace live
