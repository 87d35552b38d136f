#pragma once
// Finds what makes a person traceable: addresses and numbers of oneself or of somebody else. Offers the text without
// them; it never judges whose they are. Pure, any thread. Texts are UTF-8; on other bytes less is found, nothing
// breaks.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "moderation/rules.hpp"
#include "protocol/verdict.hpp"

namespace moderation {

struct Found {
  protocol::TextRule rule;
  std::size_t from;  // bytes, end not included
  std::size_t to;
  bool operator==(Found const&) const = default;
};

// In the order of the text, without overlap. What a rule that is off would find is left out, and is not found by
// another rule instead: an account number does not become a telephone number.
std::vector<Found> find_personal(std::string_view text, Rules const& rules);

// The text with a word like "[telefoonnummer]" in the place of all that is found; nothing is found in it any more.
// `found`: what find_personal says of this text.
std::string masked(std::string_view text, Rules const& rules, std::vector<Found> found);
std::string masked(std::string_view text, Rules const& rules);

Does what_does(protocol::TextRule rule, Rules const& rules);

}  // namespace moderation
