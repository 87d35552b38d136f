// What always holds of a verdict, whatever the bytes: it comes, its places lie in the text, masking takes away what was
// found and nothing is found in what is left.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "moderation/personal_data.hpp"
#include "moderation/policy.hpp"
#include "server/text/gate.hpp"

namespace {

using moderation::Policy;
using moderation::Rules;
using protocol::Outcome;
using protocol::TextKind;
using protocol::TextRule;

Policy const& policy() {
  static auto const made = Policy::make(Rules{});
  return std::get<Policy>(made);
}

// Plausible pieces, glued: numbers that nearly are something, words, signs that hide.
rc::Gen<std::string> texts() {
  auto const piece = rc::gen::element<std::string>(
      "06-12345678", "0612345678", "06", "12", "1234", "NL91ABNA0417164300", "NL91 ABNA ", "111222333", "111",
      "8601 AB", "8601AB 12", " ", " ", " ", "-", ".", "@", "jan@example.nl", "www.", "https://", "example.nl",
      "AB-12-34", "AB", "é", "\u200B", "\u202E", "К", "hoer", "k u t", "n1kker", "klootzak", "jij bent een ", "!!!!!!!",
      "ROEPEN", "[link]", "+31", "(0", ")", "/", "\n", "ik ga je ", "vermoorden", "*", "1", "0", "😀", "a", "\xC3",
      "\xFF");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](std::vector<std::string> const& all) {
    std::string text;
    for (auto const& one : all) text += one;
    return text;
  });
}

bool is_masking(TextRule rule) { return rule <= TextRule::plate; }

void expect_whole(std::string const& text) {
  auto const verdict = policy().judge({text, TextKind::card});
  auto gravest = Outcome::pass;
  for (auto const& finding : verdict.findings) {
    gravest = std::max(gravest, finding.outcome);
    RC_ASSERT(finding.rule != TextRule::words || finding.outcome == Outcome::hold);
    if (!finding.span) continue;
    auto const& span = *finding.span;
    RC_ASSERT(0 <= span.from_byte && span.from_byte < span.to_byte);
    RC_ASSERT(static_cast<std::size_t>(span.to_byte) <= text.size());
    auto const part =
        text.substr(static_cast<std::size_t>(span.from_byte), static_cast<std::size_t>(span.to_byte - span.from_byte));
    RC_ASSERT(text::is_utf8(part));
    RC_ASSERT(span.to_sign - span.from_sign <= span.to_byte - span.from_byte);
  }
  RC_ASSERT(verdict.outcome == gravest);
  bool const has_personal = std::ranges::any_of(verdict.findings, [](auto const& one) { return is_masking(one.rule); });
  RC_ASSERT(verdict.masked.has_value() == has_personal);
  if (!verdict.masked) return;
  RC_ASSERT(text::is_utf8(*verdict.masked));
  for (auto const& finding : policy().judge({*verdict.masked, TextKind::card}).findings) {
    RC_ASSERT(!is_masking(finding.rule));
  }
  RC_ASSERT(moderation::masked(*verdict.masked, Rules{}) == *verdict.masked);
}

RC_GTEST_PROP(Verdicts, are_whole_for_plausible_texts, ()) { expect_whole(*texts()); }

RC_GTEST_PROP(Verdicts, are_whole_for_any_bytes, ()) { expect_whole(*rc::gen::arbitrary<std::string>()); }

RC_GTEST_PROP(Verdicts, are_the_same_for_the_same_text, ()) {
  auto const text = *texts();
  RC_ASSERT(policy().judge({text, TextKind::name}) == policy().judge({text, TextKind::name}));
}

}  // namespace
