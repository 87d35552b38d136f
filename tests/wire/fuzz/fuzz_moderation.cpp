// Fuzz target: the rules for texts. Any bytes get a verdict; its places lie in the text; only words and names that are
// what they seem are judged; masking takes away what was found, and a second time changes nothing.

#include "moderation/personal_data.hpp"
#include "moderation/policy.hpp"
#include "server/text/gate.hpp"
#include "tests/wire/fuzz/fuzz.hpp"

namespace {

moderation::Policy const& policy() {
  static auto const made = moderation::Policy::make({});
  return std::get<moderation::Policy>(made);
}

void keep_promises(std::string_view text, protocol::Verdict const& verdict) {
  auto gravest = protocol::Outcome::pass;
  for (auto const& finding : verdict.findings) {
    gravest = std::max(gravest, finding.outcome);
    bool const suggests = finding.rule != protocol::TextRule::words || finding.outcome == protocol::Outcome::hold;
    fuzz::promise(suggests, "a list of words only suggests");
    if (!finding.span) continue;
    auto const& span = *finding.span;
    bool const is_inside = 0 <= span.from_byte && span.from_byte < span.to_byte &&
                           span.to_byte <= static_cast<std::int64_t>(text.size()) && span.from_sign < span.to_sign;
    fuzz::promise(is_inside, "a place lies in the text");
    auto const part =
        text.substr(static_cast<std::size_t>(span.from_byte), static_cast<std::size_t>(span.to_byte - span.from_byte));
    fuzz::promise(text::is_utf8(part), "a place holds whole signs");
  }
  fuzz::promise(verdict.outcome == gravest, "the outcome is that of the gravest finding");
}

}  // namespace

FUZZ_TARGET(bytes) {
  std::vector<std::string> const staff{"Ada Jansen"};
  fuzz::Choices choices{bytes};
  auto const kind = choices.byte() % 2 == 0 ? protocol::TextKind::card : protocol::TextKind::name;
  auto const text = choices.rest();
  auto const verdict = policy().judge({text, kind, staff});
  keep_promises(text, verdict);
  fuzz::promise(moderation::alike(moderation::print_of(text), moderation::print_of(text)) == 100, "alike to itself");
  if (!text::is_utf8(text)) {
    fuzz::promise(verdict.outcome == protocol::Outcome::refuse, "what is no UTF-8 is refused");
  }
  if (!verdict.masked) return;
  fuzz::promise(moderation::find_personal(*verdict.masked, {}).empty(), "nothing is left when it is masked");
  fuzz::promise(moderation::masked(*verdict.masked, {}) == *verdict.masked, "masking twice changes nothing");
}
