// The gate for names; see gate.hpp. A name stands next to what somebody says, so nobody may look like somebody else:
// no unseen signs, and two folded forms: how a name is read and how it looks.

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include <algorithm>

#include "protocol/limits.hpp"
#include "protocol/personal.hpp"
#include "server/text/gate.hpp"
#include "server/text/signs.hpp"

namespace text {

namespace {

using protocol::Refusal;

constexpr UChar32 emoji_look = 0xFE0F;  // "show the sign before me in colours"
constexpr UChar32 joiner = 0x200D;      // makes one picture of several, like a family
constexpr int marks_in_a_row_max = 4;   // UTS 39, 5.4: more is decoration that covers the neighbours
constexpr int fold_rounds_max = 4;

bool is_mark(UChar32 sign) { return (U_GET_GC_MASK(sign) & U_GC_M_MASK) != 0; }

// Unseen signs tell no names apart, so a joined picture and its loose parts are namesakes.
bool joins_pictures(UChar32 before, UChar32 after) {
  auto const ends_one = before == emoji_look || u_hasBinaryProperty(before, UCHAR_EMOJI_MODIFIER) ||
                        u_hasBinaryProperty(before, UCHAR_EXTENDED_PICTOGRAPHIC);
  return ends_one && u_hasBinaryProperty(after, UCHAR_EXTENDED_PICTOGRAPHIC);
}

bool may_stand_in_name(UChar32 sign, UChar32 before, UChar32 after) {
  if (sign < 0) return false;
  if (sign == joiner) return joins_pictures(before, after);
  if (sign == emoji_look) return u_hasBinaryProperty(before, UCHAR_EMOJI);
  if (is_white(sign)) return !is_control(sign) && !is_line_break(sign);
  if (is_unseen(sign)) return false;
  // Controls, format signs, surrogates, private use, and what Unicode has not given a meaning.
  return (U_GET_GC_MASK(sign) & U_GC_C_MASK) == 0;
}

bool has_odd_signs(std::vector<UChar32> const& signs) {
  UChar32 before = ' ';
  int marks = 0;
  for (std::size_t place = 0; place < signs.size(); ++place) {
    auto const sign = signs[place];
    auto const after = place + 1 < signs.size() ? signs[place + 1] : ' ';
    if (!may_stand_in_name(sign, before, after)) return true;
    marks = is_mark(sign) && sign != emoji_look ? marks + 1 : 0;
    if (marks > 0 && is_white(before)) return true;  // nothing to sit on
    if (marks > marks_in_a_row_max) return true;
    before = sign;
  }
  return false;
}

// Outer white space gone, inner runs are one plain space.
icu::UnicodeString tidied(icu::UnicodeString const& name) {
  icu::UnicodeString tidy;
  bool is_gap = false;
  for (int32_t place = 0; place < name.length(); place = name.moveIndex32(place, 1)) {
    auto const sign = name.char32At(place);
    if (is_white(sign)) {
      is_gap = !tidy.isEmpty();
      continue;
    }
    if (is_gap) tidy.append(UChar32{' '});
    is_gap = false;
    tidy.append(sign);
  }
  return tidy;
}

USpoofChecker const* look_alikes() {
  static USpoofChecker const* const checker = [] {
    UErrorCode status = U_ZERO_ERROR;
    auto const* made = uspoof_open(&status);
    must(status);
    return made;  // for the life of the process; const use is safe from any thread
  }();
  return checker;
}

icu::UnicodeString skeleton(icu::UnicodeString const& name) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString out;
  uspoof_getSkeletonUnicodeString(look_alikes(), 0, name, out, &status);
  must(status);
  return out;
}

// Outer and inner white space and what nobody sees tell no names apart.
icu::UnicodeString without_gaps(icu::UnicodeString const& name) {
  icu::UnicodeString plain;
  for (int32_t place = 0; place < name.length(); place = name.moveIndex32(place, 1)) {
    if (auto const sign = name.char32At(place); !is_unseen(sign)) plain.append(sign);
  }
  return plain;
}

// Signs that look like a capital I, and may be meant as one: the letter itself, its Greek and Cyrillic twins, 1 and |.
bool may_be_capital_i(UChar32 sign) {
  return sign == 'I' || sign == '1' || sign == '|' || sign == 0x0399 || sign == 0x0406 || sign == 0x04C0;
}

// How a name is read: equal for Ilse, ILSE and ilse, and for what passes for them in other scripts. A capital I is read
// as i before looks are compared, because its look is that of a small l: else Lia and Ila would read the same. Looks
// first, compatibility (NFKC) and case second: a capital can look like what its small form does not. Folding may make
// new look-alikes, so both go on until nothing changes.
icu::UnicodeString reading(icu::UnicodeString const& name) {
  UErrorCode status = U_ZERO_ERROR;
  auto const* nfkc = icu::Normalizer2::getNFKCInstance(status);
  auto const* nfkc_casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  must(status);
  auto const plain = nfkc->normalize(name, status);
  must(status);
  icu::UnicodeString folded;
  for (int32_t place = 0; place < plain.length(); place = plain.moveIndex32(place, 1)) {
    auto const sign = plain.char32At(place);
    folded.append(may_be_capital_i(sign) ? UChar32{'i'} : sign);
  }
  for (int round = 0; round < fold_rounds_max; ++round) {
    auto const next = nfkc_casefold->normalize(skeleton(folded), status);
    must(status);
    if (next == folded) break;
    folded = next;
  }
  return without_gaps(folded);
}

}  // namespace

std::variant<Name, protocol::Refusal> gate_name(std::string_view raw) {
  auto const signs = signs_of(raw);
  if (std::ranges::all_of(signs, is_white)) return Refusal::name_empty;
  if (has_odd_signs(signs)) return Refusal::name_has_odd_signs;

  UErrorCode status = U_ZERO_ERROR;
  auto const* nfc = icu::Normalizer2::getNFCInstance(status);
  must(status);
  auto const name = tidied(nfc->normalize(
      icu::UnicodeString::fromUTF8(icu::StringPiece(raw.data(), static_cast<int32_t>(raw.size()))), status));
  must(status);
  auto const read = reading(name);
  if (read.isEmpty()) return Refusal::name_has_odd_signs;
  auto const looks = without_gaps(skeleton(name));

  Name gated;
  name.toUTF8String(gated.name);
  read.toUTF8String(gated.folded);
  looks.toUTF8String(gated.folded += protocol::between_folds);
  if (graphemes(gated.name) > protocol::limits::name_graphemes_max) return Refusal::name_too_long;
  return gated;
}

}  // namespace text
