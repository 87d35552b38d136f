#include "moderation/word_list.hpp"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>

#include "moderation/data.hpp"
#include "moderation/folding.hpp"

namespace moderation {

namespace {

using protocol::TextReason;

constexpr std::size_t file_bytes_max = 1024 * 1024;
constexpr std::int64_t pattern_memory = 64 << 20;  // RE2 builds what it needs of it, and starts anew when it is full

// The gravest first.
constexpr std::array<std::pair<std::string_view, TextReason>, 3> kinds{
    {{"threat", TextReason::maybe_threat}, {"slur", TextReason::maybe_slur}, {"insult", TextReason::maybe_insult}}};

RE2::Options longest() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_longest_match(true);
  options.set_max_mem(pattern_memory);
  return options;
}

// The patterns of some lists, by kind.
class Lists {
 public:
  void read(std::string_view list, std::string const& name) {
    name_ = name;
    line_ = 0;
    parts_.clear();
    while (!list.empty()) {
      auto const end = list.find('\n');
      ++line_;
      read_line(list.substr(0, end));
      list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
    }
  }

  void add(TextReason reason, std::string const& pattern) {
    auto& all = patterns_[reason];
    all += (all.empty() ? "" : "|") + pattern;
  }

  std::map<TextReason, std::string> const& patterns() const { return patterns_; }
  std::string const& denials() const { return denials_; }

 private:
  void read_line(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') return;
    auto [word, rest] = cut(line);
    if (word == "part") {
      auto const [name, pattern] = cut(rest);
      if (name.empty() || pattern.empty()) refuse("a part has a name and a pattern");
      parts_[std::string(name)] = checked(pattern);
      return;
    }
    auto const kind = std::ranges::find(kinds, word, &std::pair<std::string_view, TextReason>::first);
    if (kind == kinds.end() && word != "denial") refuse("a line begins with part, slur, insult, threat, denial or #");
    if (rest.empty()) refuse("behind the kind stands a pattern");
    if (kind == kinds.end()) {
      denials_ += (denials_.empty() ? "" : "|") + checked(rest);
    } else {
      add(kind->second, checked(rest));
    }
  }

  static std::pair<std::string_view, std::string_view> cut(std::string_view line) {
    auto const space = line.find(' ');
    if (space == std::string_view::npos) return {line, {}};
    return {line.substr(0, space), line.substr(space + 1)};
  }

  // With the parts put in; in brackets, so that it can stand anywhere.
  std::string checked(std::string_view pattern) {
    std::string whole;
    while (!pattern.empty()) {
      auto const open = pattern.find('<');
      whole += pattern.substr(0, open);
      if (open == std::string_view::npos) break;
      auto const close = pattern.find('>', open);
      auto const name = pattern.substr(open + 1, close == std::string_view::npos ? close : close - open - 1);
      auto const part = parts_.find(std::string(name));
      if (part == parts_.end()) refuse("there is no part <" + std::string(name) + "> above it");
      whole += part->second;
      pattern.remove_prefix(close == std::string_view::npos ? pattern.size() : close + 1);
    }
    whole = "(?:" + whole + ")";
    RE2 const tried{whole, longest()};
    if (!tried.ok()) refuse("the pattern cannot be read: " + tried.error());
    return whole;
  }

  [[noreturn]] void refuse(std::string const& what) const {
    throw BadRules{name_ + ", line " + std::to_string(line_) + ": " + what + "."};
  }

  std::string name_;
  int line_ = 0;
  std::map<std::string, std::string> parts_;
  std::map<TextReason, std::string> patterns_;
  std::string denials_;
};

std::string list_in(std::string const& file) {
  std::ifstream in(file, std::ios::binary);
  std::string const text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) {
    throw BadRules{file + " cannot be read. It is named in 'lists' of [words]: look at its name and its rights."};
  }
  if (text.size() > file_bytes_max) throw BadRules{file + " is larger than 1 MiB: leave words out."};
  return text;
}

bool is_wanted(TextReason reason, WordsRule const& rule) {
  return reason == TextReason::maybe_slur     ? rule.slurs
         : reason == TextReason::maybe_insult ? rule.insults
                                              : rule.threats;
}

// "geen mens verdient het te sterven": with the two words before, because that is where a denial stands.
bool is_denied(RE2 const& denial, std::string const& text, std::size_t from, std::size_t to) {
  for (int words = 0; words < 2 && from > 0; ++words) {
    auto const space = from < 2 ? std::string::npos : text.rfind(' ', from - 2);
    from = space == std::string::npos ? 0 : space + 1;
  }
  return RE2::PartialMatch({text.data() + from, to - from}, denial);
}

