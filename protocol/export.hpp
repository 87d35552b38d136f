#pragma once
// Everything that is generated from the descriptions. The text goes into committed files; a test fails when one of
// them is stale. Pure functions, one thread.

#include <string>
#include <string_view>
#include <vector>

namespace protocol {

std::string export_typescript();
std::string export_asyncapi();
std::string export_openapi();
std::string export_seen_by();

struct GeneratedFile {
  std::string_view path;  // from the root of the repository
  std::string (*text)();
};
std::vector<GeneratedFile> generated_files();

}  // namespace protocol
