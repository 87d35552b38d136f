#include "moderation/reasons.hpp"

#include <map>
#include <stdexcept>
#include <string>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "moderation/data.hpp"
#include "protocol/describe.hpp"

namespace moderation {

namespace {

using Sentences = std::map<std::string, std::string, std::less<>>;

std::map<std::string, Sentences, std::less<>> sentences() {
  auto const parsed = toml::parse(data::reasons, std::string("reasons.toml"));
  if (!parsed) throw std::runtime_error("reasons.toml: " + std::string(parsed.error().description()));
  std::map<std::string, Sentences, std::less<>> all;
  for (auto const& [reason, languages] : parsed.table()) {
    for (auto const& [language, sentence] : *languages.as_table()) {
      all[std::string(reason.str())][std::string(language.str())] = sentence.value_or(std::string{});
    }
  }
  return all;
}

}  // namespace

std::string_view explain(protocol::TextReason reason, std::string_view language) {
  static auto const all = sentences();
  auto const name = protocol::describe::names<protocol::TextReason>.at(static_cast<std::size_t>(reason));
  auto const& languages = all.find(name)->second;
  auto const sentence = languages.find(language);
  return sentence == languages.end() ? languages.find("nl")->second : sentence->second;
}

}  // namespace moderation
