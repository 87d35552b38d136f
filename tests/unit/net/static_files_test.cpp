// Files come from a map in memory: pages for people's paths, and nothing for any other.

#include <gtest/gtest.h>

#include <string>
#include <string_view>

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

std::string value_of(net::Response const& response, std::string_view wanted) {
  for (auto const& [name, value] : response.headers) {
    if (name == wanted) return value;
  }
  return "";
}

TEST(StaticFiles, EveryoneGetsTheSmallestFormTheyTake) {
  net::StaticFiles const files;
  auto const asked = [&](std::string_view takes) {
    auto request = get("/k/abcd2345");
    request.headers["accept-encoding"] = takes;
    return files.find(request);
  };
  auto const plain = files.find(get("/k/abcd2345"));
  auto const gzip = asked("gzip, deflate");
  auto const brotli = asked("gzip, deflate, br, zstd");
  ASSERT_TRUE(plain && gzip && brotli) << "the page is built before the program";
  EXPECT_EQ(value_of(*plain, "Content-Encoding"), "");
  EXPECT_EQ(value_of(*gzip, "Content-Encoding"), "gzip");
  EXPECT_EQ(value_of(*brotli, "Content-Encoding"), "br");
  EXPECT_TRUE(gzip->body.starts_with("\x1f\x8b"));
  EXPECT_LT(gzip->body.size(), plain->body.size());
  EXPECT_LT(brotli->body.size(), gzip->body.size());
  for (auto const& one : {plain, gzip, brotli}) {
    EXPECT_EQ(one->type, "text/html; charset=utf-8");
    EXPECT_EQ(value_of(*one, "Vary"), "Accept-Encoding");
  }
  EXPECT_FALSE(files.find(get("/index.html.br")) || files.find(get("/index.html.gz"))) << "a form is no file";
}

}  // namespace
