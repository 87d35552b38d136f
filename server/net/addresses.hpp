#pragma once
// Where a request really comes from. A forwarded address is believed only from a proxy that the operator named
// (--trusted-proxy CIDR); anybody else's header changes nothing. Pure apart from parsing. Any thread.

#include <boost/asio/ip/address.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace net {

using Address = boost::asio::ip::address;

struct Network {
  Address base;
  unsigned prefix = 0;
  bool holds(Address const& address) const;
};

// "127.0.0.1/32", "::1", "10.0.0.0/8"; "::ffff:10.0.0.0/104" is the last one again. None: not readable.
std::optional<Network> read_network(std::string_view text);

// The last address in X-Forwarded-For that was not added by a trusted proxy; the peer itself when it is not trusted.
Address real_address(Address const& peer, std::string_view forwarded_for, std::vector<Network> const& trusted);

// What limits are counted by: an IPv4 address, or the /64 of an IPv6 one.
std::string limit_key(Address const& address);

}  // namespace net
