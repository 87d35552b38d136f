// The gate for names; see gate.hpp. A name stands next to what somebody says, so nobody may look like somebody else:
// no unseen signs, and a folded form in which look-alikes are equal.

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include <algorithm>

#include "protocol/limits.hpp"
#include "server/text/gate.hpp"
#include "server/text/signs.hpp"

namespace text {

namespace {

using protocol::Refusal;

constexpr UChar32 emoji_look = 0xFE0F;        // "show the sign before me in colours"
constexpr int marks_in_a_row_max = 4;         // UTS 39, 5.4: more is decoration that covers the neighbours
constexpr int fold_rounds_max = 4;

bool is_mark(UChar32 sign) { return (U_GET_GC_MASK(sign) & U_GC_M_MASK) != 0; }

bool may_stand_in_name(UChar32 sign, UChar32 before) {
  if (sign < 0) return false;
  if (sign == emoji_look) return u_hasBinaryProperty(before, UCHAR_EMOJI);
  if (is_white(sign)) return !is_control(sign) && !is_line_break(sign);
  if (is_unseen(sign)) return false;
  // Controls, format signs, surrogates, private use, and what Unicode has not given a meaning.
  return (U_GET_GC_MASK(sign) & U_GC_C_MASK) == 0;
}

bool has_odd_signs(std::vector<UChar32> const& signs) {
  UChar32 before = ' ';
  int marks = 0;
  for (auto const sign : signs) {
    if (!may_stand_in_name(sign, before)) return true;
    marks = is_mark(sign) && sign != emoji_look ? marks + 1 : 0;
    if (marks > 0 && is_white(before)) return true;   // nothing to sit on
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
    return made;                        // for the life of the process; const use is safe from any thread
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

// Looks first, compatibility (NFKC) and case second: a capital can look like what its small form does not. Folding may
// make new look-alikes, so both go on until nothing changes. I looks like l and folds to i, so those two become one.
icu::UnicodeString fold(icu::UnicodeString const& name) {
  UErrorCode status = U_ZERO_ERROR;
  auto const* nfkc_casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  must(status);
  auto folded = name;
  for (int round = 0; round < fold_rounds_max; ++round) {
    auto const next = nfkc_casefold->normalize(skeleton(folded), status);
    must(status);
    if (next == folded) break;
    folded = next;
  }
  icu::UnicodeString plain;
  for (int32_t place = 0; place < folded.length(); place = folded.moveIndex32(place, 1)) {
    auto const sign = folded.char32At(place);
    if (!is_unseen(sign)) plain.append(sign == 'i' ? UChar32{'l'} : sign);
  }
  return plain;
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
  auto const folded = fold(name);
  if (folded.isEmpty()) return Refusal::name_has_odd_signs;

  Name gated;
  name.toUTF8String(gated.name);
  folded.toUTF8String(gated.folded);
  if (graphemes(gated.name) > protocol::limits::name_graphemes_max) return Refusal::name_too_long;
  return gated;
}

}  // namespace text
