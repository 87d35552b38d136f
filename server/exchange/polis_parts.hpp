#pragma once
// What both readers of a Polis export share: putting in order, limits, the formula guard. Throws Unreadable. Internal.

#include "server/exchange/polis.hpp"

namespace exchange {

// By id, by time; everybody who voted is among the people; refuses what is there twice, unknown or too much.
// `votes_file` is for sentences; what counts the votes in it: "line" or "item".
void put_in_order(PolisConversation& conversation, std::string_view comments_file, std::string_view votes_file,
                  std::string_view counted_as);

// Seconds of newer exports and milliseconds of older ones, as milliseconds.
std::int64_t in_milliseconds(std::int64_t at);

bool would_be_formula(std::string_view text);
std::string guarded(std::string_view text);
std::string unguarded(std::string_view text);

}  // namespace exchange
