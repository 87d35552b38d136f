#pragma once
// Finds words that carry a number of their own ("... #123456789", see habits.cpp) in a long text, for many of them at
// once: the text is read through one time. Words without a number are common property and are never found. Pure.

#include <string>
#include <string_view>
#include <unordered_map>

namespace sim {

class NumberedWords {
 public:
  // The text must outlive this.
  explicit NumberedWords(std::string_view text) : text_(text) {
    for (auto at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1)) {
      if (auto const digits = digits_after(text, at); !digits.empty()) places_.emplace(digits, at);
    }
  }

  bool has(std::string_view words) const {
    auto const sign = words.find('#');
    if (sign == std::string_view::npos) return false;
    auto const [first, last] = places_.equal_range(digits_after(words, sign));
    for (auto place = first; place != last; ++place) {
      if (place->second >= sign && text_.substr(place->second - sign, words.size()) == words) return true;
    }
    return false;
  }

 private:
  static std::string_view digits_after(std::string_view text, std::size_t sign) {
    auto const end = text.find_first_not_of("0123456789", sign + 1);
    return text.substr(sign + 1, end == std::string_view::npos ? end : end - sign - 1);
  }

  std::string_view text_;
  std::unordered_multimap<std::string_view, std::size_t> places_;  // digits after a #, and where the # stands
};

}  // namespace sim
