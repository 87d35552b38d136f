#pragma once
// The web app from a map in memory, filled once at start from what was built into the program: a path outside the map
// does not exist, so there is nothing to traverse (guide reliability T23). What the build packed beside a file is that
// file's other form and no file of its own. Read-only afterwards.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

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
    std::vector<std::pair<std::string_view, std::string_view>> packed;  // coding and bytes, best first
    std::string type;
    bool is_page = false;
    bool never_changes = false;  // hashed name
  };
  std::unordered_map<std::string, File> files_;
};

}  // namespace net
