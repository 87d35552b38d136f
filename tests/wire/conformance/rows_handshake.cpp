// Rows 401-499: the opening handshake (RFC 6455 4.1, 4.2) and our own rules about it (protocol/README, T17).

#include "tests/wire/conformance/row.hpp"

namespace conformance {

namespace {

using enum From;

// The right upgrade of the suite's room. ROOM is put in when the row is played.
std::string right(std::string_view instead_of = {}, std::string_view put = {}) {
  return upgrade("/ws/" + std::string{room_mark}, instead_of, put);
}
std::string with(std::string_view more) {
  return right("Upgrade: websocket", std::string{more} + "\r\nUpgrade: websocket");
}

constexpr std::string_view key_field = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
constexpr std::string_view protocol_field = "Sec-WebSocket-Protocol: plekberaad.v1\r\n";

Row keyed(int number, std::string what, std::string_view key) {
  return {number,
          "RFC 6455 4.2.1 item 5",
          std::move(what),
          bare,
          right(key_field, key.empty() ? std::string{} : "Sec-WebSocket-Key: " + std::string{key} + "\r\n"),
          answers({400})};
}
Row from_origin(int number, std::string what, std::string_view origin) {
  return {number,
          "RFC 6455 10.2, own: T17",
          std::move(what),
          bare,
          with("Origin: " + std::string{origin}),
          answers_saying(403, "wrong_origin")};
}
Row speaking(int number, std::string what, std::string_view protocols) {
  return {number, "RFC 6455 4.2.2, own: protocol/README", std::move(what),
          bare,   right(protocol_field, protocols),       answers({400})};
}
Row at(int number, std::string what, std::string_view path) {
  return {number, "own: protocol/README", std::move(what), bare, upgrade(path), answers({400, 404})};
}

Rows requests() {
  return {
      {401, "RFC 6455 4.2.2", "a right request opens the line", bare, right(), upgrades()},
      {402, "RFC 6455 4.2.1 item 1", "POST", bare, right("GET ", "POST "), refuses()},
      {403, "RFC 6455 4.2.1 item 1", "HEAD", bare, right("GET ", "HEAD "), but(Wants::refusal, refuses())},
      {404, "RFC 6455 4.2.1 item 1", "HTTP/1.0", bare, right("HTTP/1.1", "HTTP/1.0"), refuses()},
      {405, "RFC 6455 4.2.1 item 2", "no Host", bare, right("Host: 127.0.0.1\r\n"), answers({400})},
      {406, "RFC 9112 3.2", "two Hosts", bare, right("Host: 127.0.0.1\r\n", "Host: 127.0.0.1\r\nHost: 127.0.0.1\r\n"),
       answers({400})},
      {407, "RFC 6455 4.2.1 item 3", "no Upgrade", bare, right("Upgrade: websocket\r\n"), answers({400, 404, 426})},
      {408, "RFC 6455 4.2.1 item 3", "Upgrade to something else", bare, right("Upgrade: websocket", "Upgrade: h2c"),
       answers({400, 404, 426})},
      {409, "RFC 6455 4.2.1 item 3", "Upgrade: WebSocket, in any case", bare,
       right("Upgrade: websocket", "Upgrade: WebSocket"), upgrades()},
      {410, "RFC 9110 7.8", "Upgrade as a list", bare, right("Upgrade: websocket", "Upgrade: h2c, websocket"),
       upgrades()},
      {411, "RFC 6455 4.2.1 item 3", "websocketx is not websocket", bare,
       right("Upgrade: websocket", "Upgrade: websocketx"), answers({400, 404, 426})},
      {412, "RFC 6455 4.2.1 item 4", "no Connection", bare, right("Connection: Upgrade\r\n"), answers({400, 404, 426})},
      {413, "RFC 6455 4.2.1 item 4", "Connection: keep-alive", bare,
       right("Connection: Upgrade", "Connection: keep-alive"), answers({400, 404, 426})},
      {414, "RFC 6455 4.2.1 item 4", "Connection as a list, as Firefox says it", bare,
       right("Connection: Upgrade", "Connection: keep-alive, Upgrade"), upgrades()},
      {415, "RFC 6455 4.2.1 item 4", "Connection: upgrade, in any case", bare,
       right("Connection: Upgrade", "Connection: uPGRADE"), upgrades()},
      {416, "RFC 6455 4.2.1 item 6", "no version", bare, right("Sec-WebSocket-Version: 13\r\n"), answers({400, 426})},
      {417, "RFC 6455 4.4", "version 12: told which one we speak", bare, right("Version: 13", "Version: 12"),
       answers_with(426, "Sec-WebSocket-Version", "=13")},
      {418, "RFC 6455 4.4", "version 8", bare, right("Version: 13", "Version: 8"),
       answers_with(426, "Sec-WebSocket-Version", "=13")},
      {419, "RFC 6455 4.4", "a version that is no number", bare, right("Version: 13", "Version: x"),
       answers({400, 426})},
      {420, "RFC 6455 4.1 item 9", "version 013", bare, right("Version: 13", "Version: 013"), answers({400, 426})},
      {421, "RFC 6455 11.3.5", "two versions", bare,
       right("Sec-WebSocket-Version: 13\r\n", "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Version: 8\r\n"),
       answers({400, 426})},
      keyed(422, "no key", ""),
      keyed(423, "a key of 15 octets", "dGhlIHNhbXBsZSBub25j"),
      keyed(424, "a key of 17 octets", "dGhlIHNhbXBsZSBub25jZXM="),
      keyed(425, "a key that is not base64", "dGhl!HNhbXBsZSBub25jZQ=="),
      keyed(426, "a key without padding", "dGhlIHNhbXBsZSBub25jZQ"),
      keyed(427, "a key of 24 signs for 18 octets", "dGhlIHNhbXBsZSBub25jZXMh"),
      keyed(428, "an empty key", " "),
      keyed(429, "a key of 4 KiB", std::string(4'096, 'A')),
      {430, "RFC 6455 11.3.1", "two keys", bare, right(key_field, std::string{key_field} + std::string{key_field}),
       answers({400})},
      {431, "RFC 6455 4.1", "cut at every byte", bare, {sliced(right(), 1)}, upgrades()},
      {432, "RFC 6455 9.1", "compression that is offered is not taken", bare,
       with("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"), upgrades()},
      {433, "RFC 6455 9.1", "an extension nobody knows", bare, with("Sec-WebSocket-Extensions: x-turbo; a=b"),
       upgrades()},
      {434, "RFC 6455 9.1", "rubbish among the extensions", bare, with("Sec-WebSocket-Extensions: ;;,,=\"\""),
       opens_or_refuses()},
  };
}

Rows origins_and_protocols() {
  return {
      {441, "own: T17", "our own Origin", bare, with("Origin: http://127.0.0.1"), upgrades()},
      from_origin(442, "another site", "https://evil.example"),
      from_origin(443, "null: a frame in a sandbox", "null"),
      from_origin(444, "our host as a prefix", "http://127.0.0.1.evil.example"),
      from_origin(445, "our host as a suffix", "http://evil127.0.0.1"),
      from_origin(446, "our host under TLS that is not there", "https://127.0.0.1"),
      from_origin(447, "another port", "http://127.0.0.1:1"),
      from_origin(448, "another name of this machine", "http://localhost"),
      from_origin(449, "a path behind it", "http://127.0.0.1/"),
      from_origin(450, "a name before it", "http://x@127.0.0.1"),
      from_origin(451, "two in one field", "http://127.0.0.1 http://evil.example"),
      {452, "RFC 6455 11.3.3, own: T17", "two Origins", bare,
       with("Origin: http://127.0.0.1\r\nOrigin: https://evil.example"), answers({400, 403})},
      speaking(453, "no subprotocol", ""),
      speaking(454, "another subprotocol", "Sec-WebSocket-Protocol: chat\r\n"),
      speaking(455, "one that only begins like ours", "Sec-WebSocket-Protocol: plekberaad.v11\r\n"),
      speaking(456, "one that only ends like ours", "Sec-WebSocket-Protocol: xplekberaad.v1\r\n"),
      speaking(457, "ours in capitals", "Sec-WebSocket-Protocol: PLEKBERAAD.V1\r\n"),
      {458, "RFC 6455 4.2.2 item 5", "ours among others", bare,
       right(protocol_field, "Sec-WebSocket-Protocol: chat, plekberaad.v1\r\n"), upgrades()},
      {459, "RFC 6455 11.3.4", "ours in a second field", bare,
       right(protocol_field, "Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Protocol: plekberaad.v1\r\n"), upgrades()},
  };
}

Rows places_and_bodies() {
  return {
      at(461, "not /ws/", "/socket"),
      at(462, "the start page", "/"),
      at(463, "the interface", "/api/v1/rooms"),
      at(464, "/ws without a stroke", "/ws"),
      at(465, "capitals", "/WS/zzzzzzzz"),
      {466,
       "own: protocol/README 4404",
       "a code of no room: the line opens, and hello is answered with 4404",
       bare,
       {bytes(upgrade("/ws/zzzzzzzz")), pause(20)},
       opens_and_closes(4404)},
      {467,
       "own: protocol/README 4404",
       "no code at all",
       bare,
       {bytes(upgrade("/ws/")), pause(20)},
       opens_and_closes(4404)},
      {468,
       "own: protocol/README 4404",
       "a room's code and more",
       bare,
       {bytes(upgrade("/ws/" + std::string{room_mark} + "/x")), pause(20)},
       opens_and_closes(4404)},
      {469, "own: protocol/README", "a query is left aside", bare, upgrade("/ws/" + std::string{room_mark} + "?x=y"),
       upgrades()},
      {470,
       "own: protocol/README 4404",
       "a code with an escape",
       bare,
       {bytes(upgrade("/ws/%2e%2e%2f")), pause(20)},
       opens_and_closes(4404)},
      {471,
       "own: protocol/README 4404",
       "a code of 4 KiB",
       bare,
       {bytes(upgrade("/ws/" + std::string(4'096, 'z'))), pause(20)},
       opens_and_closes(4404)},
      {472, "own: reliability section 7", "frames in the same breath as the request", bare, right() + text(hello()),
       answers({400})},
      {473, "own: reliability section 7", "a second request behind it", bare, right() + right(), answers({400})},
      {474, "own: reliability section 7", "a body", bare, right("\r\n\r\n", "\r\nContent-Length: 5\r\n\r\nhello"),
       refuses()},
      {475, "own: reliability section 7", "a body in chunks", bare,
       right("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"), refuses()},
      {476, "own: limits.hpp http_header_bytes_max", "a head of 9 KiB", bare,
       with("X-Long: " + std::string(9'000, 'x')), answers({431})},
      {477,
       "RFC 9112 9.3",
       "an upgrade as second request on a line",
       bare,
       {bytes("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"), pause(50), bytes(right())},
       both(answers({200}), upgrades())},
      {478, "own: protocol/README", "/ws/ without any upgrade is told how", bare,
       "GET /ws/zzzzzzzz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", answers_with(426, "Upgrade", "websocket")},
  };
}

}  // namespace

Rows handshake_rows() { return joined({requests(), origins_and_protocols(), places_and_bodies()}); }

}  // namespace conformance
