#pragma once
// The language in which the rows of the conformance suite are written: one row is one number, the rule it rests on, the
// bytes that go in and what must come out. Values only; play.cpp plays them. One thread per row.

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace conformance {

class Stream;

// From where a row starts: a bare TCP line; after the upgrade; after hello at the door; with a seat in the room.
enum class From { bare, open, door, seated };

// What to do with the line, in order; nothing is read meanwhile, the judge does that. Bytes may be cut into slices,
// each in a segment of its own.
struct Send {
  enum class Kind { bytes, pause, half_close };
  Kind kind = Kind::bytes;
  std::string bytes;
  std::size_t slice = 0;  // 0: all at once
  int pause_ms = 0;       // between slices, or of the pause itself
  int times = 1;          // the same bytes again
};

struct Sends : std::vector<Send> {
  Sends() = default;
  Sends(std::string bytes) { push_back({Send::Kind::bytes, std::move(bytes)}); }  // a plain row reads as bytes
  Sends(char const* bytes) : Sends(std::string{bytes}) {}
  Sends(std::initializer_list<Send> all) : std::vector<Send>(all) {}
};

Send bytes(std::string all);
Send sliced(std::string all, std::size_t slice, int pause_ms = 0);
Send pause(int ms);
Send half_close();
Send repeated(std::string all, int times);
Send repeated_slowly(std::string all, int times, int pause_ms);
std::string flood_of_commands(int how_many);  // each under an id of its own

// Must the peer serve this, refuse it, or may it do either (a rule that leaves the choice)? Decides which deliberately
// wrong peer has to turn the row red.
enum class Wants { service, refusal, either };

struct Out {
  Wants wants = Wants::service;
  std::function<std::string(Stream&)> judge;  // "": as it must be; else what was wrong
  bool is_free = false;                       // the rule names no status, code or word: any lawful refusal will do
};

struct Row {
  int number = 0;
  std::string rule;
  std::string what;
  From from = From::bare;
  Sends sends;
  Out out;
};
using Rows = std::vector<Row>;

Rows joined(std::initializer_list<Rows> parts);

struct Group {
  std::string name;
  Rows rows;
  bool is_slow = false;          // waits for deadlines: rows play side by side
  bool has_real_limits = false;  // on a server whose rates are not relaxed
};

// Stands for the code of the suite's room in bytes that are sent.
inline constexpr std::string_view room_mark = "@ROOM@";

// --- bytes of a WebSocket client ----------------------------------------------------------------------------------
struct FrameForm {
  bool is_masked = true;
  int length_bytes = -1;  // 0, 2 or 8; -1: the shortest
  std::string mask = "\x12\x34\x56\x78";
};
std::string frame(int first_byte, std::string_view payload, FrameForm const& form = {});
std::string text(std::string_view payload);
std::string ping(std::string_view payload);
std::string closing(int code, std::string_view reason = {});
// A frame that announces this length and holds nothing.
std::string announced(int first_byte, std::string length_field);

std::string hello();                            // a right hello at the door, as text
std::string hello_of_size(std::size_t bytes);   // the same, padded with spaces
std::string view_says(std::string_view value);  // a hello whose view is no view: judged by the decoder
std::string upgrade(std::string_view path, std::string_view instead_of = {}, std::string_view put = {});

// --- what must come out -------------------------------------------------------------------------------------------
Out answers(std::initializer_list<int> statuses);  // one HTTP answer with one of these, safe headers on it
Out answers_with(int status, std::string header, std::string value);
Out answers_saying(int status, std::string word);  // the same, with this word in its body
Out refuses();                                     // an answer of 400 and more, or the end; never 101 or 2xx
Out upgrades(std::string header = {}, std::string value = {});  // 101 as RFC 6455 4.2.2 says
Out opens_or_refuses();                                         // 101 or an answer of 400 and more
Out opens_and_closes(int code);                                 // 101, and after hello a close frame
Out closes(std::initializer_list<int> codes);                   // a close frame with one of them, then the end
Out echoes_close(int code);
Out closed_plainly();                         // an empty close, or one with 1000, and the end
Out ends();                                   // the line ends, whatever came before
Out ends_between(int least_ms, int most_ms);  // counted from the last byte that was sent
Out lives();                                  // hello (or a command, when seated) is answered
Out says(std::string part);                   // the first text frame has this in it
Out bad(std::string path, std::initializer_list<std::string_view> problems);  // bad_message about this place
Out bad_at_one_of(std::vector<std::string> paths, std::vector<std::string_view> problems);
Out answers_command(std::string type, std::string word);  // a text of this type with this word in it
Out result_before_own(std::string cause);                 // the update first, and then the own that follows
Out short_answer(std::size_t bytes_max);                  // a bad_message of at most so many bytes
Out no_staff_view();                                      // whatever it is, it shows nothing of the staff's
Out pongs(std::string payload);
Out pongs_end_with(std::string payload);  // several pings may be answered by fewer pongs (5.5.3)
Out lives_already();                      // the hello among the row's own bytes is answered
Out lives_in_the_end(std::string part);   // reads on until a text has this in it
Out closes_in_the_end(int code);          // the same as closes; texts before it do not matter

// For rows about deadlines; all in milliseconds of the shortened clock.
Out closes_between(int code, int least_ms, int most_ms);
Out ends_unanswered(int code, int most_ms);  // a close frame that we leave unanswered, then the end
Out ends_without_reading(int most_ms);
Out pinged_within(int most_ms);
Out ends_without_pong(int most_ms);
Out stays_with_pongs(int ms);
Out both(Out first, Out second);
Out but(Wants wants, Out out);  // the same, seen as a row of another kind

// Every group of the suite, numbered rows in order.
std::vector<Group> all_groups();
Rows http_rows();
Rows path_rows();
Rows header_rows();
Rows api_rows();
Rows handshake_rows();
Rows framing_rows();
Rows control_rows();
Rows fragment_rows();
Rows utf8_rows();
Rows close_rows();
Rows flood_rows();
Rows real_limit_rows();
Rows deadline_rows();
Rows json_rows();
Rows shape_rows();  // made from the descriptions of the messages

}  // namespace conformance
