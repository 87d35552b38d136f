#include "server/exchange/json_text.hpp"

#include <charconv>
#include <cmath>

namespace exchange {

namespace {

constexpr std::size_t depth_of_lines = 2;  // deeper things stand on the line of what holds them

}  // namespace

void JsonText::break_line() {
  if (closing_.size() > depth_of_lines) return;
  out_ += '\n';
  out_.append(closing_.size() * 2, ' ');
}

void JsonText::next(std::string_view key) {
  if (!is_first_) out_ += closing_.size() > depth_of_lines ? ", " : ",";
  if (!closing_.empty()) break_line();
  is_first_ = false;
  if (key.empty()) return;
  write(key);
  out_ += ": ";
}

void JsonText::begin(std::string_view key, char bracket) {
  next(key);
  out_ += bracket;
  closing_ += bracket == '{' ? '}' : ']';
  is_first_ = true;
}

void JsonText::close() {
  char const bracket = closing_.back();
  bool const is_empty = is_first_;
  bool const is_on_lines = closing_.size() <= depth_of_lines;
  closing_.pop_back();
  if (!is_empty && is_on_lines) break_line();
  out_ += bracket;
  is_first_ = false;
  if (closing_.empty()) out_ += '\n';
}

void JsonText::write(std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  out_ += '"';
  for (char const sign : text) {
    auto const byte = static_cast<unsigned char>(sign);
    if (sign == '"' || sign == '\\') {
      out_ += '\\';
      out_ += sign;
    } else if (byte < 0x20 || byte == 0x7f) {
      out_ += "\\u00";
      out_ += hex[byte >> 4];
      out_ += hex[byte & 15];
    } else {
      out_ += sign;
    }
  }
  out_ += '"';
}

void JsonText::write(double number) {
  if (!std::isfinite(number)) {
    out_ += "null";
    return;
  }
  char digits[32];
  out_.append(digits, std::to_chars(digits, digits + sizeof digits, number + 0.0).ptr);  // -0 is 0
}

}  // namespace exchange
