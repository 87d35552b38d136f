// Rows 101-199: what HTTP/1.1 says of a request, and what attackers make of it (RFC 9110, RFC 9112, reliability T13,
// T14). A request that two programs could read differently is refused, never guessed at.

#include "tests/wire/conformance/row.hpp"

namespace conformance {

namespace {

std::string get(std::string_view headers, std::string_view target = "/healthz") {
  return "GET " + std::string{target} + " HTTP/1.1\r\n" + std::string{headers} + "\r\n";
}
std::string post(std::string_view headers, std::string_view body) {
  return "POST /api/v1/rooms HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nX-Plekberaad: 1\r\n" +
         std::string{headers} + "\r\n" + std::string{body};
}

constexpr std::string_view host = "Host: 127.0.0.1\r\n";
std::string const fine = get(host);

Rows request_lines() {
  using enum From;
  return {
      {101, "RFC 9112 3", "a plain request is served", bare, fine, answers({200})},
      {102, "RFC 9110 9.1", "methods are case-sensitive: get is none", bare, "get / HTTP/1.1\r\nHost: x\r\n\r\n",
       refuses()},
      {103, "RFC 9110 9.1", "an unknown method", bare, "BREW / HTTP/1.1\r\nHost: x\r\n\r\n", answers({400, 405, 501})},
      {104, "RFC 9110 15.5.6", "405 names what is allowed", bare,
       "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", answers_with(405, "Allow", "GET")},
      {105, "RFC 9110 9.3.8", "TRACE echoes nothing", bare, "TRACE / HTTP/1.1\r\nHost: x\r\nX-Word: canary\r\n\r\n",
       answers({405})},
      {106, "RFC 9110 9.3.6", "CONNECT makes no tunnel", bare, "CONNECT 10.0.0.1:22 HTTP/1.1\r\nHost: x\r\n\r\n",
       refuses()},
      {107, "RFC 9110 9.3.7", "OPTIONS * says nothing of the inside", bare, "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
       answers({400, 404, 405})},
      {108, "RFC 9112 2.3", "no version: HTTP/0.9 is not spoken", bare, "GET /\r\n\r\n", refuses()},
      {109, "RFC 9110 15.6.6", "a version from elsewhere", bare, "GET / HTTP/9.9\r\nHost: x\r\n\r\n", refuses()},
      {110, "RFC 9113 3.4", "the preface of HTTP/2", bare, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", refuses()},
      {111, "RFC 9112 3", "two spaces in the request line", bare, "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", refuses()},
      {112, "RFC 9112 3", "a space before the method", bare, " GET / HTTP/1.1\r\nHost: x\r\n\r\n", refuses()},
      {113, "RFC 9112 3", "a tab in the request line", bare, "GET\t/ HTTP/1.1\r\nHost: x\r\n\r\n", refuses()},
      {114, "RFC 9112 3.2", "a space in the target", bare, "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", refuses()},
      {115, "RFC 9112 2.2", "a bare LF ends no line here", bare, "GET / HTTP/1.1\nHost: x\n\n", refuses()},
      {116, "RFC 9112 2.2", "a bare LF among right lines", bare, "GET / HTTP/1.1\r\nHost: x\nX-Second: y\r\n\r\n",
       refuses()},
      {117, "RFC 9112 2.2", "empty lines before a request may be skipped", bare, "\r\n" + fine, answers({200, 400})},
      {118, "RFC 9112 3.2.2", "the absolute form is understood", bare,
       "GET http://127.0.0.1/healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", answers({200})},
      {119, "own: reliability T22", "the hello of TLS", bare,
       std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + std::string(80, 'x') + "\r\n\r\n", refuses()},
      {120, "own: reliability T22", "SSH", bare, "SSH-2.0-OpenSSH_9.2\r\n\r\n", refuses()},
      {121, "own: reliability T22", "nothing but zeros", bare, std::string(300, '\0') + "\r\n\r\n", refuses()},
      {122, "RFC 9112 3", "a target with a raw byte above 127", bare, "GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n",
       answers({400, 404})},
      {123, "RFC 9110 4.1", "an address of 7 KiB leads nowhere", bare, get(host, "/" + std::string(7'000, 'a')),
       answers({404, 414})},
      {124, "own: limits.hpp http_header_bytes_max", "an address of 9 KiB is not read", bare,
       get(host, "/" + std::string(9'000, 'a')), answers({414, 431})},
      {125, "own: protocol/README", "a query changes nothing", bare, get(host, "/healthz?x=1&y=%00"), answers({200})},
      {126, "RFC 9112 2.3", "HTTP/1.0 is answered and the line ends", bare, "GET /healthz HTTP/1.0\r\n\r\n",
       both(answers({200}), ends())},
      {127, "RFC 9112 9.3", "two requests in one breath get two answers", bare, fine + get(host, "/nowhere"),
       both(answers({200}), answers({404}))},
      {128, "RFC 9112 9.6", "Connection: close ends the line", bare, get("Host: x\r\nConnection: close\r\n"),
       both(answers({200}), ends())},
      {129, "RFC 9112 2.1", "a request cut at every byte", bare, {sliced(fine, 1)}, answers({200})},
      {130, "RFC 9110 9.3.2", "HEAD has the length and no body", bare,
       "HEAD / HTTP/1.1\r\n" + std::string{host} + "\r\n" + fine,
       both(answers_with(200, "Content-Type", "text/html"), answers_with(200, "Content-Type", "text/plain"))},
  };
}

Rows fields() {
  using enum From;
  return {
      {131, "RFC 9112 3.2", "no Host", bare, get(""), answers({400})},
      {132, "RFC 9112 3.2", "two Hosts", bare, get("Host: a\r\nHost: b\r\n"), answers({400})},
      {133, "RFC 9112 3.2", "a Host that is none", bare, get("Host: a b\r\n"), answers({400})},
      {134, "RFC 9112 3.2", "a Host with a script in it", bare, get("Host: x\"><script>\r\n"), answers({400})},
      {135, "RFC 9112 5.1", "a space before the colon", bare, get("Host : x\r\n"), refuses()},
      {136, "RFC 9112 5.2", "a folded line is one line or none", bare, get("Host: x\r\nX-A: b\r\n c\r\n"),
       answers({200, 400})},
      {137, "RFC 9112 5.2", "a fold before the first field", bare, get(" Host: x\r\nHost: x\r\n"), refuses()},
      {138, "RFC 9110 5.5", "a zero in a value", bare, get("Host: x\r\nX-A: b" + std::string(1, '\0') + "c\r\n"),
       refuses()},
      {139, "RFC 9112 2.2", "a bare CR in a value", bare, get("Host: x\r\nX-A: b\rc\r\n"), refuses()},
      {140, "RFC 9110 5.1", "a field without a name", bare, get("Host: x\r\n: b\r\n"), refuses()},
      {141, "RFC 9110 5.1", "a name with a parenthesis", bare, get("Host: x\r\nX(A): b\r\n"), refuses()},
      {142, "RFC 9110 5.1", "a line without a colon", bare, get("Host: x\r\nnothing\r\n"), refuses()},
      {143, "own: limits.hpp http_header_bytes_max", "a head of 9 KiB is not read", bare,
       get("Host: x\r\nX-Long: " + std::string(9 * 1024, 'x') + "\r\n"), answers({431})},
      {144, "own: limits.hpp http_header_bytes_max", "a head of 7 KiB is", bare,
       get("Host: x\r\nX-Long: " + std::string(7 * 1024, 'x') + "\r\n"), answers({200})},
      {145,
       "own: limits.hpp http_header_bytes_max",
       "a head without end is not read",
       bare,
       {bytes("GET / HTTP/1.1\r\nHost: x\r\n"), repeated("X-A: b\r\n", 20'000)},
       ends()},
      {146, "RFC 9110 5.5", "bytes above 127 in a value are no concern of ours", bare, get("Host: x\r\nX-A: \xe9\r\n"),
       answers({200, 400})},
      {147,
       "own: limits.hpp",
       "1,000 fields",
       bare,
       {bytes("GET / HTTP/1.1\r\nHost: x\r\n"), repeated("A: b\r\n", 1'000), bytes("\r\n")},
       answers({200, 431})},
      {148, "RFC 9110 13.1.2", "If-None-Match of something else", bare,
       get("Host: x\r\nIf-None-Match: \"abc\"\r\n", "/"), answers({200})},
      {149, "RFC 9110 14.2", "a Range may be left aside", bare, get("Host: x\r\nRange: bytes=0-10,20-,5-1,-0\r\n", "/"),
       answers({200, 206, 416})},
      {150, "RFC 9110 13.1.3", "If-Modified-Since with rubbish", bare,
       get("Host: x\r\nIf-Modified-Since: soon\r\n", "/"), answers({200})},
      {151, "RFC 9110 12.5.3", "without Accept-Encoding nothing is packed", bare, get("Host: x\r\n", "/"),
       answers_with(200, "Content-Encoding", "")},
      {152, "RFC 9110 12.5.3", "gzip;q=0 means no gzip", bare, get("Host: x\r\nAccept-Encoding: gzip;q=0\r\n", "/"),
       answers_with(200, "Content-Encoding", "")},
      {153, "own: reliability T21", "cookies without end", bare,
       get("Host: x\r\nCookie: " + std::string(6'000, ';') + "\r\n"), answers({200})},
      {154, "RFC 9110 12.5.3", "br, where it is taken, comes before gzip", bare,
       get("Host: x\r\nAccept-Encoding: gzip, br\r\n", "/"), answers_with(200, "Content-Encoding", "br")},
      {155, "RFC 9110 12.5.3", "br;q=0 leaves gzip", bare, get("Host: x\r\nAccept-Encoding: br;q=0, gzip\r\n", "/"),
       answers_with(200, "Content-Encoding", "gzip")},
      {156, "RFC 9110 12.5.5", "what depends on Accept-Encoding says so", bare,
       get("Host: x\r\nAccept-Encoding: br\r\n", "/"), answers_with(200, "Vary", "Accept-Encoding")},
  };
}

Rows bodies() {
  using enum From;
  std::string const plan = R"({"place":"x"})";
  std::string const chunked = "Transfer-Encoding: chunked\r\n";
  return {
      {161, "RFC 9112 6.1", "length and chunks at once", bare, post("Content-Length: 5\r\n" + chunked, "0\r\n\r\n"),
       but(Wants::refusal, refuses())},
      {162, "RFC 9112 6.1", "the same in the other order", bare, post(chunked + "Content-Length: 5\r\n", "0\r\n\r\n"),
       refuses()},
      {163, "RFC 9112 6.3", "two lengths that differ", bare,
       post("Content-Length: 5\r\nContent-Length: 6\r\n", "abcdef"), refuses()},
      {164, "RFC 9112 6.3", "a list of lengths that differ", bare, post("Content-Length: 5, 6\r\n", "abcdef"),
       refuses()},
      {165, "RFC 9110 8.6", "a length below nought", bare, post("Content-Length: -1\r\n", ""), refuses()},
      {166, "RFC 9110 8.6", "a length with a plus", bare, post("Content-Length: +5\r\n", "abcde"), refuses()},
      {167, "RFC 9110 8.6", "a length in hex", bare, post("Content-Length: 0x5\r\n", "abcde"), refuses()},
      {168, "RFC 9110 8.6", "a length beyond 64 bits", bare, post("Content-Length: 18446744073709551617\r\n", "a"),
       refuses()},
      {169, "RFC 9110 8.6", "an empty length", bare, post("Content-Length:\r\n", ""), refuses()},
      {170, "RFC 9112 6.1", "a coding that is not chunked", bare, post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
       refuses()},
      {171, "RFC 9112 6.1", "chunked and then another coding", bare,
       post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), refuses()},
      {172, "RFC 9112 7.1", "chunks are put together", bare,
       post(chunked, "5\r\n{\"pla\r\n8\r\nce\":\"x\"}\r\n0\r\n\r\n"),
       answers_with(400, "Content-Type", "application/json")},
      {173, "RFC 9112 7.1", "a size that is no number", bare, post(chunked, "zz\r\nab\r\n0\r\n\r\n"), refuses()},
      {174, "RFC 9112 7.1", "a size beyond 64 bits", bare, post(chunked, "fffffffffffffffff\r\nab\r\n0\r\n\r\n"),
       refuses()},
      {175, "RFC 9112 7.1", "a chunk longer than it said", bare, post(chunked, "1\r\nabc\r\n0\r\n\r\n"), refuses()},
      {176, "own: limits.hpp http_body_bytes_max", "a body of 65 KiB is not read", bare,
       post("Content-Length: 66560\r\n", std::string(66'560, ' ')), answers({413})},
      {177,
       "own: limits.hpp http_body_bytes_max",
       "nor one in chunks without end",
       bare,
       {bytes(post(chunked, "")), repeated("400\r\n" + std::string(1024, ' ') + "\r\n", 80)},
       answers({413})},
      {178, "own: limits.hpp http_body_bytes_max", "only announced: refused at once", bare,
       post("Content-Length: 99999999\r\n", ""), answers({413})},
      {179, "RFC 9112 6.3", "no length is no body", bare, post("", ""), answers({400})},
      {180, "RFC 9110 10.1.1", "100-continue gets 100 or an answer", bare,
       post("Expect: 100-continue\r\nContent-Length: 13\r\n", plan), answers({400, 417})},
      {181, "RFC 9112 9.3", "a body is not taken for the next request", bare,
       post("Content-Length: " + std::to_string(fine.size()) + "\r\n", fine) + get(host, "/nowhere"),
       both(answers({400}), answers({404}))},
      {182, "RFC 9112 6.1", "HTTP/1.0 knows no chunks", bare,
       "POST /api/v1/rooms HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", refuses()},
      {183, "RFC 9112 7.1", "a chunk extension of 9 KiB", bare,
       post(chunked, "1;" + std::string(9'000, 'x') + "\r\na\r\n0\r\n\r\n"), refuses()},
      {184,
       "RFC 9112 8",
       "a body that breaks off is no request",
       bare,
       {bytes(post("Content-Length: 13\r\n", "{\"pl")), half_close()},
       ends()},
  };
}

}  // namespace

Rows http_rows() {
  auto all = request_lines();
  for (auto&& more : {fields(), bodies()}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace conformance
