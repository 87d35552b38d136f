// Reading the journal's records (json.hpp). Limits do not count here: they may have been wider when it was written.

#include "protocol/json_reader.hpp"

namespace protocol {

Decoded<Record> decode_record(std::string_view json, Opener& opener) {
  return json::decode<Record>(json, json::from_journal, &opener);
}

}  // namespace protocol
