// Fuzz target: the decoder of client frames. What it takes has one form: writing and reading again changes nothing, and
// the print of a command follows its content.

#include "protocol/json.hpp"
#include "tests/unit/protocol/filling.hpp"
#include "tests/wire/fuzz/fuzz.hpp"

FUZZ_TARGET(json) {
  using namespace protocol;
  auto const decoded = decode_client_frame(json);
  auto const* frame = std::get_if<ClientFrame>(&decoded);
  if (!frame) return;
  auto const written = encode(*frame);
  auto const again = decode_client_frame(written);
  if (again.index() != 0) {
    // Only length may stand in the way: an escape takes more room than the sign itself.
    fuzz::promise(written.size() > limits::inbound_bytes_max, "what was taken is taken again");
    return;
  }
  auto const& same = std::get<ClientFrame>(again);
  fuzz::promise(filling::equal(*frame, same), "a frame reads back as it was");
  fuzz::promise(encode(same) == written, "a frame has one form");
  auto const* ask = std::get_if<Ask>(frame);
  if (ask) fuzz::promise(print_of(ask->body) == print_of(std::get<Ask>(same).body), "one content, one print");
}
