#include "server/net/head_forms.hpp"

#include <algorithm>

namespace net {

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool are_all_of(std::string_view text, std::string_view more) {
  return std::ranges::all_of(text, [&](char sign) {
    return letters.find(sign) != std::string_view::npos || more.find(sign) != std::string_view::npos;
  });
}

std::string lower(std::string_view text) {
  std::string all{text};
  for (auto& sign : all) {
    if (sign >= 'A' && sign <= 'Z') sign = static_cast<char>(sign - 'A' + 'a');
  }
  return all;
}

// Calls `use` with each trimmed part until it says true.
template <class Use>
bool any_part(std::string_view list, char between, Use use) {
  while (true) {
    auto const end = list.find(between);
    if (use(trimmed(list.substr(0, end)))) return true;
    if (end == std::string_view::npos) return false;
    list.remove_prefix(end + 1);
  }
}

// "0", "0.", "0.000": a weight of nought says no (RFC 9110 12.4.2).
bool is_nought(std::string_view weight) {
  return !weight.empty() && weight.find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

bool is_host(std::string_view text) {
  // An empty Host is lawful where the target has no authority; it simply is nobody's origin.
  return text.size() <= 255 && are_all_of(text, ".-_:[]");
}

bool is_socket_key(std::string_view text) {
  constexpr std::size_t signs = 22;
  return text.size() == signs + 2 && text.ends_with("==") && are_all_of(text.substr(0, signs), "+/");
}

bool has_word(std::string_view list, std::string_view word) {
  return any_part(list, ',', [&](std::string_view part) { return part == word; });
}

std::string path_of(std::string_view target) {
  target = target.substr(0, target.find('?'));
  for (std::string_view const scheme : {"http://", "https://"}) {
    if (!lower(target.substr(0, scheme.size())).starts_with(scheme)) continue;
    auto const path = target.find('/', scheme.size());
    return path == std::string_view::npos ? "/" : std::string{target.substr(path)};
  }
  return std::string{target};
}

bool is_json_type(std::string_view content_type) {
  return lower(trimmed(content_type.substr(0, content_type.find(';')))) == "application/json";
}

bool takes(std::string_view coding, std::string_view accept_encoding) {
  return any_part(accept_encoding, ',', [&](std::string_view part) {
    if (lower(trimmed(part.substr(0, part.find(';')))) != coding) return false;
    return !any_part(
        part, ';', [](std::string_view rest) { return lower(rest.substr(0, 2)) == "q=" && is_nought(rest.substr(2)); });
  });
}

}  // namespace net
