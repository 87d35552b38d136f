// Reading what clients send (json.hpp). Apart from the other families so that each compiles in a few seconds.

#include "protocol/json_reader.hpp"

namespace protocol {

Decoded<ClientFrame> decode_client_frame(std::string_view json) {
  return json::decode<ClientFrame>(json, json::from_client);
}

}  // namespace protocol
