#pragma once
// All rules together: a text goes in, a verdict comes out, with which rule fired and where. What a room asks and what
// `plekberaad moderate` asks is this. Made once; after that const, any thread.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "moderation/flooding.hpp"
#include "moderation/rules.hpp"
#include "moderation/word_list.hpp"
#include "protocol/verdict.hpp"

namespace moderation {

struct Asked {
  std::string_view text;
  protocol::TextKind kind = protocol::TextKind::card;
  std::span<std::string const> staff{};  // for a name: who leads
  // With a time, what the author and others sent lately is looked at as well.
  std::string_view author{};
  std::optional<protocol::Millis> at{};
  std::span<Recent const> recent{};
};

class Policy {
 public:
  static std::variant<Policy, BadRules> make(Rules rules);
  // From a rules file; "": the rules that hold without one.
  static std::variant<Policy, BadRules> read(std::string const& file);

  protocol::Verdict judge(Asked const& asked) const;
  Rules const& rules() const { return rules_; }

 private:
  Policy(Rules rules, WordList words) : rules_(std::move(rules)), words_(std::move(words)) {}

  Rules rules_;
  WordList words_;
};

}  // namespace moderation
