#include "moderation/shouting.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace moderation {

namespace {

std::optional<std::pair<std::size_t, std::size_t>> row_of_marks(std::string_view text, int most) {
  std::size_t begin = 0;
  for (std::size_t at = 0; most > 0 && at <= text.size(); ++at) {
    if (at < text.size() && (text[at] == '!' || text[at] == '?')) continue;
    if (at - begin >= static_cast<std::size_t>(most)) return std::pair{begin, at};
    begin = at + 1;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::pair<std::size_t, std::size_t>> find_shouting(std::string_view text, ShoutingRule const& rule) {
  int letters = 0;
  int capitals = 0;
  auto const length = static_cast<int32_t>(text.size());
  for (int32_t place = 0; place < length;) {
    UChar32 sign = 0;
    U8_NEXT(text.data(), place, length, sign);
    if (sign < 0) continue;
    // Scripts without capitals shout in no way that we could tell.
    bool const is_capital = u_isUUppercase(sign);
    if (!is_capital && !u_isULowercase(sign)) continue;
    ++letters;
    capitals += is_capital ? 1 : 0;
  }
  bool const shouts =
      letters >= rule.letters_min && std::int64_t{capitals} * 100 >= std::int64_t{letters} * rule.capital_percent;
  if (shouts) return std::pair<std::size_t, std::size_t>{0, text.size()};
  return row_of_marks(text, rule.signs_in_row);
}

}  // namespace moderation
