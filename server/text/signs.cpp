// Unicode's tables behind signs.hpp.

#include "server/text/signs.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <stdexcept>
#include <string>

#include "server/text/gate.hpp"

namespace text {

namespace {

constexpr UChar32 braille_blank = 0x2800;
constexpr UChar32 left_to_right_override = 0x202D;
constexpr UChar32 right_to_left_override = 0x202E;
constexpr UChar32 first_isolate = 0x2066;
constexpr UChar32 last_isolate = 0x2068;
constexpr UChar32 pop_isolate = 0x2069;

}  // namespace

std::vector<UChar32> signs_of(std::string_view utf8) {
  std::vector<UChar32> signs;
  signs.reserve(utf8.size());
  auto const* bytes = utf8.data();
  auto const length = static_cast<int32_t>(utf8.size());
  for (int32_t place = 0; place < length;) {
    UChar32 sign = 0;
    U8_NEXT(bytes, place, length, sign);
    signs.push_back(sign);
  }
  return signs;
}

void must(UErrorCode status) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
}

bool is_utf8(std::string_view utf8) {
  auto const* bytes = utf8.data();
  auto const length = static_cast<int32_t>(utf8.size());
  for (int32_t place = 0; place < length;) {
    if (static_cast<signed char>(bytes[place]) >= 0) {  // ASCII needs no tables
      ++place;
      continue;
    }
    UChar32 sign = 0;
    U8_NEXT(bytes, place, length, sign);
    if (sign < 0) return false;
  }
  return true;
}

bool is_control(UChar32 sign) { return sign < 0x20 || (sign >= 0x7F && sign <= 0x9F); }

bool is_noncharacter(UChar32 sign) { return (sign & 0xFFFE) == 0xFFFE || (sign >= 0xFDD0 && sign <= 0xFDEF); }

bool is_line_break(UChar32 sign) {
  return (sign >= 0x0A && sign <= 0x0D) || sign == 0x85 || sign == 0x2028 || sign == 0x2029;
}

bool is_white(UChar32 sign) { return u_isUWhiteSpace(sign); }

bool is_unseen(UChar32 sign) {
  return is_white(sign) || sign == braille_blank || u_hasBinaryProperty(sign, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
         u_charType(sign) == U_FORMAT_CHAR;
}

bool is_override(UChar32 sign) { return sign == left_to_right_override || sign == right_to_left_override; }

bool isolates_balance(std::vector<UChar32> const& signs) {
  int open = 0;
  for (auto const sign : signs) {
    if (sign >= first_isolate && sign <= last_isolate) ++open;
    if (sign == pop_isolate && --open < 0) return false;
  }
  return open == 0;
}

}  // namespace text
