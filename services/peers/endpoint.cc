#include "services/peers/endpoint.h"

#include <algorithm>
#include <vector>

namespace dragoman::peers {
namespace {

constexpr std::size_t kV4At = 12;  // in the mapped form

const std::vector<IpRange>& PrivateRanges() {
  static const std::vector<IpRange> kRanges = [] {
    std::vector<IpRange> ranges;
    for (const char* text : {"0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
                             "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
                             "224.0.0.0/3", "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23",
                             "2001:db8::/32", "fc00::/7", "fe80::/10", "ff00::/8"}) {
      ranges.push_back(IpRange::Of(text));
    }
    return ranges;
  }();
  return kRanges;
}

}  // namespace

std::optional<Endpoint> Endpoint::Of(const Address& address) {
  const std::optional<IpAddress> ip = IpAddress::Parse(address.host);
  if (!ip.has_value()) return std::nullopt;
  Endpoint endpoint;
  endpoint.ip = *ip;
  endpoint.port = address.port;
  return endpoint;
}

std::optional<Endpoint> Endpoint::Parse(std::string_view text) {
  Address address;
  address.host = HostOf(text);
  address.port = PortOf(text);
  return Of(address);
}

std::string Endpoint::ToString() const {
  const std::string host = ip.ToString();
  return (ip.is_v4() ? host : '[' + host + ']') + ':' + std::to_string(port);
}

ByteVector GroupOf(const IpAddress& ip) {
  if (ip.is_v4()) return {1, ip.bytes[kV4At], ip.bytes[kV4At + 1]};
  return {0, ip.bytes[0], ip.bytes[1], ip.bytes[2], ip.bytes[3]};
}

ByteVector KeyOf(const Endpoint& endpoint) {
  ByteVector key(16, 0);
  if (endpoint.ip.is_v4()) {
    key[0] = 0x20;
    key[1] = 0x02;
    std::copy(endpoint.ip.bytes.begin() + kV4At, endpoint.ip.bytes.end(), key.begin() + 2);
  } else {
    std::ranges::copy(endpoint.ip.bytes, key.begin());
  }
  key.push_back(static_cast<std::uint8_t>(endpoint.port >> 8));
  key.push_back(static_cast<std::uint8_t>(endpoint.port));
  return key;
}

bool IsPrivate(const IpAddress& ip) { return AnyContains(PrivateRanges(), ip); }

}  // namespace dragoman::peers
