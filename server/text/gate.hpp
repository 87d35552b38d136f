#pragma once
// The gate that every human text passes before a room hears of it: length as people see it (graphemes), no signs that
// trick the eye, names with a look-alike skeleton. Uses ICU; knows nothing of rooms. Text of cards and words is never
// changed: it is kept code point for code point, or refused. Any thread.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "protocol/commands.hpp"
#include "protocol/refusals.hpp"

namespace text {

struct Fault {
  protocol::Refusal reason;
  std::string path;  // as in the frame: "body.text"
};

// Checks the texts of a command (cards, words, gists, reasons, titles); none: fine. Names: see gate_name.
std::optional<Fault> check(protocol::Command const& command);

// The same for a room that is being made (POST /api/v1/rooms): paths as in that body, "phases[2].title".
std::optional<Fault> check_plan(protocol::PlaceText const& place, protocol::QuestionText const& question,
                                protocol::ListenText const& listen_here,
                                std::vector<protocol::PhasePlan> const& phases);

struct Name {
  std::string name;    // NFC, outer and doubled white space gone
  std::string folded;  // how it is read and how it looks (UTS 39), see protocol::PersonalName
};

// At most limits::name_graphemes_max; no control, bidi or zero-width signs, no line breaks, no lone combining marks.
std::variant<Name, protocol::Refusal> gate_name(std::string_view raw);

std::size_t graphemes(std::string_view utf8);
bool is_utf8(std::string_view bytes);

}  // namespace text
