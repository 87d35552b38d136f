// The leaves of the writer: text, numbers, personal data. No floating point exists on this wire.

#include "protocol/json_writer.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cstdint>
#include <cstring>

#include "protocol/json.hpp"

namespace protocol::json {

void Writer::write_key(bool& is_first, std::string_view name) {
  if (!std::exchange(is_first, false)) out_ += ',';
  out_ += '"';
  out_ += name;  // a C++ name: nothing in it needs escaping
  out_ += "\":";
}

void Writer::write_whole(std::int64_t number) {
  assert(-limits::whole_number_max <= number && number <= limits::whole_number_max);
  char digits[24];
  auto const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out_.append(digits, end);
}

namespace {

// The next sign that must be escaped (a control, a quote, a backslash), or the end. Eight bytes a step: texts are most
// of what is written, and nearly never hold one.
std::size_t next_special(std::string_view text, std::size_t from) {
  constexpr std::uint64_t ones = 0x0101010101010101, tops = ones << 7;
  auto const has_zero = [](std::uint64_t eight) { return (eight - ones) & ~eight & tops; };
  for (; from + 8 <= text.size(); from += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + from, sizeof eight);
    auto const controls = (eight - ones * 0x20) & ~eight & tops;
    if ((controls | has_zero(eight ^ ones * '"') | has_zero(eight ^ ones * '\\')) != 0) break;
  }
  while (from < text.size()) {
    auto const sign = static_cast<unsigned char>(text[from]);
    if (sign < 0x20 || sign == '"' || sign == '\\') break;
    ++from;
  }
  return from;
}

}  // namespace

void Writer::write_text(std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  out_ += '"';
  std::size_t kept = 0;  // everything before is written
  for (auto i = next_special(text, 0); i < text.size(); i = next_special(text, i + 1)) {
    auto const sign = static_cast<unsigned char>(text[i]);
    out_.append(text, kept, i - kept);
    kept = i + 1;
    switch (sign) {
      case '"': out_ += "\\\""; break;
      case '\\': out_ += "\\\\"; break;
      case '\n': out_ += "\\n"; break;
      case '\r': out_ += "\\r"; break;
      case '\t': out_ += "\\t"; break;
      default:
        out_ += "\\u00";
        out_ += hex[sign >> 4];
        out_ += hex[sign & 15];
    }
  }
  out_.append(text, kept);
  out_ += '"';
}

// What was erased before it was written anew stays erased: no `sealed`.
void Writer::write_personal(PersonalText const& text) {
  assert(sealer_ != nullptr);  // events leave this program for the journal only
  bool is_first = true;
  out_ += '{';
  write_key(is_first, "owner");
  write_text(text.owner.value);
  if (!text.is_erased) {
    auto const sealed = sealer_->seal(text.owner, text.text);
    assert(std::ranges::all_of(sealed, [](char sign) { return sign >= 0x20 && sign < 0x7f; }));
    write_key(is_first, "sealed");
    write_text(sealed);
  }
  out_ += '}';
}

void Writer::write_personal(PersonalName const& name) {
  assert(sealer_ != nullptr);
  if (!name.is_erased) sealer_->keep_name(name);
  bool is_first = true;
  out_ += '{';
  write_key(is_first, "owner");
  write_text(name.owner.value);
  out_ += '}';
}

}  // namespace protocol::json
