#include "moderation/numbers.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace moderation {

namespace {

constexpr std::size_t iban_length_max = 34;

struct Country {
  char const* code;
  std::size_t length;
};
// Lengths of the IBAN registry (ISO 13616).
constexpr std::array<Country, 80> countries{{
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22}, {"BH", 22},
    {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DK", 18}, {"DO", 28},
    {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23},
    {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26},
    {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20},
    {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MR", 27}, {"MT", 31}, {"MU", 30},
    {"NL", 18}, {"NO", 15}, {"PK", 24}, {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22},
    {"SA", 24}, {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"ST", 25}, {"SV", 28},
    {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}, {"BI", 27},
}};

char upper(char letter) { return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter; }
bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); }

std::size_t length_in(std::string_view code) {
  auto const found = std::ranges::find_if(countries, [&](Country const& one) { return one.code == code; });
  return found == countries.end() ? 0 : found->length;
}

bool leaves_one_by_97(std::string_view iban) {
  unsigned rest = 0;
  auto const take = [&](char sign) {
    if (is_digit(sign)) {
      rest = (rest * 10 + static_cast<unsigned>(sign - '0')) % 97;
    } else {
      rest = (rest * 100 + static_cast<unsigned>(sign - 'A' + 10)) % 97;
    }
  };
  std::ranges::for_each(iban.substr(4), take);
  std::ranges::for_each(iban.substr(0, 4), take);
  return rest == 1;
}

// --- telephone numbers: groups of digits with something between ---

struct Digits {
  std::string digits;
  std::vector<std::size_t> ends;     // byte behind each digit
  std::vector<std::size_t> groups;   // how many digits stand in each group
  std::vector<std::string> between;  // what stands between the groups
};

constexpr std::size_t phone_digits_max = 12;
constexpr std::string_view long_dash = "\u2013";

// At most three signs between two groups: "-", " - ", ") ", "." and the like.
std::string gap_at(std::string_view text, std::size_t from) {
  std::size_t to = from;
  for (int signs = 0; signs < 3; ++signs) {
    auto const rest = text.substr(to);
    if (rest.starts_with(long_dash)) {
      to += long_dash.size();
    } else if (!rest.empty() && std::string_view(" -./").find(rest.front()) != std::string_view::npos) {
      ++to;
    } else {
      break;
    }
  }
  return std::string(text.substr(from, to - from));
}

Digits digits_at(std::string_view text, std::size_t from) {
  Digits all;
  bool is_open = from < text.size() && text[from] == '(';
  std::size_t place = from + (is_open ? 1 : 0);
  all.groups.push_back(0);
  while (place < text.size() && all.digits.size() < phone_digits_max) {
    if (is_digit(text[place])) {
      all.digits += text[place++];
      all.ends.push_back(place);
      ++all.groups.back();
      continue;
    }
    bool const closes = is_open && text[place] == ')';
    if (closes) is_open = false;
    auto const gap = gap_at(text, place + (closes ? 1 : 0));
    auto const next = place + (closes ? 1 : 0) + gap.size();
    if (next == place || next >= text.size() || !is_digit(text[next])) break;
    all.between.push_back(gap);
    all.groups.push_back(0);
    place = next;
  }
  if (is_open) return {};  // "(0512" is never closed
  return all;
}

// Does a group end behind this many digits?
bool ends_group(Digits const& all, std::size_t count) {
  std::size_t sum = 0;
  for (auto const group : all.groups) {
    sum += group;
    if (sum >= count) return sum == count;
  }
  return false;
}

// Times and dates change what stands between: "06-10-26 20.30". Behind the area code numbers do not.
bool is_even(Digits const& all, std::size_t count) {
  std::size_t sum = all.groups.front();
  for (std::size_t i = 1; i + 1 < all.groups.size(); ++i) {
    sum += all.groups[i];
    if (sum >= count) break;
    if (all.between[i] != all.between[1]) return false;
  }
  return true;
}

bool is_date(Digits const& all) {
  auto const& groups = all.groups;
  if (groups.size() < 3 || groups[0] != 2 || groups[1] != 2 || groups[2] != 4) return false;
  auto const century = std::string_view(all.digits).substr(4, 2);
  return century == "19" || century == "20";
}

