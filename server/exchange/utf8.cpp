#include "server/exchange/utf8.hpp"

#include <simdjson.h>

namespace exchange {

bool is_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

}  // namespace exchange