std::string word_folded(std::string const& word) {
  auto letters = folded(word);
  if (letters.find_first_not_of("_ ") == std::string::npos) {
    throw BadRules{"[words] names '" + word + "', which holds no Latin letter: leave it out."};
  }
  return letters;
}

}  // namespace

struct WordList::Patterns {
  std::vector<std::pair<TextReason, std::unique_ptr<RE2>>> of;
  std::unique_ptr<RE2::Set> all;  // says in one go which of them find anything
  std::unique_ptr<RE2> denial;    // none: nothing is denied
  std::vector<std::string> except;
};

WordList::WordList(std::unique_ptr<Patterns> patterns) : patterns_(std::move(patterns)) {}
WordList::WordList(WordList&&) noexcept = default;
WordList& WordList::operator=(WordList&&) noexcept = default;
WordList::~WordList() = default;

std::variant<WordList, BadRules> WordList::make(WordsRule const& rule) {
  BadRules const too_long{"The lists of words are too long together: leave some out."};
  try {
    Lists lists;
    if (rule.own_list) lists.read(data::words_nl, "words-nl.txt");
    for (auto const& file : rule.lists) lists.read(list_in(file), file);
    for (auto const& word : rule.add) lists.add(TextReason::maybe_slur, RE2::QuoteMeta(word_folded(word)));
    auto patterns = std::make_unique<Patterns>();
    patterns->all = std::make_unique<RE2::Set>(longest(), RE2::UNANCHORED);
    for (auto const& [name, reason] : kinds) {
      auto const found = lists.patterns().find(reason);
      if (found == lists.patterns().end() || !is_wanted(reason, rule)) continue;
      auto const pattern = "\\b(?:" + found->second + ")\\b";
      auto whole = std::make_unique<RE2>(pattern, longest());
      if (!whole->ok() || patterns->all->Add(pattern, nullptr) < 0) return too_long;
      patterns->of.emplace_back(reason, std::move(whole));
    }
    if (!patterns->of.empty() && !patterns->all->Compile()) return too_long;
    if (!lists.denials().empty()) {
      patterns->denial = std::make_unique<RE2>("\\b(?:" + lists.denials() + ")\\b", longest());
      if (!patterns->denial->ok()) return too_long;
    }
    for (auto const& word : rule.except) patterns->except.push_back(word_folded(word));
    return WordList{std::move(patterns)};
  } catch (BadRules const& bad) {
    return bad;
  }
}

std::vector<FoundWords> WordList::find(std::string_view text) const {
  std::vector<FoundWords> found;
  if (patterns_->of.empty()) return found;
  auto const is_new = [&](std::size_t from, std::size_t to) {
    return std::ranges::none_of(found, [&](FoundWords const& one) { return one.from < to && from < one.to; });
  };
  for (auto const& reading : readings_of(text)) {
    re2::StringPiece const whole{reading.text};
    std::vector<int> firing;
    RE2::Set::ErrorInfo trouble{RE2::Set::kNoError};
    if (!patterns_->all->Match(whole, &firing, &trouble)) {
      if (trouble.kind == RE2::Set::kNoError) continue;
      // It had no memory to tell; then each is asked, which needs less.
      firing.resize(patterns_->of.size());
      std::iota(firing.begin(), firing.end(), 0);
    }
    std::ranges::sort(firing);
    for (auto const number : firing) {
      auto const& [reason, pattern] = patterns_->of[static_cast<std::size_t>(number)];
      re2::StringPiece hit;
      for (std::size_t at = 0; pattern->Match(whole, at, whole.size(), RE2::UNANCHORED, &hit, 1) && !hit.empty();) {
        auto const begin = static_cast<std::size_t>(hit.data() - whole.data());
        at = begin + hit.size();
        bool const is_excepted =
            std::ranges::find(patterns_->except, std::string_view{hit.data(), hit.size()}) != patterns_->except.end();
        bool const is_said = reason == TextReason::maybe_slur || !patterns_->denial ||
                             !is_denied(*patterns_->denial, reading.text, begin, at);
        if (is_excepted || !is_said) continue;
        auto const from = reading.from[begin];
        auto const to = reading.to[at - 1];
        if (is_new(from, to)) found.push_back({reason, from, to});
      }
    }
  }
  std::ranges::sort(found, {}, &FoundWords::from);
  return found;
}

}  // namespace moderation
