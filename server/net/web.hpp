#pragma once
// Requests and answers as plain values, so that nothing but http_session.cpp needs Beast. Any thread.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace net {

struct Request {
  std::string method;
  std::string path;                            // without query
  std::map<std::string, std::string> headers;  // names in lower case; only those we read
  std::map<std::string, std::string> cookies;
  std::string body;
  std::string address;     // key for limits
  bool is_secure = false;  // the person's line is TLS
  bool is_loopback = false;

  std::string_view header(std::string const& name) const {
    auto const found = headers.find(name);
    return found == headers.end() ? std::string_view{} : std::string_view{found->second};
  }
};

struct Response {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // beside the security headers
};

// Called once, from any thread.
using Respond = std::function<void(Response)>;

std::map<std::string, std::string> read_cookies(std::string_view header);

// Is this request from one of our own pages? The Origin must be ours exactly; a request without Origin is no browser's.
struct Origins {
  std::string public_url;  // "" or "https://host[:port]"
  bool is_ours(Request const& request) const;
};

// Headers for every answer (guide reliability section 9).
std::vector<std::pair<std::string, std::string>> security_headers(Request const& request, bool is_page);

}  // namespace net
