#include "moderation/policy.hpp"

#include <algorithm>

#include "moderation/look_alikes.hpp"
#include "moderation/personal_data.hpp"
#include "moderation/shouting.hpp"
#include "server/text/gate.hpp"

namespace moderation {

namespace {

using protocol::Finding;
using protocol::Outcome;
using protocol::Span;
using protocol::TextKind;
using protocol::TextReason;
using protocol::TextRule;
using protocol::Verdict;

Outcome outcome_of(Does does) {
  return does == Does::refuse ? Outcome::refuse : does == Does::hold ? Outcome::hold : Outcome::pass;
}

TextReason reason_of(TextRule rule) {
  switch (rule) {
    case TextRule::email: return TextReason::has_email;
    case TextRule::link: return TextReason::has_link;
    case TextRule::iban: return TextReason::has_iban;
    case TextRule::phone: return TextReason::has_phone;
    case TextRule::bsn: return TextReason::has_bsn;
    case TextRule::address: return TextReason::has_address;
    default: return TextReason::has_plate;
  }
}

// Collects what the rules find in one text.
class Judging {
 public:
  explicit Judging(std::string_view text) : text_(text) {}

  void add(TextRule rule, TextReason reason, Does does, std::optional<std::pair<std::size_t, std::size_t>> place = {}) {
    if (does == Does::off) return;
    Finding finding{rule, reason, outcome_of(does), std::nullopt};
    if (place) {
      auto const before = signs(0, place->first);
      finding.span =
          Span{whole(place->first), whole(place->second), before, before + signs(place->first, place->second)};
    }
    verdict_.outcome = std::max(verdict_.outcome, finding.outcome);
    verdict_.findings.push_back(finding);
  }

  Verdict take() { return std::move(verdict_); }
  Verdict& verdict() { return verdict_; }

 private:
  static std::int64_t whole(std::size_t place) { return static_cast<std::int64_t>(place); }
  std::int64_t signs(std::size_t from, std::size_t to) const {
    return std::ranges::count_if(text_.substr(from, to - from),
                                 [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; });
  }

  std::string_view text_;
  Verdict verdict_;
};

void judge_personal(std::string_view text, Rules const& rules, Judging& judging) {
  auto const found = find_personal(text, rules);
  for (auto const& one : found) {
    judging.add(one.rule, reason_of(one.rule), what_does(one.rule, rules), std::pair{one.from, one.to});
  }
  if (!found.empty()) judging.verdict().masked = masked(text, rules, found);
}

Does what_does(TextReason reason, NamesRule const& rule) {
  switch (reason) {
    case TextReason::looks_like_staff: return rule.looks_like_staff;
    case TextReason::same_as_staff: return rule.same_as_staff;
    case TextReason::says_it_is_staff: return rule.says_it_is_staff;
    default: return Does::refuse;
  }
}

void judge_time(Asked const& asked, Rules const& rules, Judging& judging) {
  if (!asked.at) return;
  if (rules.flooding.does != Does::off && is_flooding(asked.author, *asked.at, asked.recent, rules.flooding)) {
    judging.add(TextRule::flooding, TextReason::too_many_texts, rules.flooding.does);
  }
  if (rules.repeating.does == Does::off || asked.recent.empty()) return;
  if (is_repeating(asked.author, *asked.at, print_of(asked.text), asked.recent, rules.repeating)) {
    judging.add(TextRule::repeating, TextReason::said_before, rules.repeating.does);
  }
}

}  // namespace

std::variant<Policy, BadRules> Policy::make(Rules rules) {
  auto words = WordList::make(rules.words);
  if (auto* bad = std::get_if<BadRules>(&words)) return std::move(*bad);
  return Policy{std::move(rules), std::move(std::get<WordList>(words))};
}

std::variant<Policy, BadRules> Policy::read(std::string const& file) {
  Rules rules;
  if (!file.empty()) {
    auto read = read_rules(file);
    if (auto* bad = std::get_if<BadRules>(&read)) return std::move(*bad);
    rules = std::move(std::get<Rules>(read));
  }
  return make(std::move(rules));
}

Verdict Policy::judge(Asked const& asked) const {
  Judging judging{asked.text};
  if (!text::is_utf8(asked.text)) {
    judging.add(TextRule::signs, TextReason::text_has_odd_signs, Does::refuse);
    return judging.take();
  }
  judge_personal(asked.text, rules_, judging);
  if (rules_.words.does != Does::off) {
    for (auto const& one : words_.find(asked.text)) {
      judging.add(TextRule::words, one.reason, rules_.words.does, std::pair{one.from, one.to});
    }
  }
  if (asked.kind == TextKind::name) {
    auto const reason = judge_name(asked.text, asked.staff, rules_.names);
    if (reason) judging.add(TextRule::names, *reason, what_does(*reason, rules_.names));
  } else {
    auto const shouted = rules_.shouting.does == Does::off ? std::nullopt : find_shouting(asked.text, rules_.shouting);
    if (shouted) judging.add(TextRule::shouting, TextReason::is_shouting, rules_.shouting.does, *shouted);
    judge_time(asked, rules_, judging);
  }
  return judging.take();
}

}  // namespace moderation
