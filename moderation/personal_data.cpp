#include "moderation/personal_data.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>

#include "moderation/numbers.hpp"

namespace moderation {

namespace {

using protocol::TextRule;

// Made once for the process; RE2 takes time in proportion to the text and no more, whatever stands in it.
RE2::Options quiet() {
  RE2::Options options;
  options.set_log_errors(false);
  return options;
}

// --- patterns -------------------------------------------------------------------------------------------------------
#define LABEL R"([\pL\pN](?:[\pL\pN\-]*[\pL\pN])?)"
#define POSTCODE R"([1-9][0-9]{3}(?: ?[A-Z]{2}|[a-z]{2}))"
#define HOUSE R"([0-9]{1,5}(?:-[0-9]{1,4}| ?[A-Za-z])?)"
// Endings of hosts that are no Dutch words behind a forgotten space, and those that are ("huis.de"), which need more
// than a dot to be a link.
#define ENDINGS "(?:nl|com|org|net|eu|info|frl|io|app|dev|uk|fr|gov|edu|online|shop|site|xyz|amsterdam|club|chat|gg|ly)"

RE2 const& whole_link() {
  static RE2 const pattern{R"((?i)(?:\bhttps?://|\bwww\.)[^\s<>"]+)", quiet()};
  return pattern;
}
RE2 const& bare_link() {
  static RE2 const pattern{R"((?i)(?:)" LABEL R"(\.)+(?:)" ENDINGS R"(\b(?:[:/?][^\s<>"]*)?|[a-z]{2,6}/[^\s<>"]+))",
                           quiet()};
  return pattern;
}
RE2 const& email() {
  static RE2 const pattern{
      R"((?i)[\pL\pN](?:[\pL\pN._%+\-]*[\pL\pN_%+\-])?(?:@| ?[(\[]at[)\]] ?)(?:)" LABEL R"(\.)+\pL{2,24})", quiet()};
  return pattern;
}
RE2 const& iban_start() {
  static RE2 const pattern{R"(\b[A-Za-z]{2}[0-9]{2})", quiet()};
  return pattern;
}
RE2 const& phone_start() {
  static RE2 const pattern{R"(\+31|\(0[1-9][0-9]{0,3}\)|\b0(?:031|[1-9]))", quiet()};
  return pattern;
}
RE2 const& bsn() {
  static RE2 const pattern{R"(\b(?:[0-9]{9}|[0-9]{4}[. ][0-9]{2}[. ][0-9]{3}|[0-9]{3}[. ][0-9]{3}[. ][0-9]{3})\b)",
                           quiet()};
  return pattern;
}
// Eight digits are a BSN whose zero was left out, but only where somebody says just before that it is one.
RE2 const& eight_digits() {
  static RE2 const pattern{R"(\b[0-9]{8}\b)", quiet()};
  return pattern;
}
RE2 const& says_bsn() {
  static RE2 const pattern{R"((?i)\b(?:bsn|burgerservicenummer|sofinummer)[^0-9\n]{1,12}$)", quiet()};
  return pattern;
}
RE2 const& address() {
  static RE2 const pattern{R"(\b)" POSTCODE R"(\b[,;]? ?(?:(?:nr|no|nummer|huisnummer)\.? ?)?)" HOUSE
                           R"(\b|(?:\p{Lu}[\pL'.\-]*(?: \pL[\pL'.\-]*){0,3} )?\b)" HOUSE R"([,;]? {0,2})" POSTCODE
                           R"(\b)",
                           quiet()};
  return pattern;
}
// All fourteen series. From the seventh on letters are no vowels, so that "3-mei-26" is a day and no car.
RE2 const& plate() {
  static RE2 const pattern{
      [] {
        std::string all = "(?i)";
        for (std::string_view const form :
             {"LL-99-99", "99-99-LL", "99-LL-99", "LL-99-LL", "LL-LL-99", "99-LL-LL", "99-SSS-9", "9-SSS-99",
              "SS-999-S", "S-999-SS", "SSS-99-S", "S-99-SSS", "9-SS-999", "999-SS-9"}) {
          if (all.size() > 4) all += '|';
          for (auto const sign : form) {
            all += sign == 'L' ? "[a-z]" : sign == 'S' ? "[b-df-hj-np-tv-xz]" : sign == '9' ? "[0-9]" : R"([-‑–])";
          }
        }
        return all;
      }(),
      quiet()};
  return pattern;
}

#undef LABEL
#undef POSTCODE
#undef HOUSE
#undef ENDINGS

