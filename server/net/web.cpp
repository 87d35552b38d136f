#include "server/net/web.hpp"

namespace net {

std::map<std::string, std::string> read_cookies(std::string_view header) {
  std::map<std::string, std::string> cookies;
  while (!header.empty() && cookies.size() < 50) {
    auto const end = header.find(';');
    auto part = header.substr(0, end);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    auto const equals = part.find('=');
    if (equals != std::string_view::npos) {
      cookies.emplace(std::string{part.substr(0, equals)}, std::string{part.substr(equals + 1)});
    }
    if (end == std::string_view::npos) break;
    header.remove_prefix(end + 1);
  }
  return cookies;
}

bool Origins::is_ours(Request const& request) const {
  auto const origin = request.header("origin");
  if (origin.empty()) return true;
  if (!public_url.empty() && origin == public_url) return true;
  auto const host = request.header("host");
  if (host.empty()) return false;
  // Without a public address (a laptop in the hall) our own Host is the only thing to go by.
  std::string const own = (request.is_secure ? "https://" : "http://") + std::string{host};
  return (public_url.empty() || request.is_loopback) && origin == own;
}

std::vector<std::pair<std::string, std::string>> security_headers(Request const& request, bool is_page) {
  std::vector<std::pair<std::string, std::string>> headers{
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(self), microphone=(self), geolocation=()"},
  };
  if (request.is_secure) headers.emplace_back("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  if (!is_page) {
    headers.emplace_back("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    return headers;
  }
  // `connect-src 'self'` covers WebSockets in new browsers only, so the host is named as well. A host with odd signs in
  // it never gets into the header.
  std::string socket;
  auto const host = request.header("host");
  if (host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") ==
      std::string_view::npos) {
    socket = (request.is_secure ? " wss://" : " ws://") + std::string{host};
  }
  headers.emplace_back("Content-Security-Policy",
                       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src "
                       "'self'" +
                           socket +
                           "; font-src 'self'; media-src 'self' blob:; manifest-src 'self'; worker-src 'self'; "
                           "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; "
                           "require-trusted-types-for 'script'; trusted-types svelte-trusted-html");
  return headers;
}

}  // namespace net
