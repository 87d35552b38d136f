// Which text of which command must hold what; see gate.hpp. The text itself is never touched.

#include "server/text/gate.hpp"

#include <unicode/brkiter.h>

#include <algorithm>
#include <memory>

#include "protocol/limits.hpp"
#include "server/text/signs.hpp"

namespace text {

namespace {

using namespace protocol;

// What is asked of one field. `graphemes_max` 0: the limit in bytes (decoder) is enough.
struct Rule {
  bool may_be_empty = false;
  bool is_one_line = false;
  std::size_t graphemes_max = 0;
};
constexpr Rule card{false, false, limits::card_graphemes_max};
constexpr Rule gist{false, false, limits::gist_graphemes_max};
constexpr Rule told{false, false, limits::told_graphemes_max};
constexpr Rule line{false, false, limits::line_graphemes_max};
constexpr Rule words{};
constexpr Rule title{false, true, 0};
constexpr Rule question{};
constexpr Rule optional_text{true, false, 0};

bool is_allowed(UChar32 sign, Rule const& rule) {
  if (sign < 0 || is_noncharacter(sign) || is_override(sign)) return false;
  if (rule.is_one_line && is_line_break(sign)) return false;
  return !is_control(sign) || sign == '\n' || sign == '\t';
}

// Printable ASCII, which most of what people type is: every sign is allowed, and each is one grapheme.
std::optional<Refusal> judge_plain(std::string_view text, Rule const& rule) {
  if (!rule.may_be_empty && text.find_first_not_of(' ') == std::string_view::npos) return Refusal::text_empty;
  if (rule.graphemes_max > 0 && text.size() > rule.graphemes_max) return Refusal::text_too_long;
  return std::nullopt;
}

std::optional<Refusal> judge(std::string_view utf8, Rule const& rule) {
  if (std::ranges::all_of(utf8, [](char sign) { return sign >= 0x20 && sign < 0x7F; })) return judge_plain(utf8, rule);
  auto const signs = signs_of(utf8);
  if (!std::ranges::all_of(signs, [&](UChar32 sign) { return is_allowed(sign, rule); }) || !isolates_balance(signs)) {
    return Refusal::text_has_odd_signs;
  }
  if (!rule.may_be_empty && std::ranges::all_of(signs, is_unseen)) return Refusal::text_empty;
  if (rule.graphemes_max > 0 && graphemes(utf8) > rule.graphemes_max) return Refusal::text_too_long;
  return std::nullopt;
}

// Keeps the first fault; fields are named in the order of the message.
class Inspection {
 public:
  explicit Inspection(std::string before) : before_(std::move(before)) {}

  template <std::size_t Max>
  Inspection& field(std::string_view name, Text<Max> const& text, Rule const& rule) {
    if (fault_) return *this;
    if (auto const refusal = judge(text.value, rule)) fault_ = Fault{*refusal, before_ + std::string(name)};
    return *this;
  }
  template <std::size_t Max>
  Inspection& field(std::string_view name, std::optional<Text<Max>> const& text, Rule const& rule) {
    return text ? field(name, *text, rule) : *this;
  }
  std::optional<Fault> fault() const { return fault_; }

