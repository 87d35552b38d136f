#pragma once
// What rehearsed neighbours are called and say: a small Dutch text about a square. Pure data.

#include <span>
#include <string_view>

namespace rehearsal::words {

std::span<std::string_view const> names();
std::span<std::string_view const> sentences();  // spoken or typed at the floor
std::span<std::string_view const> ideas();      // for cards

}  // namespace rehearsal::words
