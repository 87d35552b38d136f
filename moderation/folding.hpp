#pragma once
// A text as a list of words sees it: small letters a to z and single spaces, without accents, without tricks of the
// eye (Cyrillic letters, "n1kker", "k u t", "k*t", "kuuuut"). By ICU's tables. Pure, any thread.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace moderation {

// `from[i]` and `to[i]`: the bytes of the text that sign i came from. A letter of another script that looks like no
// Latin one, and a number, is "_".
struct Folded {
  std::string text;
  std::vector<std::uint32_t> from;
  std::vector<std::uint32_t> to;
};

// The readings of a text, the plain one first. There is more than one only where something has to be guessed: a 1 that
// may be i or l, a star for a vowel, a letter that goes on and on.
std::vector<Folded> readings_of(std::string_view text);

// Only the plain reading's letters and spaces.
std::string folded(std::string_view text);

}  // namespace moderation
