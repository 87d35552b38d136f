#pragma once
// What a person reads for a reason: data/reasons.toml. Any thread.

#include <string_view>

#include "protocol/verdict.hpp"

namespace moderation {

// `language`: nl, fy or en; another one is answered in Dutch. Never empty for a reason that there is.
std::string_view explain(protocol::TextReason reason, std::string_view language);

}  // namespace moderation
