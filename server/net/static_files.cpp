#include "server/net/static_files.hpp"

#include <algorithm>
#include <array>

#include "server/net/head_forms.hpp"

namespace net {

namespace {

// As the page's build writes them beside a file, the smallest first.
struct Coding {
  std::string_view name;
  std::string_view end;
};
constexpr std::array<Coding, 2> codings{{{"br", ".br"}, {"gzip", ".gz"}}};

std::string type_of(std::string_view path) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 11> types{{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".webp", "image/webp"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".ico", "image/x-icon"},
  }};
  for (auto const& [end, type] : types) {
    if (path.ends_with(end)) return std::string{type};
  }
  return "application/octet-stream";
}

// The pages of the web app; the script in index.html looks at the path.
bool is_page_path(std::string_view path) {
  if (path == "/" || path == "/bibliotheek") return true;
  for (std::string_view const start : {"/k/", "/zaal/", "/leiding/", "/blad/", "/tafel/", "/bibliotheek/"}) {
    if (path.starts_with(start) && path.find('.') == std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

StaticFiles::StaticFiles() {
  for (std::size_t i = 0; i < embedded_files_count; ++i) {
    auto const& embedded = embedded_files[i];
    File file;
    file.plain = embedded.bytes;
    file.type = type_of(embedded.path);
    file.is_page = embedded.path.ends_with(".html");
    file.never_changes = embedded.path.starts_with("/assets/");
    files_.emplace(std::string{embedded.path}, std::move(file));
  }
  for (auto const& coding : codings) {
    for (auto& [path, file] : files_) {
      auto const packed = files_.find(path + std::string{coding.end});
      if (packed != files_.end()) file.packed.emplace_back(coding.name, packed->second.plain);
    }
    std::erase_if(files_, [&](auto const& entry) { return entry.first.ends_with(coding.end); });
  }
}

std::optional<Response> StaticFiles::find(Request const& request) const {
  auto const path = is_page_path(request.path) ? std::string{"/index.html"} : request.path;
  auto const found = files_.find(path);
  if (found == files_.end()) return std::nullopt;
  auto const& file = found->second;
  Response response;
  response.type = file.type;
  response.headers = security_headers(request, file.is_page);
  response.headers.emplace_back("Cache-Control",
                                file.never_changes ? "public, max-age=31536000, immutable" : "no-cache");
  auto const packed = std::ranges::find_if(
      file.packed, [&](auto const& form) { return takes(form.first, request.header("accept-encoding")); });
  response.body = std::string{packed == file.packed.end() ? file.plain : packed->second};
  if (packed != file.packed.end()) response.headers.emplace_back("Content-Encoding", packed->first);
  if (!file.packed.empty()) response.headers.emplace_back("Vary", "Accept-Encoding");
  return response;
}

}  // namespace net
