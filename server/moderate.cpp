#include "server/moderate.hpp"

#include <algorithm>
#include <cstdio>
#include <istream>
#include <ostream>

#include "moderation/policy.hpp"
#include "moderation/reasons.hpp"
#include "protocol/describe.hpp"
#include "server/text/gate.hpp"

namespace {

constexpr int some_not_judged = 1;
constexpr int rules_unreadable = 71;
constexpr std::size_t line_bytes_max = protocol::limits::inbound_bytes_max;
constexpr std::size_t recent_max = 500;  // texts with author and time that are remembered

// One line without its end; false: there is none. A line that is too long is read to its end and not kept.
bool next_line(std::istream& in, std::string& line, bool& is_too_long) {
  line.clear();
  is_too_long = false;
  char sign = 0;
  bool has_any = false;
  while (in.get(sign)) {
    has_any = true;
    if (sign == '\n') break;
    if (line.size() < line_bytes_max) {
      line += sign;
    } else {
      is_too_long = true;
    }
  }
  if (line.ends_with('\r')) line.pop_back();
  return has_any;
}

// Judges line after line and remembers what had an author and a time.
class Desk {
 public:
  Desk(moderation::Policy const& policy, std::string const& language) : policy_(policy), language_(language) {}

  std::string answer(std::int64_t number, std::string const& line, bool is_too_long) {
    if (is_too_long) {
      return refuse(number, "line_too_long", "more than " + std::to_string(line_bytes_max) + " bytes: split the text");
    }
    if (!text::is_utf8(line)) return refuse(number, "not_utf8", "save the file as UTF-8");
    if (!line.starts_with('{')) return judged(number, {line, std::nullopt, std::nullopt, std::nullopt});
    auto const decoded = protocol::decode_text_to_judge(line);
    if (auto const* bad = std::get_if<protocol::BadInput>(&decoded)) {
      auto const problem = protocol::describe::names<protocol::Problem>.at(static_cast<std::size_t>(bad->problem));
      return refuse(number, std::string(problem), (bad->path.empty() ? "" : bad->path + ": ") + bad->detail);
    }
    return judged(number, std::get<protocol::TextToJudge>(decoded));
  }

  bool has_refused() const { return has_refused_; }

 private:
  std::string refuse(std::int64_t number, std::string error, std::string detail) {
    has_refused_ = true;
    return protocol::encode(protocol::NotJudged{number, std::move(error), std::move(detail)});
  }

  std::string judged(std::int64_t number, protocol::TextToJudge const& line) {
    moderation::Asked asked;
    asked.text = line.text;
    asked.kind = line.kind.value_or(protocol::TextKind::card);
    if (line.author && line.at) {
      asked.author = *line.author;
      asked.at = *line.at;
      asked.recent = recent_;
    }
    auto verdict = policy_.judge(asked);
    if (asked.at) remember({*line.author, *line.at, moderation::print_of(line.text)});
    protocol::JudgedText answer{number, verdict.outcome, std::nullopt, std::nullopt, {}, std::move(verdict.masked)};
    if (auto const* gravest = protocol::gravest(verdict)) {
      answer.reason = gravest->reason;
      if (!language_.empty()) answer.explanation = std::string(moderation::explain(gravest->reason, language_));
    }
    answer.findings = std::move(verdict.findings);
    return protocol::encode(answer);
  }

  void remember(moderation::Recent one) {
    recent_.push_back(std::move(one));
    if (recent_.size() > recent_max) recent_.erase(recent_.begin());
  }

  moderation::Policy const& policy_;
  std::string const& language_;
  std::vector<moderation::Recent> recent_;
  bool has_refused_ = false;
};

}  // namespace

CLI::App const* add_moderate(CLI::App& app, ModerateSettings& settings) {
  auto& command = *app.add_subcommand("moderate", "judge texts from standard input by the rules for texts");
  command.add_option("--rules", settings.rules, "rules file (TOML); moderation/data/rules.example.toml shows all");
  command.add_option("--explain", settings.language, "add what people read for the reason, in nl, fy or en")
      ->check(CLI::IsMember({"nl", "fy", "en"}));
  command.footer(
      "Each line of standard input is a text, or an object:\n"
      "  {\"text\":\"...\",\"kind\":\"card\",\"author\":\"a\",\"at\":1795000000000}\n"
      "kind: card, words, name, message, appeal or alt_text. With author and at (milliseconds) the rules for flooding\n"
      "and repeating look at the lines before. A text that begins with { has to be given as an object.\n"
      "Each line that is not empty gets one object on standard output: verdict (pass, hold, refuse), reason, findings\n"
      "with their place (in bytes and in code points, end not included) and, for personal data, the text masked.\n"
      "A line that cannot be judged gets {\"line\":..,\"error\":..,\"detail\":..}, and the next one follows.\n"
      "Exit codes: 0 all judged, 1 some lines could not be judged, 2 wrong use, 71 the rules cannot be read.");
  return &command;
}

int moderate(ModerateSettings const& settings, std::istream& in, std::ostream& out) {
  auto const fail = [](std::string const& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    return rules_unreadable;
  };
  auto const made = moderation::Policy::read(settings.rules);
  if (auto const* bad = std::get_if<moderation::BadRules>(&made)) return fail(bad->why);

  Desk desk{std::get<moderation::Policy>(made), settings.language};
  std::string line;
  bool is_too_long = false;
  for (std::int64_t number = 1; next_line(in, line, is_too_long); ++number) {
    if (line.empty()) continue;
    out << desk.answer(number, line, is_too_long) << '\n' << std::flush;
    if (!out) return fail("What was judged cannot be written: nobody reads it, or the disk is full.");
  }
  return desk.has_refused() ? some_not_judged : 0;
}
