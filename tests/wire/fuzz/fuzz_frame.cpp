// Fuzz target: the reader of a client's frames. The first byte says in what portions the bytes come: what is found may
// not hang on that, text is UTF-8 and never longer than its limit, and nothing is found after a broken frame.

#include <algorithm>
#include <span>
#include <vector>

#include "protocol/limits.hpp"
#include "server/net/frame_reader.hpp"
#include "server/text/gate.hpp"
#include "tests/wire/fuzz/fuzz.hpp"

namespace {

using Kind = net::FrameReader::Kind;

struct One {
  Kind kind;
  std::string payload;
  int code = 0;
  bool operator==(One const&) const = default;
};

std::vector<One> found_in(std::string bytes, std::size_t portion) {
  net::FrameReader reader;
  std::vector<One> all;
  for (std::size_t at = 0; at < bytes.size(); at += portion) {
    std::span<char> part{bytes.data() + at, std::min(portion, bytes.size() - at)};
    while (auto const found = reader.next(part)) {
      bool const is_fault = found->kind == Kind::fault;
      all.push_back(
          {found->kind, is_fault ? std::string{} : std::string{found->payload}, is_fault ? found->why.code : 0});
      if (is_fault && found->why.code == 1002) {
        fuzz::promise(reader.is_lost(), "a broken frame is the end");
        fuzz::promise(!reader.next(part), "nothing is found after it");
        return all;
      }
    }
  }
  return all;
}

}  // namespace

FUZZ_TARGET(bytes) {
  fuzz::Choices choices{bytes};
  std::size_t const portion = 1 + choices.byte() % 32;
  std::string const frames{choices.rest()};
  auto const whole = found_in(frames, std::max<std::size_t>(frames.size(), 1));
  fuzz::promise(whole == found_in(frames, portion), "portions change nothing");
  for (auto const& one : whole) {
    if (one.kind == Kind::text) {
      fuzz::promise(text::is_utf8(one.payload), "text is UTF-8");
      fuzz::promise(one.payload.size() <= protocol::limits::inbound_bytes_max, "text has its limit");
    }
    bool const is_control = one.kind == Kind::ping || one.kind == Kind::pong || one.kind == Kind::close;
    if (is_control) fuzz::promise(one.payload.size() <= 125, "control frames are short");
  }
}
