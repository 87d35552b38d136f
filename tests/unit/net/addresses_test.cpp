// Where a request comes from: a proxy is believed when the operator named it, a stranger's header never.

#include <gtest/gtest.h>

#include "server/net/addresses.hpp"

namespace {

using net::read_network;
using net::real_address;

net::Address at(char const* text) { return boost::asio::ip::make_address(text); }

std::vector<net::Network> networks(std::initializer_list<char const*> texts) {
  std::vector<net::Network> all;
  for (auto const* text : texts) all.push_back(*read_network(text));
  return all;
}

TEST(Networks, AreReadOrRefused) {
  for (auto const* good : {"127.0.0.1/32", "10.0.0.0/8", "::1", "fd00::/8", "192.168.1.7", "0.0.0.0/0"}) {
    EXPECT_TRUE(read_network(good)) << good;
  }
  for (auto const* bad : {"", "/", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/8x", "localhost", "10.0.0.0/",
                          "10.0.0/8", "10.0.0.0/8/8", "::ffff:10.0.0.0/95"}) {
    EXPECT_FALSE(read_network(bad)) << bad;
  }
}

TEST(Networks, HoldTheirOwnAddressesOnly) {
  auto const ten = *read_network("10.16.0.0/12");
  EXPECT_TRUE(ten.holds(at("10.16.0.1")));
  EXPECT_TRUE(ten.holds(at("10.31.255.255")));
  EXPECT_FALSE(ten.holds(at("10.32.0.0")));
  EXPECT_FALSE(ten.holds(at("11.16.0.1")));
  EXPECT_TRUE(ten.holds(at("::ffff:10.16.0.1"))) << "the same person over a listener on [::]";
  EXPECT_FALSE(ten.holds(at("fd00::1")));
  auto const six = *read_network("2001:db8:1::/48");
  EXPECT_TRUE(six.holds(at("2001:db8:1:ffff::1")));
  EXPECT_FALSE(six.holds(at("2001:db8:2::1")));
  EXPECT_TRUE(read_network("0.0.0.0/0")->holds(at("8.8.8.8")));
  auto const mapped = *read_network("::ffff:10.16.0.0/108");
  EXPECT_TRUE(mapped.holds(at("10.31.255.255"))) << "an operator may write it either way";
  EXPECT_TRUE(mapped.holds(at("::ffff:10.16.0.1")));
  EXPECT_FALSE(mapped.holds(at("10.32.0.0")));
  EXPECT_TRUE(read_network("::ffff:127.0.0.1")->holds(at("127.0.0.1")));
}

TEST(Forwarded, AStrangersHeaderChangesNothing) {
  auto const proxies = networks({"127.0.0.1/32"});
  EXPECT_EQ(real_address(at("203.0.113.5"), "1.2.3.4", proxies), at("203.0.113.5"));
  EXPECT_EQ(real_address(at("127.0.0.1"), "1.2.3.4", {}), at("127.0.0.1"));
}

TEST(Forwarded, TheProxyIsBelievedAboutItsOwnVisitorOnly) {
  auto const proxies = networks({"127.0.0.1/32", "10.0.0.0/8"});
  EXPECT_EQ(real_address(at("127.0.0.1"), "203.0.113.5", proxies), at("203.0.113.5"));
  EXPECT_EQ(real_address(at("127.0.0.1"), "6.6.6.6, 203.0.113.5", proxies), at("203.0.113.5")) << "forged on the left";
  EXPECT_EQ(real_address(at("127.0.0.1"), "6.6.6.6, 203.0.113.5, 10.1.2.3", proxies), at("203.0.113.5"));
  EXPECT_EQ(real_address(at("127.0.0.1"), "", proxies), at("127.0.0.1"));
  EXPECT_EQ(real_address(at("127.0.0.1"), "rubbish", proxies), at("127.0.0.1"));
  EXPECT_EQ(real_address(at("127.0.0.1"), "203.0.113.5, rubbish", proxies), at("127.0.0.1"));
  EXPECT_EQ(real_address(at("::ffff:127.0.0.1"), "2001:db8::7", proxies), at("2001:db8::7"));
  EXPECT_EQ(real_address(at("127.0.0.1"), "10.1.1.1,10.2.2.2", proxies), at("10.1.1.1"));
}

TEST(LimitKey, IsTheAddressOrTheNetworkOfAHouse) {
  EXPECT_EQ(net::limit_key(at("203.0.113.5")), "203.0.113.5");
  EXPECT_NE(net::limit_key(at("203.0.113.5")), net::limit_key(at("203.0.113.6")));
  EXPECT_EQ(net::limit_key(at("2001:db8:1:2::1")), net::limit_key(at("2001:db8:1:2:ffff::9")));
  EXPECT_NE(net::limit_key(at("2001:db8:1:2::1")), net::limit_key(at("2001:db8:1:3::1")));
  EXPECT_EQ(net::limit_key(at("::ffff:203.0.113.5")), "203.0.113.5");
  EXPECT_NE(net::limit_key(at("::ffff:203.0.113.5")), net::limit_key(at("::ffff:203.0.113.6")))
      << "all of IPv4 is not one house";
}

}  // namespace
