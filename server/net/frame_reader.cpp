#include "server/net/frame_reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "protocol/limits.hpp"
#include "server/text/gate.hpp"

namespace net {

namespace {

using namespace protocol;

constexpr unsigned continuation = 0x0, text_frame = 0x1, binary_frame = 0x2, close_frame = 0x8, ping_frame = 0x9,
                   pong_frame = 0xA;
constexpr std::size_t control_bytes_max = 125;
constexpr std::size_t mask_bytes = 4;

void unmask(std::span<char> payload, char const* mask) {
  std::uint32_t four = 0;
  std::memcpy(&four, mask, mask_bytes);
  std::uint64_t const eight = std::uint64_t{four} << 32 | four;
  std::size_t at = 0;
  for (; at + 8 <= payload.size(); at += 8) {
    std::uint64_t part = 0;
    std::memcpy(&part, payload.data() + at, 8);
    part ^= eight;
    std::memcpy(payload.data() + at, &part, 8);
  }
  for (; at < payload.size(); ++at) payload[at] = static_cast<char>(payload[at] ^ mask[at % mask_bytes]);
}

// RFC 6455 section 7.4 and the registry of codes: what may stand in a close frame.
bool is_close_code(unsigned code) {
  return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006) ||
         (code >= 3000 && code <= 4999);
}

// The text without a last character whose bytes may still be coming.
std::string_view whole_characters(std::string_view text) {
  std::size_t tail = 0;
  while (tail < 3 && tail < text.size() && (static_cast<unsigned char>(text[text.size() - 1 - tail]) & 0xC0) == 0x80) {
    ++tail;
  }
  if (tail == text.size()) return text;
  auto const lead = static_cast<unsigned char>(text[text.size() - 1 - tail]);
  std::size_t const length = lead > 0xF4 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  return length > tail + 1 ? text.substr(0, text.size() - tail - 1) : text;
}

}  // namespace

struct FrameReader::Head {
  bool is_final = false;
  bool has_reserved = false;
  bool is_masked = false;
  bool is_shortest = true;  // the length was written in as few bytes as it needs
  unsigned opcode = 0;
  std::uint64_t length = 0;
  std::size_t bytes = 0;  // of the head itself, mask included
  char const* mask = nullptr;
  bool is_control() const { return opcode >= close_frame; }

  // none: the head is not there yet.
  static std::optional<Head> read(std::span<char const> from) {
    if (from.size() < 2) return std::nullopt;
    auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(from[at]); };
    Head head;
    head.is_final = byte(0) & 0x80;
    head.has_reserved = byte(0) & 0x70;
    head.opcode = byte(0) & 0x0F;
    head.is_masked = byte(1) & 0x80;
    head.length = byte(1) & 0x7F;
    std::size_t const more = head.length == 127 ? 8 : head.length == 126 ? 2 : 0;
    head.bytes = 2 + more + (head.is_masked ? mask_bytes : 0);
    if (from.size() < head.bytes) return std::nullopt;
    if (more > 0) {
      head.length = 0;
      for (std::size_t i = 0; i < more; ++i) head.length = head.length << 8 | byte(2 + i);
      head.is_shortest = more == 2 ? head.length >= 126 : head.length > 0xFFFF && head.length >> 63 == 0;
    }
    head.mask = from.data() + 2 + more;
    return head;
  }
};

FrameReader::Found FrameReader::fault(CloseCode why) {
  if (why.code == protocol_error.code) is_lost_ = true;
  std::string{}.swap(message_);
  checked_ = 0;
  return {Kind::fault, {}, why};
}

std::optional<FrameReader::Found> FrameReader::next(std::span<char>& bytes) {
  std::string{}.swap(finished_);
  while (!is_lost_) {
    auto const taken = static_cast<std::size_t>(std::min<std::uint64_t>(skipped_, bytes.size()));
    bytes = bytes.subspan(taken);
    skipped_ -= taken;
    if (bytes.empty()) return std::nullopt;
    if (auto found = held_.empty() ? take_loose(bytes) : take_held(bytes)) return found;
  }
  bytes = {};
  return std::nullopt;
}

// The usual case: whole frames, which are read where they lie.
std::optional<FrameReader::Found> FrameReader::take_loose(std::span<char>& bytes) {
  auto const head = Head::read(bytes);
  if (head) {
    if (auto const why = judge(*head)) {
      skipped_ = head->length;
      bytes = bytes.subspan(head->bytes);
      return refuse(*head, *why);
    }
    auto const length = static_cast<std::size_t>(head->length);
    if (bytes.size() >= head->bytes + length) {
      auto const payload = bytes.subspan(head->bytes, length);
      bytes = bytes.subspan(head->bytes + length);
      return take_frame(*head, payload);
    }
  }
  held_.assign(bytes.data(), bytes.size());
  bytes = {};
  return std::nullopt;
}

