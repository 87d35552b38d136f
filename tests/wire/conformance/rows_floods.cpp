// Rows 1001-1199: floods, and lines on which nothing or too little happens (reliability T11, T12, T13). Deadlines are
// those of limits.hpp and protocol/README, shortened by `serve --hurry`; a row counts in the real seconds.

#include "protocol/limits.hpp"
#include "tests/wire/conformance/row.hpp"

namespace conformance {

namespace {

using enum From;
namespace limits = protocol::limits;

constexpr int hurry = 10;  // what suite_test.cpp starts the server with
constexpr int ms(int seconds) { return seconds * 1'000 / hurry; }
// A busy machine is late; it is never early.
constexpr int late = 1'500;

std::string command(std::string_view id, std::string_view body) {
  return text(R"({"type":"command","id":")" + std::string{id} + R"(","body":)" + std::string{body} + "}");
}

constexpr std::string_view half_head = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n";
std::string const whole_get = std::string{half_head} + "\r\n";
std::string const half_post =
    "POST /api/v1/rooms HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    "X-Plekberaad: 1\r\nContent-Length: 500\r\n\r\n";

Out ends_at(int seconds) { return ends_between(ms(seconds) * 9 / 10, ms(seconds) + late); }

}  // namespace

Rows frames_without_end() {
  return {
      {1001,
       "own: limits.hpp control_bytes_max",
       "pings without end, pongs never read: the line is reset",
       open,
       {repeated(ping(std::string(125, 'p')), 200'000)},
       ends()},
      {1002,
       "RFC 6455 5.5.2",
       "2,000 pings whose pongs are read are all right",
       open,
       {repeated(ping("x"), 1'999), bytes(ping("last"))},
       both(pongs_end_with("last"), lives())},
      {1003,
       "RFC 6455 5.4",
       "20,000 empty fragments of one message",
       open,
       {bytes(frame(0x01, "")), repeated(frame(0x00, ""), 20'000), bytes(frame(0x80, hello()))},
       says("\"lobby\"")},
      {1004,
       "RFC 6455 5.4",
       "5,000 fragments of one byte",
       open,
       {bytes(frame(0x01, "{")), repeated(frame(0x00, " "), 5'000), bytes(frame(0x80, hello().substr(1)))},
       says("\"lobby\"")},
      {1005,
       "own: limits.hpp bad_messages_max",
       "empty texts without end",
       open,
       {repeated(text(""), 5'000)},
       closes({4400})},
      {1006,
       "own: limits.hpp bad_messages_max",
       "five that cannot be read",
       open,
       {repeated(text("[["), 5)},
       closes_in_the_end(4400)},
      {1007,
       "own: limits.hpp bad_messages_max",
       "four, and a good one",
       open,
       {repeated(text("[["), 4), bytes(text(hello()))},
       lives_in_the_end("\"lobby\"")},
      {1008,
       "own: limits.hpp bad_messages_max",
       "five in a seat",
       seated,
       {repeated(text("{}"), 5)},
       closes_in_the_end(4400)},
  };
}

Rows messages_without_end() {
  return {
      {1009,
       "own: protocol/README",
       "500 typing notes in a seat",
       seated,
       {repeated(text(R"({"type":"typing","is_typing":true})"), 500)},
       lives()},
      {1016,
       "own: protocol/README",
       "500 looks back in a seat",
       seated,
       {repeated(text(R"({"type":"look_back","before":"t1"})"), 500)},
       lives()},
      {1010,
       "own: protocol/README",
       "hello again and again",
       door,
       {repeated(text(hello()), 5)},
       closes_in_the_end(4400)},
      {1011,
       "own: limits.hpp log_bytes_max",
       "answers without end that nobody reads: the line is reset",
       seated,
       {repeated(command("x", R"({"type":"say","words":")" + std::string(3'000, 'x') + "\"}"), 60'000)},
       ends()},
      {1012, "RFC 9112 9.3", "2,000 requests in one breath", bare, {repeated(whole_get, 2'000)}, answers({200})},
      {1013,
       "own: limits.hpp",
       "2,000 rubbish bytes a line, again and again",
       bare,
       {repeated(std::string(2'000, '\x7f'), 500)},
       ends()},
      {1014,
       "RFC 6455 5.5.3",
       "20,000 pongs that nobody asked for",
       open,
       {repeated(frame(0x8A, "x"), 20'000)},
       lives()},
      {1015,
       "own: limits.hpp",
       "64 KiB of white space and no JSON, four times",
       open,
       {repeated(text(std::string(65'536, ' ')), 4)},
       bad("", {"not_json"})},
  };
}

Rows flood_rows() { return joined({frames_without_end(), messages_without_end()}); }

Rows real_limit_rows() {
  return {
      {1051,
       "own: reliability T11",
       "30 commands at once are fine, the 60th is too fast",
       seated,
       {repeated(command("a", R"({"type":"lower_hand"})"), 1), bytes(flood_of_commands(60))},
       lives_in_the_end("\"too_fast\"")},
      {1052,
       "own: reliability T11, protocol/README 4129",
       "a flood ends the line",
       seated,
       {bytes(flood_of_commands(400))},
       closes_in_the_end(4129)},
      {1053,
       "own: reliability T11",
       "the same id again and again is counted too",
       seated,
       {repeated(command("same", R"({"type":"lower_hand"})"), 400)},
       closes_in_the_end(4129)},
      {1054,
       "own: reliability T11",
       "commands that nobody may give are counted too",
       seated,
       {repeated(command("same", R"({"type":"close_room"})"), 400)},
       closes_in_the_end(4129)},
      {1055, "own: reliability T18", "making a room takes a session", bare,
       "GET /api/v1/rooms HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", answers_saying(401, "not_signed_in")},
      {1056, "own: reliability T18", "a cookie of one's own making opens nothing", bare,
       "GET /api/v1/rooms HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: pb_office=1795000000000.x.y\r\n\r\n",
       answers_saying(401, "not_signed_in")},
      {1057, "own: reliability T21", "a stranger who calls himself another address is no local", bare,
       "GET /api/v1/rooms HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 10.0.0.1\r\n\r\n",
       answers_saying(401, "not_signed_in")},
  };
}

Rows http_deadlines() {
  int const handshake = limits::handshake_seconds_max;
  return {
      {1101, "own: reliability T13", "a line that says nothing", bare, {}, ends_at(handshake)},
      {1102, "own: reliability T13", "half a head, then silence", bare, std::string{half_head}, ends_at(handshake)},
      {1103,
       "own: reliability T13",
       "a head that drips: the limit is on the whole",
       bare,
       {sliced(std::string{half_head} + "X: " + std::string(400, 'x'), 1, 40)},
       ends_between(0, late)},
      {1104,
       "own: reliability T13",
       "a head without end that drips in lines",
       bare,
       {repeated_slowly("X-A: b\r\n", 400, 40)},
       ends_between(0, late)},
      {1105, "own: reliability T13", "a body that never comes", bare, half_post, ends_at(handshake)},
      {1106,
       "own: reliability T13",
       "a body that drips",
       bare,
       {bytes(half_post), sliced(std::string(400, ' '), 1, 40)},
       ends_between(0, late)},
      {1107,
       "own: reliability T13",
       "half a head and half the line shut",
       bare,
       {bytes(std::string{half_head}), half_close()},
       ends()},
      {1108, "own: http_session kept_open", "after an answer the line is kept for 20 seconds", bare, whole_get,
       both(answers({200}), ends_at(20))},
      {1109,
       "own: http_session kept_open",
       "a second head that drips",
       bare,
       {bytes(whole_get), pause(50), sliced(std::string{half_head} + "X: " + std::string(400, 'x'), 1, 40)},
       ends_between(0, late)},
      {1110,
       "own: reliability T12",
       "answers that are never read",
       bare,
       {repeated("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: " + std::string(100, 'x') + "\r\n\r\n", 4'000)},
       ends_without_reading(30'000 / hurry + late)},
  };
}

Rows socket_deadlines() {
  int const hello_limit = limits::hello_seconds_max;
  int const silence = limits::ping_seconds + limits::pong_seconds_max;
  return {
      {1121,
       "own: protocol/README 4100",
       "no hello",
       open,
       {},
       closes_between(4100, ms(hello_limit) * 9 / 10, ms(hello_limit) + late)},
      {1122,
       "own: protocol/README 4100",
       "pings are no hello",
       open,
       {repeated_slowly(ping("x"), 30, 100)},
       closes({4100})},
      {1123,
       "own: protocol/README 4100",
       "half a hello that drips",
       open,
       {sliced(text(hello()), 1, 60)},
       closes({4100})},
      {1124,
       "own: protocol/README 4100",
       "messages that cannot be read are no hello",
       open,
       {repeated_slowly(text("{}"), 4, 500)},
       closes_in_the_end(4100)},
      {1125, "own: limits.hpp", "our close is never answered", open, frame(0x82, "x"), ends_unanswered(1003, late)},
      {1131,
       "own: protocol/README heartbeat",
       "a silent peer is pinged",
       door,
       {},
       pinged_within(ms(limits::ping_seconds) + late)},
      {1132,
       "own: protocol/README heartbeat",
       "and let go when no pong comes",
       door,
       {},
       ends_without_pong(ms(silence) + late)},
      {1133, "own: protocol/README heartbeat", "who answers pings stays", door, {}, stays_with_pongs(ms(silence) * 2)},
      {1134,
       "own: protocol/README heartbeat",
       "a seat that falls silent",
       seated,
       {},
       ends_without_pong(ms(silence) + late)},
      {1135, "own: protocol/README heartbeat", "half a frame, then silence", door, std::string("\x81\xFE", 2),
       ends_without_pong(ms(silence) + late)},
      {1136, "own: protocol/README heartbeat", "half a message in fragments, then silence", door, frame(0x01, "{"),
       ends_without_pong(ms(silence) + late)},
  };
}

Rows deadline_rows() { return joined({http_deadlines(), socket_deadlines()}); }

}  // namespace conformance
