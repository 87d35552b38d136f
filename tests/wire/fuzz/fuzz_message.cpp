// Fuzz target: a client's text message, put together from fragments as the session does it, then checked for UTF-8 and
// decoded. Cutting may change nothing; what is no UTF-8 is never decoded as a frame.

#include "protocol/json.hpp"
#include "server/text/gate.hpp"
#include "tests/wire/fuzz/fuzz.hpp"

FUZZ_TARGET(bytes) {
  fuzz::Choices choices{bytes};
  std::string message;
  std::size_t const step = 1 + choices.byte() % 16;
  auto const whole = choices.rest();
  while (!choices.is_empty() && message.size() <= protocol::limits::inbound_bytes_max) message += choices.take(step);
  if (message.size() > protocol::limits::inbound_bytes_max) return;
  fuzz::promise(message == whole, "fragments make the whole message");
  bool const is_text = text::is_utf8(message);
  auto const decoded = protocol::decode_client_frame(message);
  if (!is_text) fuzz::promise(decoded.index() == 1, "what is not UTF-8 is no frame");
  if (auto const* bad = std::get_if<protocol::BadInput>(&decoded)) {
    fuzz::promise(text::is_utf8(bad->path) && text::is_utf8(bad->detail), "what goes back to a client is UTF-8");
    fuzz::promise(bad->path.size() + bad->detail.size() <= 2'000, "what goes back to a client is short");
  }
}
