// The HTTP interface as documented (protocol/openapi.gen.json) and as served (server/net/api.cpp): the same lines, and
// the same door before each.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "server/net/api.hpp"

namespace {

using net::ServedRoute;

std::string between(std::string const& line, char from, char to) {
  auto const start = line.find(from);
  auto const end = line.find(to, start + 1);
  return start == std::string::npos || end == std::string::npos ? "" : line.substr(start + 1, end - start - 1);
}

// The document is printed by our own generator, one space for each level: paths stand at two, methods at three.
std::vector<ServedRoute> documented() {
  std::ifstream file{OPENAPI};
  std::vector<ServedRoute> routes;
  std::string path;
  for (std::string line; std::getline(file, line);) {
    auto const depth = line.find_first_not_of(' ');
    if (depth == 1) path.clear();
    if (depth == 2 && line.starts_with("  \"/")) path = between(line, '"', '"');
    if (path.empty()) continue;
    if (depth == 3 && line.ends_with("{")) {
      auto method = between(line, '"', '"');
      std::ranges::transform(method, method.begin(), [](unsigned char sign) { return std::toupper(sign); });
      routes.push_back({method, path, false});
    }
    if (depth == 4 && line.starts_with("    \"security\"")) routes.back().is_for_office = true;
  }
  return routes;
}

std::vector<std::string> in_words(std::vector<ServedRoute> routes) {
  std::ranges::sort(routes);
  std::vector<std::string> lines;
  for (auto const& route : routes) {
    lines.push_back(route.method + " " + route.path + (route.is_for_office ? " (signed in)" : ""));
  }
  return lines;
}

TEST(Routes, WhatIsDocumentedIsServedAndWhatIsServedIsDocumented) {
  auto const document = documented();
  ASSERT_GE(document.size(), 10u) << "the document could not be read from " << OPENAPI;
  EXPECT_EQ(in_words(net::Api::served()), in_words(document));
}

TEST(Routes, NoLineIsServedTwice) {
  auto routes = in_words(net::Api::served());
  EXPECT_EQ(std::ranges::unique(routes).size(), 0u);
}

}  // namespace
