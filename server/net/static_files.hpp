#pragma once
// The web app from a map in memory, filled once at start from what was built into the program: a path outside the map
// does not exist, so there is nothing to traverse (guide reliability T23). Compressed once. Read-only afterwards.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/net/web.hpp"

namespace net {

struct EmbeddedFile {
  std::string_view path;  // "/assets/main-abc.js"
  std::string_view bytes;
};
// Made by embed.cmake from clients/web/dist.
extern EmbeddedFile const* const embedded_files;
extern std::size_t const embedded_files_count;

class StaticFiles {
 public:
  StaticFiles();
  // none: not a page or file of ours.
  std::optional<Response> find(Request const& request) const;

 private:
  struct File {
    std::string_view plain;
    std::string gzip;  // "" when it would not help
    std::string type;
    bool is_page = false;
    bool never_changes = false;  // hashed name
  };
  std::unordered_map<std::string, File> files_;
};

}  // namespace net
