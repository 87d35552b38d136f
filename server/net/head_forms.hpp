#pragma once
// The forms that parts of a request's head must have, where the HTTP library leaves the judgement to us: two programs
// that read one head differently are how requests get smuggled. Pure, any thread.

#include <string>
#include <string_view>

namespace net {

// host[:port] with the signs a host may have; a request with another Host is refused (RFC 9112 3.2).
bool is_host(std::string_view text);

// 16 octets in base64 (RFC 6455 4.2.1).
bool is_socket_key(std::string_view text);

// Is this word one of a list "a, b , c"? Words are compared as they stand.
bool has_word(std::string_view list, std::string_view word);

// The path of a target in origin or absolute form ("http://host/path"), without its query.
std::string path_of(std::string_view target);

// The media type alone, whatever its parameters and case.
bool is_json_type(std::string_view content_type);

// Accept-Encoding names this coding, and not with a weight of nought. Codings have no case (RFC 9110 8.4.1).
bool takes(std::string_view coding, std::string_view accept_encoding);

}  // namespace net