bool has_area(Digits const& all) {
  auto const first = all.groups.front();
  return first >= 3 || (first == 2 && all.digits.starts_with("06"));
}

std::size_t national(std::string_view text, std::size_t from) {
  auto const all = digits_at(text, from);
  auto const count = all.digits.size();
  auto const area = std::string_view(all.digits).substr(0, 4);
  if (area == "0800" || area == "0900" || area == "0906" || area == "0909") {
    for (std::size_t const length : {11U, 8U}) {
      if (count >= length && ends_group(all, length)) return all.ends[length - 1];
    }
  }
  if (count < 9 || all.digits[0] != '0' || all.digits[1] == '0' || !has_area(all) || is_date(all)) return 0;
  if (count == 9) {
    // A digit was forgotten; who knows the person can still guess it. A BSN in threes is a BSN.
    bool const is_short = all.groups.front() >= 3 && all.groups.front() <= 4 && is_even(all, 9);
    bool const in_threes = all.groups == std::vector<std::size_t>{3, 3, 3} && is_bsn(all.digits);
    return is_short && !in_threes ? all.ends[8] : 0;
  }
  return ends_group(all, 10) && is_even(all, 10) ? all.ends[9] : 0;
}

std::size_t international(std::string_view text, std::size_t after_code) {
  auto place = after_code;
  place += gap_at(text, place).size();
  if (text.substr(place).starts_with("(0)")) place += 3;
  place += gap_at(text, place).size();
  auto const all = digits_at(text, place);
  if (all.digits.size() < 9 || all.digits[0] == '0' || !ends_group(all, 9)) return 0;
  return all.ends[8];
}

}  // namespace

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
bool joins_word(char byte) { return is_digit(byte) || is_letter(byte) || (byte & 0x80) != 0; }

bool is_free_before(std::string_view text, std::size_t from) {
  if (from == 0) return true;
  auto const before = text[from - 1];
  if (joins_word(before)) return false;
  bool const joins = before == '.' || before == ',' || before == '-';
  return !joins || from == 1 || !is_digit(text[from - 2]);
}

bool is_free_after(std::string_view text, std::size_t to) {
  if (to >= text.size()) return true;
  if (joins_word(text[to])) return false;
  bool const joins = text[to] == '.' || text[to] == ',' || text[to] == '-';
  return !joins || to + 1 >= text.size() || !is_digit(text[to + 1]);
}

bool is_bsn(std::string_view digits) {
  if (digits.size() != 9 || digits == "000000000") return false;
  int sum = 0;
  for (std::size_t i = 0; i < 8; ++i) sum += (digits[i] - '0') * (9 - static_cast<int>(i));
  return (sum - (digits[8] - '0')) % 11 == 0;
}

std::size_t end_of_iban(std::string_view text, std::size_t from) {
  std::string iban;
  for (auto place = from; place < text.size() && iban.size() < iban_length_max; ++place) {
    auto const sign = text[place];
    if (!is_digit(sign) && !is_letter(sign)) {
      bool const is_gap = (sign == ' ' || sign == '.' || sign == '-') && place > from && joins_word(text[place - 1]);
      if (!is_gap) return 0;
      continue;
    }
    iban += upper(sign);
    if (iban.size() < 4 || iban.size() != length_in(std::string_view(iban).substr(0, 2))) continue;
    if (place + 1 < text.size() && joins_word(text[place + 1])) return 0;
    bool const has_bank = !iban.starts_with("NL") || std::all_of(iban.begin() + 4, iban.begin() + 8, is_letter);
    return has_bank && leaves_one_by_97(iban) ? place + 1 : 0;
  }
  return 0;
}

std::size_t end_of_phone(std::string_view text, std::size_t from) {
  if (!is_free_before(text, from)) return 0;
  auto const rest = text.substr(from);
  auto const end = rest.starts_with("+31")    ? international(text, from + 3)
                   : rest.starts_with("0031") ? international(text, from + 4)
                                              : national(text, from);
  return end > 0 && is_free_after(text, end) ? end : 0;
}

}  // namespace moderation