constexpr int rounds_max = 8;

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) {}

  // `end_of(from, to)`: where what begins here really ends, or 0. Places that are taken already stay as they are.
  // What began and came to nothing is not looked at again, so that time grows with the text and not with its square.
  template <class EndOf>
  void find(RE2 const& pattern, TextRule rule, EndOf end_of) {
    re2::StringPiece const whole{text_.data(), text_.size()};
    re2::StringPiece hit;
    for (std::size_t at = 0; at < text_.size() && pattern.Match(whole, at, text_.size(), RE2::UNANCHORED, &hit, 1);) {
      auto const from = static_cast<std::size_t>(hit.data() - text_.data());
      auto const to = end_of(from, from + hit.size());
      bool const is_one = to > from && is_open(from, to);
      if (is_one) found_.push_back({rule, from, to});
      at = std::max(from + hit.size(), is_one ? to : 0);
    }
  }

  std::vector<Found> take() {
    std::ranges::sort(found_, {}, &Found::from);
    return std::move(found_);
  }

 private:
  bool is_open(std::size_t from, std::size_t to) const {
    return std::ranges::none_of(found_, [&](Found const& one) { return one.from < to && from < one.to; });
  }

  std::string_view text_;
  std::vector<Found> found_;
};

std::size_t without_end_signs(std::string_view text, std::size_t from, std::size_t to) {
  while (to > from && std::string_view(".,;:!?)]}'\"*").find(text[to - 1]) != std::string_view::npos) --to;
  return to;
}

std::string lower(std::string_view text) {
  std::string all{text};
  for (auto& sign : all) sign = static_cast<char>(std::tolower(static_cast<unsigned char>(sign)));
  return all;
}

// The host that a browser would go to: behind "https://" and behind what stands before an "@".
std::string host_of(std::string_view link) {
  if (auto const scheme = link.find("://"); scheme != std::string_view::npos) link.remove_prefix(scheme + 3);
  link = link.substr(0, link.find_first_of("/\\?#"));
  if (auto const at = link.rfind('@'); at != std::string_view::npos) link.remove_prefix(at + 1);
  auto host = lower(link.substr(0, link.find(':')));
  return host.starts_with("www.") ? host.substr(4) : host;
}

bool is_allowed(std::string_view link, std::vector<std::string> const& allowed) {
  auto const host = host_of(link);
  return std::ranges::any_of(allowed, [&](std::string const& one) {
    auto const wanted = host_of(one);
    return host == wanted || host.ends_with("." + wanted);
  });
}

// "klaar.Net zo": a space was forgotten, and a sentence begins.
bool begins_sentence(std::string_view text, std::size_t from, std::size_t to) {
  auto const link = text.substr(from, to - from);
  auto const dot = link.rfind('.', link.find_first_of("/:?"));
  return dot != std::string_view::npos && dot + 2 < link.size() &&
         std::isupper(static_cast<unsigned char>(link[dot + 1])) &&
         std::islower(static_cast<unsigned char>(link[dot + 2]));
}

void find_links_and_mail(std::string_view text, Finder& finder) {
  auto const free = [&](std::size_t from, std::size_t to) {
    return from > 0 && (joins_word(text[from - 1]) || text[from - 1] == '@') ? 0 : to;
  };
  if (text.find("://") != std::string_view::npos || text.find_first_of("wW") != std::string_view::npos) {
    finder.find(whole_link(), TextRule::link,
                [&](std::size_t from, std::size_t to) { return without_end_signs(text, from, to); });
  }
  if (text.find('@') != std::string_view::npos || text.find("at)") != std::string_view::npos ||
      text.find("at]") != std::string_view::npos) {
    finder.find(email(), TextRule::email, free);
  }
  finder.find(bare_link(), TextRule::link, [&](std::size_t from, std::size_t to) {
    to = without_end_signs(text, from, to);
    return begins_sentence(text, from, to) ? 0 : free(from, to);
  });
}

std::string digits_of(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), is_digit);
  return digits;
}

bool is_money(std::string_view text, std::size_t from) {
  auto const before = text.substr(0, from);
  return before.ends_with("€") || before.ends_with("€ ");
}

void find_numbers(std::string_view text, Finder& finder) {
  finder.find(iban_start(), TextRule::iban, [&](std::size_t from, std::size_t) { return end_of_iban(text, from); });
  finder.find(phone_start(), TextRule::phone, [&](std::size_t from, std::size_t) { return end_of_phone(text, from); });
  finder.find(bsn(), TextRule::bsn, [&](std::size_t from, std::size_t to) {
    bool const is_one = is_free_before(text, from) && is_free_after(text, to) && !is_money(text, from) &&
                        is_bsn(digits_of(text.substr(from, to - from)));
    return is_one ? to : 0;
  });
}

