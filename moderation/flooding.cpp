#include "moderation/flooding.hpp"

#include <algorithm>
#include <set>

#include "moderation/folding.hpp"

namespace moderation {

namespace {

constexpr std::size_t part_letters = 3;

bool is_within(Recent const& one, protocol::Millis at, int seconds) {
  return one.at <= at && at - one.at < protocol::Millis{seconds} * 1'000;
}

}  // namespace

Print print_of(std::string_view text) {
  auto letters = folded(text);
  std::erase(letters, ' ');
  Print print;
  for (std::size_t i = 0; i + part_letters <= letters.size(); ++i) {
    std::uint32_t part = 0;
    for (std::size_t j = 0; j < part_letters; ++j) part = part << 8 | static_cast<unsigned char>(letters[i + j]);
    print.push_back(part);
  }
  std::ranges::sort(print);
  return print;
}

int alike(Print const& one, Print const& other) {
  if (one.empty() && other.empty()) return 100;
  std::size_t same = 0;
  for (auto a = one.begin(), b = other.begin(); a != one.end() && b != other.end();) {
    if (*a == *b) {
      ++same;
      ++a;
      ++b;
    } else {
      ++(*a < *b ? a : b);
    }
  }
  return static_cast<int>(same * 200 / (one.size() + other.size()));
}

bool is_flooding(std::string_view author, protocol::Millis at, std::span<Recent const> recent,
                 FloodingRule const& rule) {
  auto const own = std::ranges::count_if(
      recent, [&](Recent const& one) { return one.author == author && is_within(one, at, rule.seconds); });
  return own >= rule.texts;
}

bool is_repeating(std::string_view author, protocol::Millis at, Print const& print, std::span<Recent const> recent,
                  RepeatingRule const& rule) {
  if (print.size() + part_letters - 1 < static_cast<std::size_t>(rule.letters_min)) return false;
  std::set<std::string_view> others;
  for (auto const& one : recent) {
    if (!is_within(one, at, rule.seconds) || alike(print, one.print) < rule.alike_percent) continue;
    if (one.author == author) return true;
    others.insert(one.author);
  }
  return rule.others > 0 && others.size() >= static_cast<std::size_t>(rule.others);
}

}  // namespace moderation
