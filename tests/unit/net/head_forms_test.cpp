// Forms of parts of a request's head that the HTTP library leaves to us.

#include "server/net/head_forms.hpp"

#include <gtest/gtest.h>

namespace {

using namespace net;

TEST(HeadForms, AHostHasTheSignsOfAHost) {
  for (auto const* fine : {"", "127.0.0.1", "127.0.0.1:8080", "[::1]:8080", "plek.example.org", "A-b_c"}) {
    EXPECT_TRUE(is_host(fine)) << fine;
  }
  for (auto const* wrong : {"a b", "x\"><script>", "a,b", "user@host", "a/b", "a?b", "h\xC3\xA9"}) {
    EXPECT_FALSE(is_host(wrong)) << wrong;
  }
  EXPECT_FALSE(is_host(std::string(256, 'a')));
}

TEST(HeadForms, AKeyIsSixteenOctetsInBase64) {
  EXPECT_TRUE(is_socket_key("dGhlIHNhbXBsZSBub25jZQ=="));
  EXPECT_TRUE(is_socket_key("+/+/+/+/+/+/+/+/+/+/+A=="));
  for (auto const* wrong : {"", "dGhlIHNhbXBsZSBub25j", "dGhlIHNhbXBsZSBub25jZXM=", "dGhl!HNhbXBsZSBub25jZQ==",
                            "dGhlIHNhbXBsZSBub25jZXMh", "dGhlIHNhbXBsZSBub25jZQ", "=GhlIHNhbXBsZSBub25jZQ=="}) {
    EXPECT_FALSE(is_socket_key(wrong)) << wrong;
  }
}

TEST(HeadForms, AWordStandsWholeInItsList) {
  EXPECT_TRUE(has_word("plekberaad.v1", "plekberaad.v1"));
  EXPECT_TRUE(has_word("chat,\tplekberaad.v1 ,x", "plekberaad.v1"));
  for (auto const* wrong : {"", "plekberaad.v11", "xplekberaad.v1", "PLEKBERAAD.V1", "plekberaad.v1 x"}) {
    EXPECT_FALSE(has_word(wrong, "plekberaad.v1")) << wrong;
  }
}

TEST(HeadForms, ATargetHasOnePathInBothForms) {
  EXPECT_EQ(path_of("/k/abc?x=1"), "/k/abc");
  EXPECT_EQ(path_of("http://127.0.0.1:80/k/abc?x=1"), "/k/abc");
  EXPECT_EQ(path_of("HTTPS://h/"), "/");
  EXPECT_EQ(path_of("http://h"), "/");
  EXPECT_EQ(path_of("http://h?x=/y"), "/");
  EXPECT_EQ(path_of("*"), "*");
}

TEST(HeadForms, OnlyJsonIsJson) {
  for (auto const* fine : {"application/json", "Application/JSON", "application/json ; charset=utf-8"}) {
    EXPECT_TRUE(is_json_type(fine)) << fine;
  }
  for (auto const* wrong : {"", "application/jsonp", "text/plain; application/json", "application/json, text/plain"}) {
    EXPECT_FALSE(is_json_type(wrong)) << wrong;
  }
}

TEST(HeadForms, AWeightOfNoughtSaysNo) {
  for (auto const* fine : {"gzip", "br, GZIP;q=0.5", "gzip; q=1", "gzip ;q=0.001"}) {
    EXPECT_TRUE(takes("gzip", fine)) << fine;
  }
  for (auto const* wrong : {"", "br", "xgzip", "gzip;q=0", "gzip; q=0.000", "identity"}) {
    EXPECT_FALSE(takes("gzip", wrong)) << wrong;
  }
  for (auto const* fine : {"br", "gzip, deflate, br, zstd", "gzip;q=0, BR;q=0.1"})
    EXPECT_TRUE(takes("br", fine)) << fine;
  for (auto const* wrong : {"", "gzip, deflate", "brotli", "gzip, br;q=0"}) EXPECT_FALSE(takes("br", wrong)) << wrong;
}

}  // namespace