// A frame that comes in pieces is put together: only what belongs to it is taken, so that nothing is copied twice.
std::optional<FrameReader::Found> FrameReader::take_held(std::span<char>& bytes) {
  auto head = Head::read(held_);
  while (!head && !bytes.empty()) {
    held_ += bytes.front();
    bytes = bytes.subspan(1);
    head = Head::read(held_);
  }
  if (!head) return std::nullopt;
  if (auto const why = judge(*head)) {
    skipped_ = head->length;  // nothing of it was taken in: the head came last
    std::string{}.swap(held_);
    return refuse(*head, *why);
  }
  auto const whole = head->bytes + static_cast<std::size_t>(head->length);
  auto const more = std::min(whole - held_.size(), bytes.size());
  held_.append(bytes.data(), more);
  bytes = bytes.subspan(more);
  if (held_.size() < whole) return std::nullopt;
  finished_ = std::exchange(held_, {});
  head = Head::read(finished_);
  return take_frame(*head, std::span{finished_}.subspan(head->bytes));
}

// What the head alone forbids, before any payload is taken in.
std::optional<CloseCode> FrameReader::judge(Head const& head) const {
  bool const is_known = head.opcode <= binary_frame || (head.opcode >= close_frame && head.opcode <= pong_frame);
  if (head.has_reserved || !head.is_masked || !head.is_shortest || !is_known) return protocol_error;
  if (head.is_control()) {
    bool const is_small = head.is_final && head.length <= control_bytes_max;
    return is_small ? std::nullopt : std::optional{protocol_error};
  }
  if (is_in_message_ != (head.opcode == continuation)) return protocol_error;
  if (head.opcode == binary_frame) return close_codes::text_only;
  if (head.length > limits::inbound_bytes_max - message_.size()) return close_codes::too_big;
  return std::nullopt;
}

FrameReader::Found FrameReader::refuse(Head const& head, CloseCode why) {
  if (why.code != protocol_error.code) {  // the framing is whole: know where the message ends
    is_in_message_ = !head.is_final;
    is_unwanted_ = is_in_message_;
  }
  return fault(why);
}

std::optional<FrameReader::Found> FrameReader::take_frame(Head const& head, std::span<char> payload) {
  unmask(payload, head.mask);
  std::string_view const text{payload.data(), payload.size()};
  return head.is_control() ? take_control(head, text) : take_data(head, text);
}

std::optional<FrameReader::Found> FrameReader::take_control(Head const& head, std::string_view payload) {
  if (head.opcode == ping_frame) return Found{Kind::ping, payload, {}};
  if (head.opcode == pong_frame) return Found{Kind::pong, payload, {}};
  if (payload.size() == 1) return fault(protocol_error);
  if (payload.size() >= 2) {
    auto const code = static_cast<unsigned char>(payload[0]) << 8 | static_cast<unsigned char>(payload[1]);
    if (!is_close_code(static_cast<unsigned>(code))) return fault(protocol_error);
    if (!text::is_utf8(payload.substr(2))) return fault(close_codes::not_utf8);
  }
  is_lost_ = true;  // nothing follows a close
  return Found{Kind::close, payload, {}};
}

std::optional<FrameReader::Found> FrameReader::take_data(Head const& head, std::string_view payload) {
  bool const is_first = !is_in_message_;
  is_in_message_ = !head.is_final;
  if (is_unwanted_) {
    is_unwanted_ = is_in_message_;
    return std::nullopt;
  }
  if (is_first && head.is_final) {
    if (!text::is_utf8(payload)) return fault(close_codes::not_utf8);
    return Found{Kind::text, payload, {}};
  }
  message_.append(payload);
  // Said as soon as it is certain; each byte is looked at once, however small the fragments are.
  auto const certain = head.is_final ? std::string_view{message_} : whole_characters(message_);
  if (certain.size() > checked_ || head.is_final) {
    if (!text::is_utf8(certain.substr(checked_))) {
      is_unwanted_ = is_in_message_;
      return fault(close_codes::not_utf8);
    }
    checked_ = certain.size();
  }
  if (!head.is_final) return std::nullopt;
  finished_ = std::exchange(message_, {});
  checked_ = 0;
  return Found{Kind::text, finished_, {}};
}

}  // namespace net
