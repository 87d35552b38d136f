#include "moderation/rules.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace moderation {

namespace {

constexpr std::array<std::string_view, 4> does_words{"off", "note", "hold", "refuse"};
constexpr std::size_t texts_max = 1'000;

using Fault = BadRules;  // thrown within this file only

std::string at_line(std::string const& file, toml::source_region const& place) {
  return file + ", line " + std::to_string(place.begin.line) + ": ";
}

std::string joined(std::vector<std::string> const& words) {
  std::string all;
  for (auto const& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

// One table of the file. Whoever asks for a key says by that which keys there are.
class Part {
 public:
  Part(std::string const& file, std::string name, toml::table const* table)
      : file_(file), name_(std::move(name)), table_(table) {}

  Part& does(std::string const& key, Does& into, bool may_refuse = true) {
    auto const* node = find(key);
    if (!node) return *this;
    auto const word = node->value<std::string_view>();
    for (std::size_t i = 0; word && node->is_string() && i < (may_refuse ? 4U : 3U); ++i) {
      if (*word != does_words[i]) continue;
      into = static_cast<Does>(i);
      return *this;
    }
    if (!may_refuse)
      refuse(*node, key, R"(is "off", "note" or "hold": a list of words never refuses, a person looks first)");
    refuse(*node, key, R"(is "off", "note", "hold" or "refuse")");
  }

  Part& whole(std::string const& key, int& into, int min, int max) {
    auto const* node = find(key);
    if (!node) return *this;
    auto const number = node->is_integer() ? node->value<std::int64_t>() : std::nullopt;
    if (!number || *number < min || *number > max) {
      refuse(*node, key, "is a whole number from " + std::to_string(min) + " to " + std::to_string(max));
    }
    into = static_cast<int>(*number);
    return *this;
  }

  Part& truth(std::string const& key, bool& into) {
    auto const* node = find(key);
    if (!node) return *this;
    if (!node->is_boolean()) refuse(*node, key, "is true or false");
    into = *node->value<bool>();
    return *this;
  }

  Part& texts(std::string const& key, std::vector<std::string>& into) {
    auto const* node = find(key);
    if (!node) return *this;
    auto const* list = node->as_array();
    bool const fits = list && list->size() <= texts_max;
    if (!fits) refuse(*node, key, "is a list of texts, at most " + std::to_string(texts_max) + R"(, like ["a", "b"])");
    into.clear();
    for (auto const& one : *list) {
      if (!one.is_string() || one.value<std::string>()->empty()) refuse(one, key, "holds texts only, none empty");
      into.push_back(*one.value<std::string>());
    }
    return *this;
  }

  // After the last key: nothing else may stand there, or a slip of the pen would go unnoticed.
  void end() const {
    if (!table_) return;
    for (auto const& [key, node] : *table_) {
      if (std::ranges::find(known_, key.str()) != known_.end()) continue;
      throw Fault{at_line(file_, node.source()) + "[" + name_ + "] knows no '" + std::string(key.str()) +
                  "'. It knows: " + joined(known_) + "."};
    }
  }

 private:
  toml::node const* find(std::string const& key) {
    known_.push_back(key);
    return table_ ? table_->get(key) : nullptr;
  }
  [[noreturn]] void refuse(toml::node const& node, std::string const& key, std::string const& what) const {
    throw Fault{at_line(file_, node.source()) + "'" + key + "' of [" + name_ + "] " + what + "."};
  }

  std::string const& file_;
  std::string name_;
  toml::table const* table_;
  std::vector<std::string> known_;
};

// The tables of a file.
class Whole {
 public:
  Whole(std::string const& file, toml::table const& table) : file_(file), table_(table) {}

  Part part(std::string const& name) {
    known_.push_back(name);
    auto const* node = table_.get(name);
    if (node && !node->is_table()) {
      throw Fault{at_line(file_, node->source()) + "'" + name + "' is a part of its own: write [" + name + "]."};
    }
    return Part{file_, name, node ? node->as_table() : nullptr};
  }

  void end() const {
    for (auto const& [key, node] : table_) {
      if (std::ranges::find(known_, key.str()) != known_.end()) continue;
      throw Fault{at_line(file_, node.source()) + "there is no rule '" + std::string(key.str()) +
                  "'. There are: " + joined(known_) + "."};
    }
  }

 private:
  std::string const& file_;
  toml::table const& table_;
  std::vector<std::string> known_;
};

void read_personal_rules(Whole& whole, Rules& rules) {
  whole.part("email").does("does", rules.email).end();
  whole.part("iban").does("does", rules.iban).end();
  whole.part("phone").does("does", rules.phone).end();
  whole.part("bsn").does("does", rules.bsn).end();
  whole.part("address").does("does", rules.address).end();
  whole.part("plate").does("does", rules.plate).end();
  whole.part("link").does("does", rules.link.does).texts("allowed", rules.link.allowed).end();
}

void read_words_rule(Whole& whole, WordsRule& words) {
  whole.part("words")
      .does("does", words.does, false)
      .truth("slurs", words.slurs)
      .truth("insults", words.insults)
      .truth("threats", words.threats)
      .truth("own_list", words.own_list)
      .texts("lists", words.lists)
      .texts("add", words.add)
      .texts("except", words.except)
      .end();
}

void read_manner_rules(Whole& whole, Rules& rules) {
  auto& shouting = rules.shouting;
  whole.part("shouting")
      .does("does", shouting.does)
      .whole("letters_min", shouting.letters_min, 1, 1'000)
      .whole("capital_percent", shouting.capital_percent, 1, 100)
      .whole("signs_in_row", shouting.signs_in_row, 0, 1'000)
      .end();
  auto& flooding = rules.flooding;
  whole.part("flooding")
      .does("does", flooding.does)
      .whole("texts", flooding.texts, 1, 1'000)
      .whole("seconds", flooding.seconds, 1, 86'400)
      .end();
  auto& repeating = rules.repeating;
  whole.part("repeating")
      .does("does", repeating.does)
      .whole("alike_percent", repeating.alike_percent, 1, 100)
      .whole("seconds", repeating.seconds, 1, 86'400)
      .whole("letters_min", repeating.letters_min, 3, 1'000)
      .whole("others", repeating.others, 0, 1'000)
      .end();
}

void read_names_rule(Whole& whole, NamesRule& names) {
  whole.part("names")
      .does("looks_like_staff", names.looks_like_staff)
      .does("same_as_staff", names.same_as_staff)
      .does("says_it_is_staff", names.says_it_is_staff)
      .texts("staff", names.staff)
      .texts("roles", names.roles)
      .end();
}

}  // namespace

std::variant<Rules, BadRules> rules_of(std::string_view text, std::string const& name) {
  auto parsed = toml::parse(text, name);
  if (!parsed) {
    auto const& error = parsed.error();
    return BadRules{at_line(name, error.source()) + "this is no TOML: " + std::string(error.description()) +
                    ". moderation/data/rules.example.toml shows how it is written."};
  }
  try {
    Rules rules;
    Whole whole{name, parsed.table()};
    read_personal_rules(whole, rules);
    read_words_rule(whole, rules.words);
    read_manner_rules(whole, rules);
    read_names_rule(whole, rules.names);
    whole.end();
    auto const folder = std::filesystem::path(name).parent_path();
    for (auto& list : rules.words.lists) list = (folder / list).string();
    return rules;
  } catch (Fault const& fault) {
    return fault;
  }
}

std::variant<Rules, BadRules> read_rules(std::string const& file) {
  std::ifstream in(file, std::ios::binary);
  std::string const text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) return BadRules{file + " cannot be read. Look at its name and its rights."};
  return rules_of(text, file);
}

}  // namespace moderation
