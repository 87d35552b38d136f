// Origins, cookies and the headers of every answer.

#include <gtest/gtest.h>

#include "server/net/web.hpp"

namespace {

net::Request from(std::string origin, std::string host = "plek.example.org", bool is_secure = true) {
  net::Request request;
  if (!origin.empty()) request.headers["origin"] = std::move(origin);
  request.headers["host"] = std::move(host);
  request.is_secure = is_secure;
  return request;
}

TEST(Origin, OnlyOursExactly) {
  net::Origins const origins{"https://plek.example.org"};
  EXPECT_TRUE(origins.is_ours(from("https://plek.example.org")));
  EXPECT_TRUE(origins.is_ours(from(""))) << "no browser sends none across sites";
  for (auto const* foreign :
       {"https://evil.example", "null", "https://plek.example.org.evil.example", "https://evilplek.example.org",
        "http://plek.example.org", "https://plek.example.org:444", "https://plek.example.org/", "https://plek.example",
        "plek.example.org", "https://PLEK.example.org", "https://plek.example.org,https://evil.example"}) {
    EXPECT_FALSE(origins.is_ours(from(foreign))) << foreign;
  }
}

TEST(Origin, AForgedHostDoesNotHelpAgainstAPublicAddress) {
  net::Origins const origins{"https://plek.example.org"};
  EXPECT_FALSE(origins.is_ours(from("https://evil.example", "evil.example")));
}

TEST(Origin, WithoutAPublicAddressTheHostIsOurs) {
  net::Origins const origins{""};
  EXPECT_TRUE(origins.is_ours(from("http://192.168.1.4:8080", "192.168.1.4:8080", false)));
  EXPECT_FALSE(origins.is_ours(from("https://192.168.1.4:8080", "192.168.1.4:8080", false)));
  EXPECT_FALSE(origins.is_ours(from("http://192.168.1.4:8081", "192.168.1.4:8080", false)));
  EXPECT_FALSE(origins.is_ours(from("http://", "", false)));
  EXPECT_FALSE(origins.is_ours(from("null", "null", false)));
}

TEST(Cookies, AreReadWithoutGuessing) {
  auto const cookies = net::read_cookies("a=1; b=x=y;c=; d; =e;  f=7");
  EXPECT_EQ(cookies.at("a"), "1");
  EXPECT_EQ(cookies.at("b"), "x=y");
  EXPECT_EQ(cookies.at("c"), "");
  EXPECT_FALSE(cookies.contains("d"));
  EXPECT_EQ(cookies.at("f"), "7");
  EXPECT_TRUE(net::read_cookies("").empty());
  EXPECT_EQ(net::read_cookies("a=1; a=2").at("a"), "1");
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "c" + std::to_string(i) + "=1;";
  EXPECT_LE(net::read_cookies(many).size(), 50u);
}

std::string header(std::vector<std::pair<std::string, std::string>> const& headers, std::string const& name) {
  for (auto const& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

TEST(Headers, APageMayLoadNothingFromElsewhereAndBeFramedByNobody) {
  auto const headers = net::security_headers(from(""), true);
  auto const policy = header(headers, "Content-Security-Policy");
  for (auto const* part : {"default-src 'none'", "script-src 'self';", "style-src 'self';",
                           "connect-src 'self' wss://plek.example.org;", "base-uri 'none'", "form-action 'self'",
                           "frame-ancestors 'none'", "object-src 'none'", "require-trusted-types-for 'script'"}) {
    EXPECT_NE(policy.find(part), std::string::npos) << part;
  }
  for (auto const* bad : {"unsafe", "*", "http:", "data:", "https:"})
    EXPECT_EQ(policy.find(bad), std::string::npos) << bad;
  EXPECT_EQ(header(headers, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(header(headers, "X-Frame-Options"), "DENY");
  EXPECT_EQ(header(headers, "Referrer-Policy"), "no-referrer");
  EXPECT_EQ(header(headers, "Strict-Transport-Security"), "max-age=31536000; includeSubDomains");
  EXPECT_EQ(header(headers, "Server"), "");
}

TEST(Headers, HstsOnlyOverTls) {
  EXPECT_EQ(header(net::security_headers(from("", "x", false), true), "Strict-Transport-Security"), "");
}

TEST(Headers, AnAnswerThatIsNoPageMayDoNothing) {
  EXPECT_EQ(header(net::security_headers(from(""), false), "Content-Security-Policy"),
            "default-src 'none'; frame-ancestors 'none'");
}

TEST(Headers, AForgedHostCannotWriteThePolicy) {
  for (auto const* host : {"x; script-src *", "x\r\nX-Bad: 1", "x y", "x'", "x,y"}) {
    auto const policy = header(net::security_headers(from("", host), true), "Content-Security-Policy");
    EXPECT_EQ(policy.find(host), std::string::npos) << host;
    EXPECT_NE(policy.find("connect-src 'self';"), std::string::npos);
  }
}

}  // namespace
