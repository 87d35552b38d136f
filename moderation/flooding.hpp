#pragma once
// Many texts in a short time, and one text again and again. Pure: time and what was said before come in from outside;
// whoever asks keeps them, in memory only. Any thread.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "moderation/rules.hpp"
#include "protocol/ids.hpp"

namespace moderation {

// How a text reads, as a set of numbers: enough to tell that two are alike, too little to read either again.
using Print = std::vector<std::uint32_t>;
Print print_of(std::string_view text);

// How many of a hundred parts two texts share; 100: they read the same.
int alike(Print const& one, Print const& other);

// A text that was sent before.
struct Recent {
  std::string author;
  protocol::Millis at = 0;
  Print print;
};

// `recent`: in any order, also of other authors and older than what counts.
bool is_flooding(std::string_view author, protocol::Millis at, std::span<Recent const> recent,
                 FloodingRule const& rule);

// Said before by the same author; or by so many others that it is one text sent by many hands.
bool is_repeating(std::string_view author, protocol::Millis at, Print const& print, std::span<Recent const> recent,
                  RepeatingRule const& rule);

}  // namespace moderation
