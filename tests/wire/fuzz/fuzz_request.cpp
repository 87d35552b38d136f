// Fuzz target: what we read ourselves from an HTTP request: target, Host, Origin, cookies, forwarded addresses, lists.
// The first line of the input is the target, the others are one field each, in the order of `Field`.

#include <vector>

#include "server/net/addresses.hpp"
#include "server/net/head_forms.hpp"
#include "server/net/web.hpp"
#include "tests/wire/fuzz/fuzz.hpp"

namespace {

std::vector<std::string_view> lines_of(std::string_view bytes) {
  std::vector<std::string_view> lines;
  while (true) {
    auto const end = bytes.find('\n');
    lines.push_back(bytes.substr(0, end));
    if (end == std::string_view::npos) break;
    bytes.remove_prefix(end + 1);
  }
  lines.resize(8);
  return lines;
}

void addresses(std::string_view forwarded, std::string_view network) {
  auto const peer = boost::asio::ip::make_address("127.0.0.1");
  fuzz::promise(net::real_address(peer, forwarded, {}) == peer, "a stranger's header changes nothing");
  std::vector<net::Network> const proxies{*net::read_network("127.0.0.0/8")};
  auto const address = net::real_address(peer, forwarded, proxies);
  fuzz::promise(!net::limit_key(address).empty(), "every address has a key");
  if (auto const read = net::read_network(network)) fuzz::promise(read->holds(read->base), "a network holds its base");
}

}  // namespace

FUZZ_TARGET(bytes) {
  auto const lines = lines_of(bytes);
  auto const path = net::path_of(lines[0]);
  fuzz::promise(path.find('?') == std::string::npos, "a path has no query");
  for (bool const is_secure : {false, true}) {
    net::Request request;
    request.path = path;
    request.is_secure = is_secure;
    request.headers = {{"host", std::string{lines[1]}}, {"origin", std::string{lines[2]}}};
    net::Origins const open{""};
    net::Origins const fixed{"https://plek.example.org"};
    bool const has_origin = !lines[2].empty();
    auto const own = (is_secure ? "https://" : "http://") + std::string{lines[1]};
    if (has_origin && open.is_ours(request)) fuzz::promise(lines[2] == own, "only our own origin is ours");
    if (has_origin && fixed.is_ours(request)) fuzz::promise(lines[2] == fixed.public_url, "only the public address");
    for (auto const& [name, value] : net::security_headers(request, true)) {
      fuzz::promise(value.find_first_of("\r\n;\"<>", 0) == std::string::npos || name == "Content-Security-Policy" ||
                        name == "Strict-Transport-Security",
                    "no header grows out of a Host");
      fuzz::promise(value.find_first_of("\r\n\"<>") == std::string::npos, "no line grows out of a Host");
    }
  }
  fuzz::promise(net::read_cookies(lines[3]).size() <= 50, "cookies have a limit");
  addresses(lines[4], lines[5]);
  if (net::is_socket_key(lines[6])) fuzz::promise(lines[6].size() == 24, "a key has 24 signs");
  if (net::has_word(lines[7], "plekberaad.v1")) {
    fuzz::promise(lines[7].find("plekberaad.v1") != std::string_view::npos, "a word stands in its list");
  }
  fuzz::promise(!net::is_json_type(lines[3]) || lines[3].size() >= 16, "JSON is named whole");
  for (std::string_view const coding : {"br", "gzip"}) {
    if (net::takes(coding, lines[3])) fuzz::promise(lines[3].size() >= coding.size(), "a coding is named whole");
  }
}
