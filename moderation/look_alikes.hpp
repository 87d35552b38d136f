#pragma once
// Names that pass for somebody of the staff: in signs that look like theirs (UTS 39), in other scripts, with a role
// behind it. Rests on the gate for names (server/text), which takes no control, bidi or unseen signs. Pure, any thread.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "moderation/rules.hpp"
#include "protocol/verdict.hpp"

namespace moderation {

// What is wrong with a name, if anything. `staff`: names of who leads, as they stand in the room.
std::optional<protocol::TextReason> judge_name(std::string_view name, std::span<std::string const> staff,
                                               NamesRule const& rule);

}  // namespace moderation
