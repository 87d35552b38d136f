#include "moderation/folding.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <optional>

#include "server/text/signs.hpp"

namespace moderation {

namespace {

// What a sign is to a reader. `guess`: stands for a letter between letters only ("n!kker", "k*t"), else it is a gap.
// `digit`: the same in a word that has letters, also at its end.
enum class Kind : std::uint8_t { gap, nothing, letter, foreign, digit, guess };

constexpr char i_or_l = '1';
constexpr char some_vowel = '*';

struct Sign {
  Kind kind = Kind::gap;
  std::string letters;  // a to z; of a digit or guess one letter, or a sign above
};

struct Placed {
  Sign const* sign;
  std::uint32_t from;
  std::uint32_t to;
};

USpoofChecker const* look_alike_tables() {
  static USpoofChecker const* const checker = [] {
    UErrorCode status = U_ZERO_ERROR;
    auto const* made = uspoof_open(&status);
    text::must(status);
    return made;  // for the life of the process; const use is safe from any thread
  }();
  return checker;
}

// The Latin letters of a sign without accents, if it is nothing else.
std::optional<std::string> latin(icu::UnicodeString const& raw) {
  UErrorCode status = U_ZERO_ERROR;
  auto const* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  auto const* apart = icu::Normalizer2::getNFKDInstance(status);
  text::must(status);
  auto const plain = apart->normalize(casefold->normalize(raw, status), status);
  text::must(status);
  std::string letters;
  for (int32_t place = 0; place < plain.length(); place = plain.moveIndex32(place, 1)) {
    auto const sign = plain.char32At(place);
    if ((U_GET_GC_MASK(sign) & U_GC_M_MASK) != 0) continue;
    if (sign < 'a' || sign > 'z') return std::nullopt;
    letters += static_cast<char>(sign);
  }
  if (letters.empty()) return std::nullopt;
  return letters;
}

std::optional<std::string> look(UChar32 sign) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString out;
  uspoof_getSkeletonUnicodeString(look_alike_tables(), 0, icu::UnicodeString{sign}, out, &status);
  text::must(status);
  return latin(out);
}

// Signs that people write for a letter because they look like one on purpose; Unicode has no table of those.
std::optional<Sign> leet(UChar32 sign) {
  switch (sign) {
    case '0': return Sign{Kind::digit, "o"};
    case '1': return Sign{Kind::digit, {i_or_l}};
    case '3': return Sign{Kind::digit, "e"};
    case '4': return Sign{Kind::digit, "a"};
    case '5': return Sign{Kind::digit, "s"};
    case '6': return Sign{Kind::digit, "g"};
    case '7': return Sign{Kind::digit, "t"};
    case '8': return Sign{Kind::digit, "b"};
    case '9': return Sign{Kind::digit, "g"};
    case '@': return Sign{Kind::guess, "a"};
    case '$': return Sign{Kind::guess, "s"};
    case 0x20AC: return Sign{Kind::guess, "e"};
    case '!':
    case '|': return Sign{Kind::guess, {i_or_l}};
    case '*':
    case '#': return Sign{Kind::guess, {some_vowel}};
    default: return std::nullopt;
  }
}

Sign sign_of(UChar32 sign) {
  if (sign < 0 || text::is_white(sign) || text::is_control(sign)) return {Kind::gap, {}};
  if (auto const meant = leet(sign)) return *meant;
  // "zo'n", "homo's": an apostrophe parts no words.
  bool const is_apostrophe = sign == '\'' || sign == 0x2018 || sign == 0x2019;
  auto const category = U_GET_GC_MASK(sign);
  if (is_apostrophe || text::is_unseen(sign) || (category & U_GC_M_MASK) != 0) return {Kind::nothing, {}};
  bool const is_letter = (category & (U_GC_L_MASK | U_GC_NL_MASK | U_GC_SO_MASK)) != 0;
  if (is_letter) {
    if (auto letters = latin(icu::UnicodeString{sign})) return {Kind::letter, *letters};
  }
  if ((category & (U_GC_L_MASK | U_GC_ND_MASK)) == 0) return {Kind::gap, {}};
  if (auto letters = look(sign)) return {Kind::letter, *letters};
  return {Kind::foreign, "_"};
}

// Texts in Dutch hold few signs beyond these; others are looked up when they come.
constexpr UChar32 known_signs = 0x2100;

Sign const& known(UChar32 sign) {
  static auto const table = [] {
    std::vector<Sign> all;
    for (UChar32 one = 0; one < known_signs; ++one) all.push_back(sign_of(one));
    return all;
  }();
  return table[static_cast<std::size_t>(sign)];
}

// The signs of a text with their places; `kept` holds those beyond the table.
std::vector<Placed> placed(std::string_view utf8, std::vector<Sign>& kept) {
  std::vector<Placed> all;
  all.reserve(utf8.size());
  auto const* bytes = utf8.data();
  auto const length = static_cast<int32_t>(utf8.size());
  kept.reserve(static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char byte) { return static_cast<unsigned char>(byte) >= 0xE2; })));
  for (int32_t place = 0; place < length;) {
    auto const from = static_cast<std::uint32_t>(place);
    UChar32 sign = 0;
    U8_NEXT(bytes, place, length, sign);
    auto const* what = sign >= 0 && sign < known_signs ? &known(sign) : nullptr;
    if (!what && sign < 0) what = &known(' ');
    if (!what) what = &kept.emplace_back(sign_of(sign));
    all.push_back({what, from, static_cast<std::uint32_t>(place)});
  }
  std::erase_if(all, [](Placed const& one) { return one.sign->kind == Kind::nothing; });
  return all;
}

