#include "server/net/addresses.hpp"

#include <charconv>

namespace net {

namespace {

Address plain(Address const& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6());
  }
  return address;
}

template <class Bytes>
bool same_prefix(Bytes const& left, Bytes const& right, unsigned bits) {
  for (std::size_t i = 0; i < left.size() && bits > 0; ++i) {
    unsigned const here = std::min(bits, 8u);
    auto const mask = static_cast<unsigned char>(0xFF00u >> here);
    if ((left[i] & mask) != (right[i] & mask)) return false;
    bits -= here;
  }
  return true;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

bool Network::holds(Address const& given) const {
  auto const address = plain(given);
  if (address.is_v4() != base.is_v4()) return false;
  if (address.is_v4()) return same_prefix(address.to_v4().to_bytes(), base.to_v4().to_bytes(), prefix);
  return same_prefix(address.to_v6().to_bytes(), base.to_v6().to_bytes(), prefix);
}

std::optional<Network> read_network(std::string_view text) {
  auto const slash = text.find('/');
  boost::system::error_code error;
  auto const base = boost::asio::ip::make_address(std::string{text.substr(0, slash)}, error);
  if (error) return std::nullopt;
  unsigned const most = base.is_v4() ? 32 : 128;
  unsigned prefix = most;
  if (slash != std::string_view::npos) {
    auto const bits = text.substr(slash + 1);
    auto const [end, bad] = std::from_chars(bits.data(), bits.data() + bits.size(), prefix);
    if (bad != std::errc{} || end != bits.data() + bits.size() || prefix > most) return std::nullopt;
  }
  // Whoever comes over such an address counts as IPv4, so the network is IPv4 too, or it would hold nobody.
  if (auto const four = plain(base); four != base) {
    if (prefix < 96) return std::nullopt;
    return Network{four, prefix - 96};
  }
  return Network{base, prefix};
}

Address real_address(Address const& peer, std::string_view forwarded_for, std::vector<Network> const& trusted) {
  auto const is_trusted = [&](Address const& address) {
    for (auto const& network : trusted) {
      if (network.holds(address)) return true;
    }
    return false;
  };
  auto address = plain(peer);
  // From the right: each trusted proxy vouches for the address left of it.
  while (is_trusted(address) && !forwarded_for.empty()) {
    auto const comma = forwarded_for.rfind(',');
    auto const last = trimmed(comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1));
    forwarded_for = comma == std::string_view::npos ? std::string_view{} : forwarded_for.substr(0, comma);
    boost::system::error_code error;
    auto const next = boost::asio::ip::make_address(std::string{last}, error);
    if (error) break;
    address = plain(next);
  }
  return address;
}

std::string limit_key(Address const& given) {
  auto const address = plain(given);  // a listener on [::] sees IPv4 people as ::ffff:a.b.c.d
  if (address.is_v4()) return address.to_string();
  auto bytes = address.to_v6().to_bytes();
  return std::string(bytes.begin(), bytes.begin() + 8);
}

}  // namespace net
