#pragma once
// Lists of words: where a person had better look first. They only suggest; what they find is held and never refused.
// A list is a file of patterns (moderation/data/words-nl.txt says how), matched on the folded text by RE2. Made once;
// after that const, any thread.

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "moderation/rules.hpp"
#include "protocol/verdict.hpp"

namespace moderation {

struct FoundWords {
  protocol::TextReason reason;
  std::size_t from;  // bytes of the text, end not included
  std::size_t to;
  bool operator==(FoundWords const&) const = default;
};

class WordList {
 public:
  // Reads the lists that the rule names.
  static std::variant<WordList, BadRules> make(WordsRule const& rule);

  // In the order of the text; a place is named once, by the gravest reason (threat, slur, insult).
  std::vector<FoundWords> find(std::string_view text) const;

  WordList(WordList&&) noexcept;
  WordList& operator=(WordList&&) noexcept;
  ~WordList();

 private:
  struct Patterns;
  explicit WordList(std::unique_ptr<Patterns> patterns);

  std::unique_ptr<Patterns> patterns_;
};

}  // namespace moderation
