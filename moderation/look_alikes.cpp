#include "moderation/look_alikes.hpp"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "protocol/personal.hpp"
#include "server/text/gate.hpp"

namespace moderation {

namespace {

using protocol::TextReason;

// How a name is read and how it looks, whole and word by word.
struct Read {
  std::string typed;  // small letters, for "simply the same"
  std::string reading;
  std::string looks;
  std::vector<std::string> words;  // readings
};

std::pair<std::string, std::string> folds(std::string const& folded) {
  auto const between = folded.find(protocol::between_folds);
  return {folded.substr(0, between), folded.substr(between + 1)};
}

// Runs of letters, marks and digits.
std::vector<std::string> parts_of(icu::UnicodeString const& name) {
  std::vector<std::string> parts;
  icu::UnicodeString part;
  auto const end_part = [&] {
    if (!part.isEmpty()) part.toUTF8String(parts.emplace_back());
    part.remove();
  };
  for (int32_t place = 0; place < name.length(); place = name.moveIndex32(place, 1)) {
    auto const sign = name.char32At(place);
    bool const joins = u_isalnum(sign) || sign == '|' || sign == '!' || (U_GET_GC_MASK(sign) & U_GC_M_MASK) != 0;
    if (joins) {
      part.append(sign);
    } else {
      end_part();
    }
  }
  end_part();
  return parts;
}

Read read_of(text::Name const& gated) {
  Read read;
  auto const name = icu::UnicodeString::fromUTF8(gated.name);
  icu::UnicodeString{name}.foldCase().toUTF8String(read.typed);
  std::tie(read.reading, read.looks) = folds(gated.folded);
  for (auto const& part : parts_of(name)) {
    auto const word = text::gate_name(part);
    if (auto const* fine = std::get_if<text::Name>(&word)) read.words.push_back(folds(fine->folded).first);
  }
  return read;
}

std::string joined_words(std::vector<std::string> const& words) {
  std::string all;
  for (auto const& word : words) all += word;
  return all;
}

std::vector<std::string> role_words(NamesRule const& rule) {
  std::vector<std::string> words;
  for (auto const& role : rule.roles) {
    auto const gated = text::gate_name(role);
    if (auto const* fine = std::get_if<text::Name>(&gated)) words.push_back(folds(fine->folded).first);
  }
  return words;
}

// A whole name of at least two words, inside a longer one: "Ada Jansen (zaal)".
bool holds_name(std::vector<std::string> const& words, std::vector<std::string> const& name) {
  return name.size() >= 2 && std::search(words.begin(), words.end(), name.begin(), name.end()) != words.end();
}

// `plain`: the name without the words of a role.
std::optional<TextReason> compared(Read const& read, std::string const& plain, Read const& staff) {
  if (read.typed == staff.typed) return TextReason::same_as_staff;
  bool const is_alike = read.reading == staff.reading || read.looks == staff.looks ||
                        (!plain.empty() && plain == joined_words(staff.words));
  if (is_alike) return TextReason::looks_like_staff;
  if (holds_name(read.words, staff.words)) return TextReason::same_as_staff;
  return std::nullopt;
}

std::optional<TextReason> why_not(protocol::Refusal refusal) {
  switch (refusal) {
    case protocol::Refusal::name_empty: return TextReason::name_empty;
    case protocol::Refusal::name_too_long: return TextReason::name_too_long;
    default: return TextReason::name_has_odd_signs;
  }
}

}  // namespace

std::optional<TextReason> judge_name(std::string_view name, std::span<std::string const> staff, NamesRule const& rule) {
  auto const gated = text::gate_name(name);
  if (auto const* no = std::get_if<protocol::Refusal>(&gated)) return why_not(*no);
  auto const read = read_of(std::get<text::Name>(gated));
  auto const roles = role_words(rule);
  auto plain = read.words;
  bool const says_role =
      std::erase_if(plain, [&](auto const& word) { return std::ranges::find(roles, word) != roles.end(); }) > 0;

  std::optional<TextReason> found;
  auto const look_at = [&](std::string const& one) {
    auto const gated_one = text::gate_name(one);
    auto const* fine = std::get_if<text::Name>(&gated_one);
    if (!fine) return;
    auto const reason = compared(read, joined_words(plain), read_of(*fine));
    if (reason && (!found || *reason == TextReason::looks_like_staff)) found = reason;
  };
  std::ranges::for_each(staff, look_at);
  std::ranges::for_each(rule.staff, look_at);
  if (!found && says_role) found = TextReason::says_it_is_staff;
  return found;
}

}  // namespace moderation
