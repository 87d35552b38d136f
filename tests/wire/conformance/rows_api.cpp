// Rows 201-399: static paths (reliability T23), safe headers on every kind of answer (reliability section 9), and the
// HTTP interface against other sites' pages and wrong bodies (T18, T22).

#include "tests/wire/conformance/row.hpp"

namespace conformance {

namespace {

using enum From;

std::string get_target(std::string_view target, std::string_view headers = {}) {
  return "GET " + std::string{target} + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + std::string{headers} + "\r\n";
}

constexpr std::string_view right_type = "Content-Type: application/json\r\n";
constexpr std::string_view own_field = "X-Plekberaad: 1\r\n";

std::string ask(std::string_view method, std::string_view target, std::string_view headers,
                std::string_view body = "{}") {
  return std::string{method} + " " + std::string{target} + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + std::string{headers} +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string{body};
}
std::string post(std::string_view target, std::string_view body) {
  return ask("POST", target, std::string{right_type} + std::string{own_field}, body);
}
std::string session(std::string_view headers) {
  return ask("POST", "/api/v1/office/session", headers, R"({"password":"not this one"})");
}

Row nothing_at(int number, std::string_view path, std::string what) {
  return {number, "own: reliability T23", std::move(what), bare, get_target(path), answers({400, 404})};
}

}  // namespace

Rows path_rows() {
  return {
      {201, "own: protocol/README", "the start page", bare, get_target("/"),
       answers_with(200, "Content-Type", "text/html")},
      {202, "own: protocol/README", "the page of a room", bare, get_target("/k/zzzzzzzz"),
       answers_with(200, "Content-Type", "text/html")},
      {203, "own: protocol/README", "the page of a room that has a query", bare, get_target("/k/zzzzzzzz?from=qr"),
       answers_with(200, "Content-Type", "text/html")},
      {204, "own: reliability section 9", "a page is asked for again each time", bare, get_target("/"),
       answers_with(200, "Cache-Control", "no-cache")},
      nothing_at(211, "/../../../../etc/passwd", "up and out"),
      nothing_at(212, "/etc/passwd", "an absolute path"),
      nothing_at(213, "//etc/passwd", "two strokes"),
      nothing_at(214, "/%2e%2e/%2e%2e/etc/passwd", "dots in disguise"),
      nothing_at(215, "/..%2f..%2fetc%2fpasswd", "strokes in disguise"),
      nothing_at(216, "/%252e%252e/etc/passwd", "disguised twice"),
      nothing_at(217, "/..%c0%af..%c0%afetc/passwd", "overlong strokes"),
      nothing_at(218, "/..\\..\\etc\\passwd", "strokes of another system"),
      nothing_at(219, "/..;/server.key", "a path parameter"),
      nothing_at(220, "/assets/../../server.key", "out of the assets"),
      nothing_at(221, "/assets/%00", "a zero"),
      nothing_at(222, "/index.html%00.js", "a zero before the end"),
      nothing_at(223, "/journal.sqlite", "the journal"),
      nothing_at(224, "/server.key", "the key"),
      nothing_at(225, "/.git/config", "the source"),
      nothing_at(226, "/.env", "settings"),
      nothing_at(227, "/proc/self/environ", "the process"),
      nothing_at(228, "/assets/", "a listing"),
      nothing_at(229, "/assets", "a folder"),
      nothing_at(230, "/k/../server.key", "up from a page"),
      nothing_at(231, "/%", "half an escape"),
      nothing_at(232, "/%zz", "an escape that is none"),
      nothing_at(233, "/formats/../server.key", "up from the formats"),
      nothing_at(234, "/metrics", "nothing measured is public"),
      nothing_at(235, "/api/v2/rooms", "another version"),
      nothing_at(236, "/api/v1", "the interface itself"),
      nothing_at(237, "/API/v1/rooms", "capitals"),
      nothing_at(238, "/api/v1//rooms", "an empty step"),
      nothing_at(239, "/api/v1/rooms/../office", "up inside the interface"),
      nothing_at(240, "/index.php", "somebody else's program"),
  };
}

Rows header_rows() {
  std::string const office = "/api/v1/office";
  auto const page_policy = [](int number, std::string directive) {
    return Row{number,
               "own: reliability section 9",
               "the page's policy has " + directive,
               bare,
               get_target("/"),
               answers_with(200, "Content-Security-Policy", directive)};
  };
  return {
      {251, "own: reliability section 9", "200 of a file", bare, get_target("/healthz"), answers({200})},
      {252, "own: reliability section 9", "200 of the interface", bare, get_target(office),
       answers_with(200, "Cache-Control", "no-store")},
      {253, "own: reliability section 9", "404 of a file", bare, get_target("/nowhere"), answers({404})},
      {254, "own: reliability section 9", "404 of the interface", bare, get_target("/api/v1/nowhere"),
       answers_with(404, "Cache-Control", "no-store")},
      {255, "own: reliability section 9", "405", bare, ask("DELETE", "/", ""), answers({405})},
      {256, "own: reliability section 9", "403 of the interface", bare,
       get_target(office, "Origin: https://evil.example\r\n"), answers_with(403, "Cache-Control", "no-store")},
      {257, "own: reliability section 9", "415", bare, session(own_field),
       answers_with(415, "Cache-Control", "no-store")},
      {258, "own: reliability section 9", "400 of a body", bare, post("/api/v1/rooms", "{"),
       answers_with(400, "Cache-Control", "no-store")},
      {259, "own: reliability section 9", "413", bare, post("/api/v1/rooms", std::string(70'000, ' ')), answers({413})},
      {260, "own: reliability section 9", "431", bare, get_target("/", "X: " + std::string(9'000, 'x') + "\r\n"),
       answers({431})},
      {261, "own: reliability section 9", "400 of no HTTP", bare, "GET / HTTP/1.1\r\nHost : x\r\n\r\n", answers({400})},
      {262, "own: reliability section 9", "an upgrade refused for its form", bare,
       upgrade("/ws/x", "Sec-WebSocket-Version: 13\r\n"), answers({400, 426})},
      {263, "own: reliability section 9", "an upgrade refused for its origin", bare,
       upgrade("/ws/x", "Host: 127.0.0.1", "Host: 127.0.0.1\r\nOrigin: https://evil.example"), answers({403})},
      {264, "own: reliability section 9", "an upgrade of another version", bare,
       upgrade("/ws/x", "Version: 13", "Version: 12"), answers({426})},
      {265, "own: reliability section 9", "no Strict-Transport-Security on a line that is not TLS", bare,
       get_target("/"), answers_with(200, "Strict-Transport-Security", "")},
      {266, "own: reliability T21", "a stranger's X-Forwarded-Proto changes nothing", bare,
       get_target("/", "X-Forwarded-Proto: https\r\n"), answers_with(200, "Strict-Transport-Security", "")},
      page_policy(271, "script-src 'self'"),
      page_policy(272, "base-uri 'none'"),
      page_policy(273, "form-action 'self'"),
      page_policy(274, "frame-ancestors 'none'"),
      page_policy(275, "object-src 'none'"),
      page_policy(276, "require-trusted-types-for 'script'"),
      page_policy(277, "connect-src 'self' ws://127.0.0.1"),
  };
}

namespace {

// What a form, an image or a script of another site can send without asking first, and what it cannot.
Rows other_sites() {
  auto const right = std::string{right_type} + std::string{own_field};
  return {
      {301, "own: protocol/README HTTP interface", "our own page may ask", bare,
       session(right + "Origin: http://127.0.0.1\r\n"), but(Wants::service, answers_saying(403, "wrong_password"))},
      {302, "own: reliability T18", "a form", bare, session("Content-Type: application/x-www-form-urlencoded\r\n"),
       answers_saying(415, "wrong_content_type")},
      {303, "own: reliability T18", "a form with a file", bare,
       session("Content-Type: multipart/form-data; boundary=x\r\n"), answers_saying(415, "wrong_content_type")},
      {304, "own: reliability T18", "plain text", bare, session("Content-Type: text/plain\r\n"),
       answers_saying(415, "wrong_content_type")},
      {305, "own: reliability T18", "no type at all", bare, session(own_field),
       answers_saying(415, "wrong_content_type")},
      {306, "own: reliability T18", "JSON without the field of the house", bare, session(right_type),
       answers_saying(403, "wrong_origin")},
      {307, "own: reliability T18", "another value of that field", bare,
       session(std::string{right_type} + "X-Plekberaad: 2\r\n"), answers_saying(403, "wrong_origin")},
      {308, "own: reliability T18", "another site's Origin", bare, session(right + "Origin: https://evil.example\r\n"),
       answers_saying(403, "wrong_origin")},
      {309, "own: reliability T18", "Origin null", bare, session(right + "Origin: null\r\n"),
       answers_saying(403, "wrong_origin")},
      {310, "own: reliability T18", "our host as a prefix", bare,
       session(right + "Origin: http://127.0.0.1.evil.example\r\n"), answers_saying(403, "wrong_origin")},
      {311, "own: reliability T18", "our host with another port", bare,
       session(right + "Origin: http://127.0.0.1:1\r\n"), answers_saying(403, "wrong_origin")},
      {312, "own: reliability T18", "our host under TLS that is not there", bare,
       session(right + "Origin: https://127.0.0.1\r\n"), answers_saying(403, "wrong_origin")},
      {313, "own: reliability T18", "reading with another site's Origin", bare,
       get_target("/api/v1/office", "Origin: https://evil.example\r\n"), answers_saying(403, "wrong_origin")},
      {314, "own: reliability T18", "no word that lets other sites read", bare, get_target("/api/v1/office"),
       answers_with(200, "Access-Control-Allow-Origin", "")},
      {315, "own: reliability T18", "a preflight gets no permission", bare,
       "OPTIONS /api/v1/office/session HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: https://evil.example\r\n"
       "Access-Control-Request-Method: POST\r\n\r\n",
       answers_with(403, "Access-Control-Allow-Origin", "")},
      {316, "RFC 9110 8.3.1", "a type may have parameters", bare,
       session("Content-Type: application/json; charset=utf-8\r\n" + std::string{own_field}),
       but(Wants::service, answers_saying(403, "wrong_password"))},
      {317, "RFC 9110 8.3.1", "types are read without regard to case", bare,
       session("Content-Type: Application/JSON\r\n" + std::string{own_field}),
       but(Wants::service, answers_saying(403, "wrong_password"))},
      {318, "RFC 9110 8.3.1", "a type that only begins like ours", bare,
       session("Content-Type: application/jsonp\r\n" + std::string{own_field}),
       answers_saying(415, "wrong_content_type")},
      {319, "own: reliability T18", "two Origins", bare,
       session(right + "Origin: http://127.0.0.1\r\nOrigin: https://evil.example\r\n"), answers({400, 403})},
      {320, "own: reliability T18", "a DELETE without the field", bare,
       ask("DELETE", "/api/v1/office/session", right_type), answers_saying(403, "wrong_origin")},
  };
}

Row no_such(int number, std::string_view method, std::string_view target) {
  auto const right = std::string{right_type} + std::string{own_field};
  return {number,
          "own: protocol/README HTTP interface",
          std::string{method} + " " + std::string{target} + " is no route",
          bare,
          ask(method, target, right),
          answers({404, 405})};
}

Row refused_body(int number, std::string what, std::string_view body, std::string problem) {
  return {number, "own: reliability T15",      std::move(what),
          bare,   post("/api/v1/rooms", body), answers_saying(400, std::move(problem))};
}

Rows bodies_and_routes() {
  std::string const deep(40, '[');
  return {
      no_such(331, "PUT", "/api/v1/rooms"),
      no_such(332, "PATCH", "/api/v1/rooms"),
      no_such(333, "DELETE", "/api/v1/rooms"),
      no_such(334, "POST", "/api/v1/formats"),
      no_such(335, "POST", "/api/v1/nowhere"),
      no_such(336, "PUT", "/api/v1/office/session"),
      no_such(337, "POST", "/api/v1/office"),
      no_such(338, "POST", "/api/v1/rooms/"),
      {339, "own: protocol/README HTTP interface", "a room that is not there", bare,
       get_target("/api/v1/rooms/zzzzzzzz/harvest"), answers({404})},
      {340, "own: protocol/README HTTP interface", "a form of the harvest that is none", bare,
       get_target("/api/v1/rooms/zzzzzzzz/harvest/names.csv"), answers({404})},
      refused_body(351, "an empty body", "", "bad_body"),
      refused_body(352, "a half body", "{", "bad_body"),
      refused_body(353, "a list", "[]", "bad_body"),
      refused_body(354, "a number", "7", "bad_body"),
      refused_body(355, "null", "null", "bad_body"),
      refused_body(356, "deep lists", deep, "bad_body"),
      refused_body(357, "a field that is unknown", R"({"place":"x","admin":true})", "bad_body"),
      refused_body(358, "a field twice", R"({"place":"x","place":"y"})", "bad_body"),
      refused_body(359, "a wrong type", R"({"place":7})", "bad_body"),
      refused_body(360, "a number beyond all", R"({"place":1e999})", "bad_body"),
      refused_body(361, "not UTF-8", "{\"place\":\"\xff\"}", "bad_body"),
      refused_body(362, "half a pair", R"({"place":"\ud800"})", "bad_body"),
      refused_body(363, "a mark before it", "\xEF\xBB\xBF{}", "bad_body"),
      refused_body(364, "something behind it", "{}{}", "bad_body"),
      refused_body(365, "60 KiB of strokes", std::string(60'000, '{'), "bad_body"),
  };
}

}  // namespace

Rows api_rows() {
  auto all = other_sites();
  auto more = bodies_and_routes();
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace conformance
