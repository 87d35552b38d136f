// Names the generated files; the export program writes them and a test compares them.

#include "protocol/export.hpp"

namespace protocol {

std::vector<GeneratedFile> generated_files() {
  return {{"clients/web/src/protocol.gen.ts", export_typescript},
          {"protocol/asyncapi.gen.json", export_asyncapi},
          {"protocol/openapi.gen.json", export_openapi},
          {"protocol/seen_by.gen.md", export_seen_by}};
}

}  // namespace protocol
