// Framing as the server reads it, without a socket. Every case is read whole, byte by byte and cut at every place: what
// is found may not depend on how the bytes came.

#include "server/net/frame_reader.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "protocol/limits.hpp"

namespace {

using net::FrameReader;
using Kind = FrameReader::Kind;
using protocol::CloseCode;
namespace close_codes = protocol::close_codes;
namespace limits = protocol::limits;

struct Said {
  Kind kind;
  std::string payload;
  int code;  // of a fault
  bool operator==(Said const&) const = default;
};

std::ostream& operator<<(std::ostream& out, Said const& said) {
  return out << static_cast<int>(said.kind) << " '" << said.payload.substr(0, 40) << "' " << said.code;
}

Said text(std::string payload) { return {Kind::text, std::move(payload), 0}; }
Said fault(int code) { return {Kind::fault, {}, code}; }

// A frame with a length written in `length_bytes` (0: as short as it can be).
std::string frame(int first, std::string const& payload, int length_bytes = 0, bool is_masked = true) {
  std::string bytes(1, static_cast<char>(first));
  int const mask_bit = is_masked ? 0x80 : 0;
  if (length_bytes == 0) length_bytes = payload.size() < 126 ? 1 : payload.size() <= 0xFFFF ? 2 : 8;
  if (length_bytes == 1)
    bytes += static_cast<char>(mask_bit | static_cast<int>(payload.size()));
  else
    bytes += static_cast<char>(mask_bit | (length_bytes == 2 ? 126 : 127));
  for (int shift = (length_bytes - 1) * 8; length_bytes > 1 && shift >= 0; shift -= 8) {
    bytes += static_cast<char>(payload.size() >> shift);
  }
  if (!is_masked) return bytes + payload;
  std::string const mask{"\x11\xC2\x73\x04", 4};
  bytes += mask;
  for (std::size_t i = 0; i < payload.size(); ++i) bytes += static_cast<char>(payload[i] ^ mask[i % 4]);
  return bytes;
}

void read(FrameReader& reader, std::string part, std::vector<Said>& into) {
  std::span<char> bytes{part};
  while (auto const found = reader.next(bytes)) {
    into.push_back({found->kind, std::string{found->payload}, found->kind == Kind::fault ? found->why.code : 0});
  }
  EXPECT_TRUE(bytes.empty()) << "everything is taken";
}

void expect_however_cut(std::string const& name, std::string const& bytes, std::vector<Said> const& wanted) {
  SCOPED_TRACE(name);
  std::vector<Said> said;
  FrameReader whole;
  read(whole, bytes, said);
  EXPECT_EQ(said, wanted);
  std::vector<Said> by_byte;
  FrameReader slow;
  for (char const one : bytes) read(slow, std::string(1, one), by_byte);
  EXPECT_EQ(by_byte, wanted);
  for (std::size_t cut = 1; cut < std::min<std::size_t>(bytes.size(), 300); ++cut) {
    std::vector<Said> in_two;
    FrameReader reader;
    read(reader, bytes.substr(0, cut), in_two);
    read(reader, bytes.substr(cut), in_two);
    ASSERT_EQ(in_two, wanted) << "cut at " << cut;
  }
}

struct Case {
  std::string name, bytes;
  std::vector<Said> wanted;
};

std::string const long_text(70'000, 'x');

TEST(FrameReader, ReadsWhatIsRight) {
  std::vector<Case> const cases{
      {"a text", frame(0x81, "dag"), {text("dag")}},
      {"an empty text", frame(0x81, ""), {text("")}},
      {"two in one go", frame(0x81, "een") + frame(0x81, "twee"), {text("een"), text("twee")}},
      {"125 bytes", frame(0x81, std::string(125, 'a')), {text(std::string(125, 'a'))}},
      {"126 bytes", frame(0x81, std::string(126, 'a')), {text(std::string(126, 'a'))}},
      {"65,535 bytes", frame(0x81, std::string(65'535, 'a')), {text(std::string(65'535, 'a'))}},
      {"65,536 bytes, the most", frame(0x81, std::string(65'536, 'a')), {text(std::string(65'536, 'a'))}},
      {"a ping", frame(0x89, "hart"), {{Kind::ping, "hart", 0}}},
      {"a pong", frame(0x8A, ""), {{Kind::pong, "", 0}}},
      {"fragments", frame(0x01, "een ") + frame(0x00, "bank") + frame(0x80, "je"), {text("een bankje")}},
      {"a ping between fragments",
       frame(0x01, "een ") + frame(0x89, "p") + frame(0x80, "bank"),
       {{Kind::ping, "p", 0}, text("een bank")}},
      {"empty fragments", frame(0x01, "") + frame(0x00, "") + frame(0x80, ""), {text("")}},
      {"a character in two fragments", frame(0x01, "\xE2\x82") + frame(0x80, "\xAC"), {text("\xE2\x82\xAC")}},
      {"a close",
       frame(0x88,
             "\x03\xE8"
             "dag"),
       {{Kind::close,
         "\x03\xE8"
         "dag",
         0}}},
      {"a close without a code", frame(0x88, ""), {{Kind::close, "", 0}}},
      {"nothing after a close", frame(0x88, "") + frame(0x81, "nog iets"), {{Kind::close, "", 0}}},
  };
  for (auto const& [name, bytes, wanted] : cases) expect_however_cut(name, bytes, wanted);
}

