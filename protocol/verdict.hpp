#pragma once
// What the rules for texts say of one text: pass, hold or refuse, why, and where. Made by moderation, carried by
// whoever asked; the lines of `plekberaad moderate` too. Pure values, any thread.

#include <algorithm>
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/ids.hpp"
#include "protocol/json.hpp"
#include "protocol/text_reasons.hpp"

namespace protocol {

// hold: nobody else sees it until a person has looked. refuse: it goes back to the author at once, with the reason.
enum class Outcome { pass, hold, refuse };
BOOST_DESCRIBE_ENUM(Outcome, pass, hold, refuse)

// What the text is for. A name is judged by the rules for names as well.
enum class TextKind { card, words, name, message, appeal, alt_text };
BOOST_DESCRIBE_ENUM(TextKind, card, words, name, message, appeal, alt_text)

// The rules, each a table of its own in a rules file.
enum class TextRule {
  email,
  link,
  iban,
  phone,
  bsn,
  address,
  plate,
  words,
  shouting,
  flooding,
  repeating,
  names,
  signs
};
BOOST_DESCRIBE_ENUM(TextRule, email, link, iban, phone, bsn, address, plate, words, shouting, flooding, repeating,
                    names, signs)

// A place in a text, end not included, counted in both ways: bytes of UTF-8 and code points.
struct Span {
  std::int64_t from_byte = 0;
  std::int64_t to_byte = 0;
  std::int64_t from_sign = 0;
  std::int64_t to_sign = 0;
  bool operator==(Span const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Span, (), (from_byte, to_byte, from_sign, to_sign))

struct Finding {
  TextRule rule = TextRule::words;
  TextReason reason = TextReason::maybe_slur;
  Outcome outcome = Outcome::hold;
  std::optional<Span> span;  // none: the whole text
  bool operator==(Finding const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Finding, (), (rule, reason, outcome, span))

// The outcome is the gravest of the findings. `masked`: the text without the personal data that was found, to be
// offered to the author.
struct Verdict {
  Outcome outcome = Outcome::pass;
  std::vector<Finding> findings;
  std::optional<std::string> masked;
  bool operator==(Verdict const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Verdict, (), (outcome, findings, masked))

// The first of the gravest findings; null: nothing was found.
inline Finding const* gravest(Verdict const& verdict) {
  auto const found = std::ranges::max_element(verdict.findings, {}, &Finding::outcome);
  return found == verdict.findings.end() ? nullptr : &*found;
}

// --- the lines of `plekberaad moderate` ---

struct TextToJudge {
  std::string text;
  std::optional<TextKind> kind;  // none: a card
  std::optional<std::string> author;
  std::optional<Millis> at;  // with an author: flooding and repeating are judged too
};
BOOST_DESCRIBE_STRUCT(TextToJudge, (), (text, kind, author, at))

struct JudgedText {
  std::int64_t line = 0;  // of the input, from 1
  Outcome verdict = Outcome::pass;
  std::optional<TextReason> reason;        // of the gravest finding
  std::optional<std::string> explanation;  // what people read for it, when it was asked for
  std::vector<Finding> findings;
  std::optional<std::string> masked;
};
BOOST_DESCRIBE_STRUCT(JudgedText, (), (line, verdict, reason, explanation, findings, masked))

struct NotJudged {
  std::int64_t line = 0;
  std::string error;  // line_too_long, not_utf8, or what is wrong with the JSON
  std::string detail;
};
BOOST_DESCRIBE_STRUCT(NotJudged, (), (line, error, detail))

Decoded<TextToJudge> decode_text_to_judge(std::string_view json);
std::string encode(JudgedText const& judged);
std::string encode(NotJudged const& line);

}  // namespace protocol