 private:
  std::string before_;
  std::optional<Fault> fault_;
};

Inspection body() { return Inspection("body."); }

std::optional<Fault> inspect(Say const& say) { return body().field("words", say.words, words).fault(); }
std::optional<Fault> inspect(AddGist const& add) { return body().field("gist", add.gist, gist).fault(); }
std::optional<Fault> inspect(PostCard const& post) { return body().field("text", post.text, card).fault(); }
std::optional<Fault> inspect(EditCard const& edit) { return body().field("text", edit.text, card).fault(); }
std::optional<Fault> inspect(MakeTheme const& make) { return body().field("title", make.title, title).fault(); }
std::optional<Fault> inspect(RenameTheme const& name) { return body().field("title", name.title, title).fault(); }
std::optional<Fault> inspect(MessageTables const& ask) { return body().field("text", ask.text, told).fault(); }
std::optional<Fault> inspect(WriteLine const& ask) { return body().field("text", ask.text, line).fault(); }
std::optional<Fault> inspect(HideItem const& hide) {
  return body().field("reason", hide.reason, optional_text).fault();
}
std::optional<Fault> inspect(ReturnCard const& back) { return body().field("note", back.note, optional_text).fault(); }
std::optional<Fault> inspect(RemoveSeat const& remove) {
  return body().field("reason", remove.reason, optional_text).fault();
}
std::optional<Fault> inspect(CorrectRoom const& correct) {
  return body()
      .field("place", correct.place, title)
      .field("question", correct.question, question)
      .field("listen_here", correct.listen_here, optional_text)
      .fault();
}
std::optional<Fault> inspect(CorrectPhase const& correct) {
  return body().field("title", correct.title, title).field("instruction", correct.instruction, optional_text).fault();
}

std::optional<Fault> inspect(AskConsent const& ask) { return body().field("proposal", ask.proposal, question).fault(); }
std::optional<Fault> inspect(AnswerConsent const& answer) {
  return body().field("objection", answer.objection, gist).fault();
}

// Commands without text, or with a name only (gate_name). A new command with text must be added above: the test that
// walks over all commands' fields reminds you.
template <class Command>
std::optional<Fault> inspect(Command const&) {
  return std::nullopt;
}

}  // namespace

std::optional<Fault> check(protocol::Command const& command) {
  return std::visit([](auto const& any) { return inspect(any); }, command);
}

std::optional<Fault> check_plan(PlaceText const& place, QuestionText const& asked, ListenText const& listen_here,
                                std::vector<PhasePlan> const& phases) {
  auto const head = Inspection("")
                        .field("place", place, title)
                        .field("question", asked, question)
                        .field("listen_here", listen_here, optional_text)
                        .fault();
  if (head) return head;
  for (std::size_t i = 0; i < phases.size(); ++i) {
    auto const where = "phases[" + std::to_string(i) + "].";
    auto const fault = Inspection(where)
                           .field("title", phases[i].title, title)
                           .field("instruction", phases[i].instruction, optional_text)
                           .field("proposal", phases[i].proposal, optional_text)
                           .field("voice", phases[i].voice, title)
                           .fault();
    if (fault) return fault;
    auto const whom = phases[i].speaks_for.value_or(std::vector<TitleText>{});
    for (std::size_t j = 0; j < whom.size(); ++j)
      if (auto const wrong = Inspection(where).field("speaks_for[" + std::to_string(j) + "]", whom[j], title).fault())
        return wrong;
    for (std::size_t j = 0; j < phases[i].columns.size(); ++j) {
      auto const column = Inspection(where + "columns[" + std::to_string(j) + "].")
                              .field("title", phases[i].columns[j].title, title)
                              .fault();
      if (column) return column;
    }
  }
  return std::nullopt;
}

namespace {

// Below U+0300 nothing joins the sign before it, save a line feed behind a carriage return (UAX 29): there a grapheme
// is a code point, and ICU need not be asked. Such signs have no byte above 0xCB in UTF-8.
bool is_one_by_one(std::string_view utf8) {
  return std::ranges::all_of(utf8, [](char sign) { return static_cast<unsigned char>(sign) < 0xCC && sign != '\r'; });
}

std::size_t code_points(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char sign) { return (static_cast<unsigned char>(sign) & 0xC0) != 0x80; }));
}

}  // namespace

std::size_t graphemes(std::string_view utf8) {
  if (is_one_by_one(utf8)) return code_points(utf8);
  // Making one is dear, and it remembers its text: one for each thread.
  thread_local auto const breaks = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    must(status);
    return made;
  }();
  UErrorCode status = U_ZERO_ERROR;
  UText* text = utext_openUTF8(nullptr, utf8.data(), static_cast<int64_t>(utf8.size()), &status);
  must(status);  // without memory there would be no text, and nothing is never too long
  breaks->setText(text, status);
  must(status);
  std::size_t count = 0;
  for (breaks->first(); breaks->next() != icu::BreakIterator::DONE;) ++count;
  utext_close(text);
  return count;
}

}  // namespace text
