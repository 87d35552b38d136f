// Prints what the rules make of the real data beside the checkout, as tables for moderation/README.md. `--cases` adds
// the texts that HateCheck calls harmless and the rules hold. Usage: moderation_report [--cases]

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "tests/unit/moderation/real_data.hpp"

namespace {

void print_row(std::string const& name, real_data::Count const& count) {
  std::printf("| `%s` | %d | %d | %d | %d | %d %% |\n", name.c_str(), count.all(), count.passed, count.held,
              count.refused, count.all() == 0 ? 0 : (count.held * 100 + count.all() / 2) / count.all());
}

void print_hatecheck() {
  real_data::Count harmful, harmless;
  std::printf("| functionality | cases | pass | held | refused | held |\n|---|---|---|---|---|---|\n");
  for (auto const& [name, count] : real_data::hatecheck()) {
    print_row(name, count);
    auto& sum = real_data::is_harmless(name) ? harmless : harmful;
    sum.passed += count.passed;
    sum.held += count.held;
    sum.refused += count.refused;
  }
  print_row("all of _h", harmful);
  print_row("all of _nh", harmless);
}

std::string found_in(std::string const& text, protocol::Verdict const& verdict) {
  std::string all;
  for (auto const& one : verdict.findings) {
    auto const rule = protocol::describe::names<protocol::TextRule>.at(static_cast<std::size_t>(one.rule));
    all += (all.empty() ? "" : "; ") + std::string(rule) + " \"";
    if (one.span) {
      all += text.substr(static_cast<std::size_t>(one.span->from_byte),
                         static_cast<std::size_t>(one.span->to_byte - one.span->from_byte));
    }
    all += "\"";
  }
  return all;
}

// What is found in labelled texts that nobody labelled as such.
void print_false_alarms() {
  std::printf("\nFound in pii-nl without a label of a telephone number, mail address or link:\n\n");
  for (auto const* kind :
       {"phone_numbers", "emails", "urls", "identifiers", "locations", "names", "dates", "ages", "institutions"}) {
    for (auto const& example : real_data::labelled(kind)) {
      auto verdict = real_data::plain_policy().judge({example.text});
      std::erase_if(verdict.findings, [&](protocol::Finding const& one) {
        return std::ranges::any_of(example.annotations, [&](real_data::Annotation const& label) {
          return one.span && label.start_char == one.span->from_sign && label.end_char == one.span->to_sign;
        });
      });
      if (!verdict.findings.empty()) {
        std::printf("- %s: %s in \"%s\"\n", kind, found_in(example.text, verdict).c_str(), example.text.c_str());
      }
    }
  }
}

void print_held_harmless() {
  std::printf("\nHeld and harmless:\n\n");
  auto const rows = support::read_csv(real_data::read("hatecheck-nl/hatecheck_cases_final_dutch.part.csv"));
  for (auto const& row : rows) {
    auto const verdict = real_data::plain_policy().judge({row.at(2)});
    if (!real_data::is_harmless(row.at(1)) || verdict.outcome == protocol::Outcome::pass) continue;
    std::printf("- %s: %s\n", row.at(1).c_str(), found_in(row.at(2), verdict).c_str());
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (real_data::hatecheck().empty()) return std::printf("no shared data at %s\n", SHARED_DATA), 1;
  print_hatecheck();
  print_false_alarms();
  if (argc > 1 && std::strcmp(argv[1], "--cases") == 0) print_held_harmless();
  return 0;
}
