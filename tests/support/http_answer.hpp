#pragma once
// An HTTP answer as it came over a plain socket, for tests that read it byte by byte. Names of headers in any case.
// Pure.

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

namespace support {

struct HttpAnswer {
  int status = 0;    // 0: none came
  std::string head;  // status line and headers, each with its line end
  std::string body;

  // The value of the first; "" when absent.
  std::string header(std::string_view name) const {
    auto const wanted = start_of(name);
    auto const at = lower(head).find(wanted);
    if (at == std::string::npos) return {};
    auto const start = head.find_first_not_of(' ', at + wanted.size());
    return head.substr(start, head.find("\r\n", start) - start);
  }

  int count(std::string_view name) const {
    auto const wanted = start_of(name);
    auto const all = lower(head);
    int found = 0;
    for (auto at = all.find(wanted); at != std::string::npos; at = all.find(wanted, at + 2)) ++found;
    return found;
  }

 private:
  static std::string lower(std::string_view text) {
    std::string all{text};
    std::ranges::transform(all, all.begin(), [](unsigned char sign) { return static_cast<char>(std::tolower(sign)); });
    return all;
  }
  static std::string start_of(std::string_view name) { return "\r\n" + lower(name) + ":"; }
};

}  // namespace support
