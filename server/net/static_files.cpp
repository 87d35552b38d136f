#include "server/net/static_files.hpp"

#include <zlib.h>

#include <array>
#include <stdexcept>

#include "server/net/head_forms.hpp"

namespace net {

namespace {

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

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  constexpr int gzip_window = 15 + 16;
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  int const result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return result == Z_STREAM_END && out.size() < bytes.size() ? out : std::string{};
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
    bool const is_text = !file.type.starts_with("image/p") && !file.type.starts_with("font/");
    if (is_text && file.plain.size() > 512) file.gzip = gzip(file.plain);
    files_.emplace(std::string{embedded.path}, std::move(file));
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
  bool const is_packed = takes_gzip(request.header("accept-encoding")) && !file.gzip.empty();
  if (is_packed) {
    response.body = file.gzip;
    response.headers.emplace_back("Content-Encoding", "gzip");
  } else {
    response.body = std::string{file.plain};
  }
  if (!file.gzip.empty()) response.headers.emplace_back("Vary", "Accept-Encoding");
  return response;
}

}  // namespace net