void find_named_bsn(std::string_view text, Finder& finder) {
  constexpr std::size_t words_before = 40;
  finder.find(eight_digits(), TextRule::bsn, [&](std::size_t from, std::size_t to) {
    if (!is_bsn("0" + std::string(text.substr(from, 8)))) return std::size_t{0};
    auto const begin = from - std::min(from, words_before);
    return RE2::PartialMatch({text.data() + begin, from - begin}, says_bsn()) ? to : 0;
  });
}

// A quick look, so that a text without it is not searched.
bool names_bsn(std::string_view text) {
  return std::ranges::any_of(std::array<std::string_view, 5>{"bsn", "BSN", "Bsn", "ervicenummer", "ofinummer"},
                             [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// No postcode ends with SA, SD or SS.
bool is_postcode(std::string_view text, std::size_t from, std::size_t to) {
  static RE2 const pattern{R"([1-9][0-9]{3} ?([A-Za-z]{2})\b)", quiet()};
  re2::StringPiece letters;
  if (!RE2::PartialMatch({text.data() + from, to - from}, pattern, &letters)) return false;
  auto const word = lower({letters.data(), letters.size()});
  return word != "sa" && word != "sd" && word != "ss";
}

bool is_plate(std::string_view text, std::size_t from, std::size_t to) {
  auto const whole = text.substr(from, to - from);
  bool const has_small = std::ranges::any_of(whole, [](unsigned char sign) { return std::islower(sign) != 0; });
  bool const has_vowel = whole.find_first_of("aeiouAEIOU") != std::string_view::npos;
  bool const joins_before = from > 0 && (joins_word(text[from - 1]) || text[from - 1] == '-');
  bool const joins_after = to < text.size() && (joins_word(text[to]) || text[to] == '-');
  return !joins_before && !joins_after && !(has_small && has_vowel);
}

std::vector<Found> find_all(std::string_view text) {
  Finder finder{text};
  if (text.find('.') != std::string_view::npos || text.find("://") != std::string_view::npos) {
    find_links_and_mail(text, finder);
  }
  auto const digits = std::ranges::count_if(text, is_digit);
  if (digits >= 8) {
    find_numbers(text, finder);
    if (names_bsn(text)) find_named_bsn(text, finder);
  }
  if (digits >= 5) {
    finder.find(address(), TextRule::address,
                [&](std::size_t from, std::size_t to) { return is_postcode(text, from, to) ? to : 0; });
  }
  if (digits >= 2) {
    finder.find(plate(), TextRule::plate,
                [&](std::size_t from, std::size_t to) { return is_plate(text, from, to) ? to : 0; });
  }
  return finder.take();
}

// No digit, no dot, no "@": nothing is found in them, nor in them together with what stands beside.
std::string_view mask_of(TextRule rule) {
  switch (rule) {
    case TextRule::email: return "[e-mailadres]";
    case TextRule::link: return "[link]";
    case TextRule::iban: return "[rekeningnummer]";
    case TextRule::phone: return "[telefoonnummer]";
    case TextRule::bsn: return "[BSN]";
    case TextRule::address: return "[adres]";
    case TextRule::plate: return "[kenteken]";
    default: return "[...]";
  }
}

}  // namespace

Does what_does(TextRule rule, Rules const& rules) {
  switch (rule) {
    case TextRule::email: return rules.email;
    case TextRule::link: return rules.link.does;
    case TextRule::iban: return rules.iban;
    case TextRule::phone: return rules.phone;
    case TextRule::bsn: return rules.bsn;
    case TextRule::address: return rules.address;
    case TextRule::plate: return rules.plate;
    default: return Does::off;
  }
}

std::vector<Found> find_personal(std::string_view text, Rules const& rules) {
  auto found = find_all(text);
  std::erase_if(found, [&](Found const& one) {
    if (what_does(one.rule, rules) == Does::off) return true;
    return one.rule == TextRule::link && is_allowed(text.substr(one.from, one.to - one.from), rules.link.allowed);
  });
  return found;
}

std::string masked(std::string_view text, Rules const& rules) {
  return masked(text, rules, find_personal(text, rules));
}

std::string masked(std::string_view text, Rules const& rules, std::vector<Found> found) {
  std::string left{text};
  // What stood beside something that is gone may begin to read as a number itself; each round takes some of it away.
  // Who writes so that it never ends loses the rest of the text in this form of it.
  for (int round = 0; !found.empty(); found = find_personal(left, rules)) {
    if (++round > rounds_max) {
      left.resize(found.front().from);
      left += mask_of(TextRule::signs);
      continue;
    }
    std::string next;
    std::size_t kept = 0;
    for (auto const& one : found) {
      next.append(left, kept, one.from - kept).append(mask_of(one.rule));
      kept = one.to;
    }
    left = next.append(left, kept);
  }
  return left;
}

}  // namespace moderation
