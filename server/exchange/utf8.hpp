#pragma once
// Whether bytes are text. Pure; any thread.

#include <string_view>

namespace exchange {

bool is_utf8(std::string_view bytes);

}  // namespace exchange
