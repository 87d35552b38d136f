#pragma once
// Asks of a type, while compiling, whether it is one of several.

#include <type_traits>

namespace room {

template <class T, class... Others>
constexpr bool is_one_of = (std::is_same_v<T, Others> || ...);

}  // namespace room