TEST(FrameReader, RefusesBrokenFramingForGood) {
  std::string const after = frame(0x81, "daarna");
  std::vector<std::pair<std::string, std::string>> const cases{
      {"no mask", frame(0x81, "dag", 0, false)},
      {"RSV1", frame(0xC1, "dag")},
      {"RSV2", frame(0xA1, "dag")},
      {"RSV3", frame(0x91, "dag")},
      {"opcode 3", frame(0x83, "")},
      {"opcode 7", frame(0x87, "")},
      {"opcode 11", frame(0x8B, "")},
      {"opcode 15", frame(0x8F, "")},
      {"a ping in fragments", frame(0x09, "p")},
      {"a ping of 126 bytes", frame(0x89, std::string(126, 'p'))},
      {"a close of one byte", frame(0x88, "\x03")},
      {"close code 999", frame(0x88, "\x03\xE7")},
      {"close code 1005", frame(0x88, "\x03\xED")},
      {"close code 1006", frame(0x88, "\x03\xEE")},
      {"close code 1016", frame(0x88, "\x03\xF8")},
      {"close code 2000", frame(0x88, "\x07\xD0")},
      {"close code 5000", frame(0x88, "\x13\x88")},
      {"a length in two bytes that needs one", frame(0x81, "dag", 2)},
      {"a length in eight bytes that needs two", frame(0x81, std::string(300, 'x'), 8)},
      {"a length with its highest bit", std::string("\x81\xFF\x80\0\0\0\0\0\0\1\1\2\3\4", 14)},
      {"a continuation of nothing", frame(0x80, "dag")},
  };
  for (auto const& [name, bytes] : cases) expect_however_cut(name, bytes + after, {fault(1002)});
  expect_however_cut("a text within a message", frame(0x01, "een") + frame(0x81, "twee") + after, {fault(1002)});
}

TEST(FrameReader, RefusesWhatIsNoText) {
  expect_however_cut("binary", frame(0x82, "dag") + frame(0x88, ""), {fault(1003), {Kind::close, "", 0}});
  expect_however_cut("binary in fragments", frame(0x02, "dag") + frame(0x80, "dag") + frame(0x88, ""),
                     {fault(1003), {Kind::close, "", 0}});
  for (auto const* bad : {"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "dag\x80"}) {
    expect_however_cut("not UTF-8", frame(0x81, bad) + frame(0x88, ""), {fault(1007), {Kind::close, "", 0}});
  }
  expect_however_cut("a character that never ends", frame(0x01, "\xE2\x82") + frame(0x80, ""), {fault(1007)});
  expect_however_cut("said before the message is whole", frame(0x01, "dag\xFF"), {fault(1007)});
  expect_however_cut("a close reason", frame(0x88, std::string{"\x03\xE8\xFF"}), {fault(1007)});
}

TEST(FrameReader, RefusesTooMuchBeforeTakingItIn) {
  expect_however_cut("one byte too many", frame(0x81, std::string(65'537, 'a')) + frame(0x89, "p"),
                     {fault(1009), {Kind::ping, "p", 0}});
  expect_however_cut("only the head of an endless frame", std::string("\x81\xFF\x7F\0\0\0\0\0\0\0\1\2\3\4", 14),
                     {fault(1009)});
  expect_however_cut("fragments that grow too long",
                     frame(0x01, std::string(40'000, 'a')) + frame(0x00, std::string(40'000, 'a')) +
                         frame(0x80, "en nog") + frame(0x89, "p"),
                     {fault(1009), {Kind::ping, "p", 0}});
}

// Each byte may be looked at a few times, not once for every fragment before it.
TEST(FrameReader, TakesAMessageInTheSmallestFragments) {
  FrameReader reader;
  std::vector<Said> said;
  std::string bytes = frame(0x01, "a");
  for (std::size_t i = 2; i < limits::inbound_bytes_max; ++i) bytes += frame(0x00, "a");
  bytes += frame(0x80, "a");
  read(reader, bytes, said);
  ASSERT_EQ(said.size(), 1u);
  EXPECT_EQ(said[0], text(std::string(limits::inbound_bytes_max, 'a')));
}

}  // namespace
