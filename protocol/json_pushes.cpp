// Reading pushes (json.hpp): for clients in C++ and for tests.

#include "protocol/json_reader.hpp"

namespace protocol {

Decoded<Push> decode_push(std::string_view json) { return json::decode<Push>(json, json::from_server); }

}  // namespace protocol
