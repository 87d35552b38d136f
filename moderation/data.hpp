#pragma once
// The files of moderation/data that the program carries with it, so that one binary is enough. Written by embed.cmake.

#include <string_view>

namespace moderation::data {

extern std::string_view const words_nl;  // words-nl.txt
extern std::string_view const reasons;   // reasons.toml

}  // namespace moderation::data
