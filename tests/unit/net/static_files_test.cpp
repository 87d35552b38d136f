// Files come from a map in memory: pages for people's paths, and nothing for any other.

#include <gtest/gtest.h>

#include "server/net/static_files.hpp"

namespace {

net::Request get(std::string path) {
  net::Request request;
  request.method = "GET";
  request.path = std::move(path);
  request.headers["host"] = "localhost";
  return request;
}

TEST(StaticFiles, APathThatIsNotOursIsNotThere) {
  net::StaticFiles const files;
  for (auto const* path : {"/etc/passwd",
                           "/../etc/passwd",
                           "//etc/passwd",
                           "/assets/../../etc/passwd",
                           "/assets/..%2f..%2fetc/passwd",
                           "/%2e%2e/%2e%2e/etc/passwd",
                           "/k/../../etc/passwd",
                           "/..\\..\\windows\\win.ini",
                           "/assets/",
                           "/assets",
                           "/.git/config",
                           "/server.key",
                           "/journal.sqlite",
                           "",
                           "/bibliotheek/../journal.sqlite",
                           "/zaal/../server.key",
                           "/index.html/..",
                           "/formats/../server.key",
                           "/formats/",
                           "file:///etc/passwd"}) {
    EXPECT_FALSE(files.find(get(path))) << path;
  }
  EXPECT_FALSE(files.find(get(std::string("/formats/eerste-avond.json\0.txt", 31))));
}

TEST(StaticFiles, FormatsAreThereWithTheirHeaders) {
  net::StaticFiles const files;
  auto const found = files.find(get("/formats/eerste-avond.json"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->type, "application/json");
  bool has_nosniff = false;
  for (auto const& [name, value] : found->headers) has_nosniff |= name == "X-Content-Type-Options";
  EXPECT_TRUE(has_nosniff);
}

}  // namespace
