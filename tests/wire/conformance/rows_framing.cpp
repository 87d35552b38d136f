// Rows 501-799: frames (RFC 6455 5.2), control frames (5.5) and fragments (5.4).

#include "tests/wire/conformance/row.hpp"

namespace conformance {

namespace {

using enum From;

Row wrong_frame(int number, std::string what, Sends sends) {
  return {number, "RFC 6455 5.2", std::move(what), open, std::move(sends), closes({1002})};
}
Row taken(int number, std::string rule, std::string what, Sends sends) {
  return {number, std::move(rule), std::move(what), open, std::move(sends), says("\"lobby\"")};
}
std::string big(std::string_view eight) { return "\xFF" + std::string{eight}; }

std::string in_parts(std::string_view whole, std::vector<std::size_t> const& cuts) {
  std::string all;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= cuts.size(); ++i) {
    bool const is_last = i == cuts.size();
    auto const to = is_last ? whole.size() : cuts[i];
    all += frame((i == 0 ? 0x01 : 0x00) | (is_last ? 0x80 : 0), whole.substr(from, to - from));
    from = to;
  }
  return all;
}

std::string byte_by_byte(std::string_view whole) {
  std::vector<std::size_t> cuts;
  for (std::size_t i = 1; i < whole.size(); ++i) cuts.push_back(i);
  return in_parts(whole, cuts);
}

// Every way in which the first and the second fragment may carry FIN and opcode.
Rows fragment_orders() {
  Rows all;
  int number = 731;
  for (int const first : {0x00, 0x80, 0x01, 0x02}) {
    for (int const second : {0x00, 0x80, 0x01, 0x02, 0x81, 0x82}) {
      bool const starts = (first & 0x0F) != 0;
      bool const goes_on = (second & 0x0F) == 0;
      auto const what = "first byte " + std::to_string(first) + ", then " + std::to_string(second);
      auto const sends = frame(first, "{}") + frame(second, " ");
      if (starts && goes_on && second == 0x00) {
        all.push_back({number++, "RFC 6455 5.4", what + ": still open, ended by a third", open,
                       sends + frame(0x80, " "), first == 0x01 ? bad("type", {"missing_field"}) : closes({1003})});
      } else if (starts && goes_on) {
        all.push_back({number++, "RFC 6455 5.4", what + ": a whole message", open, sends,
                       first == 0x01 ? bad("type", {"missing_field"}) : closes({1003})});
      } else {
        // Binary may be turned down as soon as it begins; that it is interleaved need not be noticed any more.
        all.push_back({number++, "RFC 6455 5.4", what + ": in the wrong order", open, sends,
                       first == 0x02 ? closes({1002, 1003}) : closes({1002})});
      }
    }
  }
  return all;
}

Rows heads_and_masks() {
  return {
      wrong_frame(501, "RSV1 without an extension", frame(0xC1, hello())),
      wrong_frame(502, "RSV2", frame(0xA1, hello())),
      wrong_frame(503, "RSV3", frame(0x91, hello())),
      wrong_frame(504, "all reserved bits", frame(0xF1, hello())),
      wrong_frame(505, "RSV1 on a ping", frame(0xC9, "x")),
      wrong_frame(506, "RSV1 on a close", frame(0xC8, "\x03\xE8")),
      wrong_frame(507, "RSV1 on a continuation", frame(0x01, "{") + frame(0xC0, "}")),
      wrong_frame(508, "reserved bits on a good line, after a good message", text(hello()) + frame(0xC1, "{}")),
      {509, "RFC 6455 5.1", "a text without mask", open, frame(0x81, hello(), {false}), closes({1002})},
      {510, "RFC 6455 5.1", "a ping without mask", open, frame(0x89, "x", {false}), closes({1002})},
      {511, "RFC 6455 5.1", "an empty frame without mask", open, frame(0x81, "", {false}), closes({1002})},
      {512, "RFC 6455 5.1", "a close without mask", open, frame(0x88, "\x03\xE8", {false}), closes({1002})},
      taken(513, "RFC 6455 5.3", "a mask of zeros is a mask", frame(0x81, hello(), {true, -1, std::string(4, '\0')})),
      taken(514, "RFC 6455 5.3", "a mask of ones", frame(0x81, hello(), {true, -1, "\xFF\xFF\xFF\xFF"})),
  };
}

Rows lengths() {
  return {
      wrong_frame(521, "2 bytes for a length that fits in 7 bits", frame(0x81, hello(), {true, 2})),
      wrong_frame(522, "8 bytes for a length that fits in 7 bits", frame(0x81, hello(), {true, 8})),
      wrong_frame(523, "2 bytes for 125", frame(0x81, hello_of_size(125), {true, 2})),
      wrong_frame(524, "8 bytes for 126", frame(0x81, hello_of_size(126), {true, 8})),
      wrong_frame(525, "8 bytes for 65,535", frame(0x81, hello_of_size(65'535), {true, 8})),
      wrong_frame(526, "2 bytes for nought", frame(0x81, "", {true, 2})),
      {527, "RFC 6455 5.2", "a length with its top bit", open,
       announced(0x81, big(std::string("\x80\0\0\0\0\0\0\1", 8))), closes({1002, 1009})},
      {528, "RFC 6455 5.2", "a length of all ones", open, announced(0x81, big("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF")),
       closes({1002, 1009})},
      {529,
       "own: limits.hpp inbound_bytes_max",
       "a length of 2^62 is not waited for",
       open,
       {bytes(announced(0x81, big(std::string("\x40\0\0\0\0\0\0\0", 8))) + std::string(70'000, ' '))},
       closes({1009})},
      {530, "own: limits.hpp inbound_bytes_max", "65,537 bytes", open, text(hello_of_size(65'537)), closes({1009})},
      {531, "own: limits.hpp inbound_bytes_max", "the same in fragments", open,
       in_parts(hello_of_size(65'537), {1, 20'000, 65'536}), closes({1009})},
      {532,
       "own: limits.hpp inbound_bytes_max",
       "fragments without end",
       open,
       {bytes(frame(0x01, "{")), repeated(frame(0x00, std::string(1'024, ' ')), 70)},
       closes({1009})},
      {533, "RFC 6455 5.2", "an empty text is a message: no JSON", open, text(""), bad("", {"not_json"})},
      {534, "own: protocol/README 1003", "binary", open, frame(0x82, hello()), closes({1003})},
      {535, "own: protocol/README 1003", "empty binary", open, frame(0x82, ""), closes({1003})},
      taken(541, "RFC 6455 5.2", "a head cut in two by TCP",
            {bytes(text(hello()).substr(0, 1)), pause(20), bytes(text(hello()).substr(1))}),
      taken(542, "RFC 6455 5.2", "every byte in a segment of its own", {sliced(text(hello()), 1)}),
      taken(543, "RFC 6455 5.2", "65,536 bytes in segments of 1,000", {sliced(text(hello_of_size(65'536)), 1'000)}),
      {544, "RFC 6455 5.2", "two messages in one segment", open, text(hello()) + text("{}"),
       both(says("\"lobby\""), bad("type", {"missing_field"}))},
      {545,
       "own: protocol/README",
       "30 pings and a message in one segment",
       open,
       {repeated(ping("x"), 30), bytes(text(hello()))},
       lives_already()},
  };
}

}  // namespace

Rows framing_rows() {
  auto all = joined({heads_and_masks(), lengths()});
  int number = 551;
  for (int const opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
    all.push_back(
        wrong_frame(number++, "opcode " + std::to_string(opcode) + " is reserved", frame(0x80 | opcode, "x")));
    all.push_back(wrong_frame(number++, "opcode " + std::to_string(opcode) + ", empty", frame(0x80 | opcode, "")));
  }
  number = 581;
  for (std::size_t const size : {124, 125, 126, 127, 128, 65'534, 65'535, 65'536}) {
    all.push_back(
        taken(number++, "RFC 6455 5.2", "a message of " + std::to_string(size) + " bytes", text(hello_of_size(size))));
  }
  // One short message cut once by TCP, at every byte: none of these places may matter.
  auto const short_one = text("{}");
  for (std::size_t cut = 1; cut < short_one.size(); ++cut) {
    all.push_back({number++,
                   "RFC 6455 5.2",
                   "a short message cut by TCP after byte " + std::to_string(cut),
                   open,
                   {bytes(short_one.substr(0, cut)), pause(5), bytes(short_one.substr(cut))},
                   bad("type", {"missing_field"})});
  }
  return all;
}

Rows control_rows() {
  std::string const full(125, 'p');
  Rows all{
      {601, "RFC 6455 5.5.2", "an empty ping", open, ping(""), both(pongs(""), lives())},
      {602, "RFC 6455 5.5.2", "a ping comes back as it was", open, ping("hoi"), both(pongs("hoi"), lives())},
      {603, "RFC 6455 5.5", "a ping of 125 bytes", open, ping(full), both(pongs(full), lives())},
      {604, "RFC 6455 5.5.2", "a ping of bytes that are no text", open, ping(std::string("\x00\xFF\xFE\x80", 4)),
       both(pongs(std::string("\x00\xFF\xFE\x80", 4)), lives())},
      {605, "RFC 6455 5.5", "a ping of 126 bytes", open, ping(std::string(126, 'p')), closes({1002})},
      {606, "RFC 6455 5.5", "a pong of 126 bytes", open, frame(0x8A, std::string(126, 'p')), closes({1002})},
      {607, "RFC 6455 5.5", "a close of 126 bytes", open, closing(1000, std::string(124, 'x')), closes({1002})},
      {608, "RFC 6455 5.5", "a short ping with a long length field", open, frame(0x89, "x", {true, 2}), closes({1002})},
      {609, "RFC 6455 5.5", "a ping in fragments", open, frame(0x09, "a") + frame(0x80, "b"), closes({1002})},
      {610, "RFC 6455 5.5", "a pong in fragments", open, frame(0x0A, "a") + frame(0x80, "b"), closes({1002})},
      {611, "RFC 6455 5.5", "a close in fragments", open, frame(0x08, "\x03") + frame(0x80, "\xE8"), closes({1002})},
      {612, "RFC 6455 5.5.3", "a pong that nobody asked for", open, frame(0x8A, "x"), lives()},
      {613, "RFC 6455 5.5.3", "a hundred of them", open, {repeated(frame(0x8A, full), 100)}, lives()},
      {614,
       "RFC 6455 5.5.2",
       "ten pings",
       open,
       {repeated(ping("x"), 9), bytes(ping("last"))},
       both(pongs_end_with("last"), lives())},
      {615, "RFC 6455 5.4", "a ping between fragments", open,
       frame(0x01, hello().substr(0, 9)) + ping("mid") + frame(0x80, hello().substr(9)),
       both(pongs("mid"), says("\"lobby\""))},
      {616, "RFC 6455 5.4", "a ping after each fragment", open,
       frame(0x01, "{") + ping("1") + frame(0x00, " ") + ping("2") + frame(0x80, "}"),
       both(pongs("1"), both(pongs("2"), bad("type", {"missing_field"})))},
      {617, "RFC 6455 5.4", "a pong between fragments", open,
       frame(0x01, hello().substr(0, 9)) + frame(0x8A, "x") + frame(0x80, hello().substr(9)), says("\"lobby\"")},
      {618, "RFC 6455 5.5.1", "a close between fragments", open, frame(0x01, "{") + closing(1000), echoes_close(1000)},
      {619,
       "RFC 6455 5.5.2",
       "a ping cut at every byte",
       open,
       {sliced(ping("slow"), 1)},
       both(pongs("slow"), lives())},
      {620, "RFC 6455 5.5.2", "pings in a seat", seated, ping("here"), both(pongs("here"), lives())},
      {621, "RFC 6455 5.5.2", "a ping behind a message", open, text("{}") + ping("x"),
       both(bad("type", {"missing_field"}), lives())},
  };
  return all;
}

Rows fragment_rows() {
  auto const whole = hello();
  Rows all{
      taken(701, "RFC 6455 5.4", "two fragments", in_parts(whole, {10})),
      taken(702, "RFC 6455 5.4", "three fragments", in_parts(whole, {1, 20})),
      taken(703, "RFC 6455 5.4", "each byte a fragment", byte_by_byte(whole)),
      taken(704, "RFC 6455 5.4", "each byte a fragment, each byte a segment", {sliced(byte_by_byte(whole), 1)}),
      taken(705, "RFC 6455 5.4", "an empty first fragment", in_parts(whole, {0})),
      taken(706, "RFC 6455 5.4", "an empty last fragment", in_parts(whole, {whole.size()})),
      taken(707, "RFC 6455 5.4", "empty fragments in the middle", in_parts(whole, {5, 5, 5, 9, 9})),
      {708, "RFC 6455 5.4", "nothing but empty fragments", open, in_parts("", {0, 0, 0}), bad("", {"not_json"})},
      taken(709, "RFC 6455 5.4", "a fragment of 65,535 bytes and one of 1", in_parts(hello_of_size(65'536), {65'535})),
      {711, "RFC 6455 5.4", "a continuation of nothing", open, frame(0x80, "{}"), closes({1002})},
      {712, "RFC 6455 5.4", "a continuation of nothing, not the last", open, frame(0x00, "{}"), closes({1002})},
      {713, "RFC 6455 5.4", "a continuation after a whole message", open, text(whole) + frame(0x80, "{}"),
       closes({1002})},
      {714, "RFC 6455 5.4", "a new message within a message", open, frame(0x01, "{") + text("{}"), closes({1002})},
      {715, "RFC 6455 5.4", "binary within text", open, frame(0x01, "{") + frame(0x82, "{}"), closes({1002})},
      {716, "RFC 6455 5.4", "two beginnings", open, frame(0x01, "{") + frame(0x01, "}"), closes({1002})},
      {717, "own: protocol/README 1003", "binary in fragments", open, frame(0x02, "a") + frame(0x80, "b"),
       closes({1003})},
      {718, "RFC 6455 5.4", "a message in fragments after a message in fragments", open,
       in_parts(whole, {3}) + in_parts("{}", {1}), both(says("\"lobby\""), bad("type", {"missing_field"}))},
  };
  auto more = fragment_orders();
  all.insert(all.end(), more.begin(), more.end());
  int number = 761;
  auto const short_one = in_parts("{}", {1});
  for (std::size_t cut = 1; cut < short_one.size(); ++cut) {
    all.push_back({number++,
                   "RFC 6455 5.4",
                   "two fragments cut by TCP after byte " + std::to_string(cut),
                   open,
                   {bytes(short_one.substr(0, cut)), pause(5), bytes(short_one.substr(cut))},
                   bad("type", {"missing_field"})});
  }
  return all;
}

}  // namespace conformance
