#pragma once
// Is a text shouted: capitals nearly all through, or a row of "!!!!!!"? Pure, any thread.

#include <optional>
#include <string_view>
#include <utility>

#include "moderation/rules.hpp"

namespace moderation {

// The bytes that shout, end not included.
std::optional<std::pair<std::size_t, std::size_t>> find_shouting(std::string_view text, ShoutingRule const& rule);

}  // namespace moderation