bool is_wordly(Placed const& one) {
  auto const kind = one.sign->kind;
  return kind == Kind::letter || kind == Kind::foreign || kind == Kind::digit;
}

// One word: places [begin, end) of the signs.
struct Word {
  std::size_t begin;
  std::size_t end;
  bool has_letters;
};

std::vector<Word> words_of(std::vector<Placed> const& signs) {
  std::vector<Word> words;
  auto const stands = [&](std::size_t at) {
    if (is_wordly(signs[at])) return true;
    bool const is_between = at > 0 && at + 1 < signs.size() && is_wordly(signs[at - 1]) && is_wordly(signs[at + 1]);
    return signs[at].sign->kind == Kind::guess && is_between;
  };
  for (std::size_t at = 0; at < signs.size();) {
    if (!stands(at)) {
      ++at;
      continue;
    }
    Word word{at, at, false};
    for (; at < signs.size() && stands(at); ++at) word.has_letters |= signs[at].sign->kind == Kind::letter;
    word.end = at;
    words.push_back(word);
  }
  return words;
}

// How to guess where something has to be guessed.
struct Guess {
  char one = 'i';
  char vowel = 'a';
};

class Writer {
 public:
  Writer(std::vector<Placed> const& signs, Guess guess) : signs_(signs), guess_(guess) {}

  void word(Word const& word) {
    if (!word.has_letters) return put('_', signs_[word.begin].from, signs_[word.end - 1].to);
    for (auto at = word.begin; at < word.end; ++at) {
      for (auto const letter : signs_[at].sign->letters) put(meant(letter), signs_[at].from, signs_[at].to);
    }
  }
  void space(std::uint32_t at) { put(' ', at, at); }
  Folded take() { return std::move(out_); }

 private:
  char meant(char letter) const { return letter == i_or_l ? guess_.one : letter == some_vowel ? guess_.vowel : letter; }
  void put(char letter, std::uint32_t from, std::uint32_t to) {
    out_.text += letter;
    out_.from.push_back(from);
    out_.to.push_back(to);
  }

  std::vector<Placed> const& signs_;
  Guess guess_;
  Folded out_;
};

// "k u t": three single letters in a row, a sign apart, are one word.
bool joins_next(std::vector<Word> const& words, std::size_t at) {
  auto const single = [&](std::size_t i) {
    return i < words.size() && words[i].has_letters && words[i].end - words[i].begin == 1;
  };
  auto const next = [&](std::size_t i) { return single(i) && single(i + 1) && words[i + 1].begin - words[i].end == 1; };
  return next(at) && (next(at + 1) || (at > 0 && next(at - 1)));
}

Folded written(std::vector<Placed> const& signs, std::vector<Word> const& words, Guess const& guess) {
  Writer writer{signs, guess};
  for (std::size_t at = 0; at < words.size(); ++at) {
    writer.word(words[at]);
    if (at + 1 < words.size() && !joins_next(words, at)) writer.space(signs[words[at].end - 1].to);
  }
  return writer.take();
}

// With a letter that goes on, three times and more, kept `most` times; nothing when none does.
std::optional<Folded> shortened(Folded const& whole, std::size_t most) {
  Folded kept;
  bool is_shorter = false;
  for (std::size_t at = 0; at < whole.text.size();) {
    auto const letter = whole.text[at];
    auto const end = std::min(whole.text.find_first_not_of(letter, at), whole.text.size());
    auto const count = end - at >= 3 && letter != '_' ? most : end - at;
    is_shorter |= count < end - at;
    for (std::size_t i = 0; i < count; ++i) {
      kept.text += letter;
      kept.from.push_back(whole.from[at + i]);
      kept.to.push_back(i + 1 < count ? whole.to[at + i] : whole.to[end - 1]);
    }
    at = end;
  }
  if (!is_shorter) return std::nullopt;
  return kept;
}

}  // namespace

std::vector<Folded> readings_of(std::string_view text) {
  std::vector<Sign> kept;
  auto const signs = placed(text, kept);
  auto const words = words_of(signs);
  std::vector<Folded> readings;
  readings.push_back(written(signs, words, {}));
  bool has_one = false;
  bool has_vowel = false;
  for (auto const& word : words) {
    for (auto at = word.begin; word.has_letters && at < word.end; ++at) {
      has_one |= signs[at].sign->letters[0] == i_or_l;
      has_vowel |= signs[at].sign->letters[0] == some_vowel;
    }
  }
  // One guess differs from the plain reading at a time: all of them together would be thirty readings.
  if (has_one) readings.push_back(written(signs, words, {'l', 'a'}));
  for (auto const vowel : std::string_view(has_vowel ? "eiou" : "")) {
    readings.push_back(written(signs, words, {'i', vowel}));
  }
  for (std::size_t const most : {1U, 2U}) {
    if (auto shorter = shortened(readings.front(), most)) readings.push_back(std::move(*shorter));
  }
  return readings;
}

std::string folded(std::string_view text) { return readings_of(text).front().text; }

}  // namespace moderation
