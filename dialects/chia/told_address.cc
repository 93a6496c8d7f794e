#include "dialects/chia/told_address.h"

#include <algorithm>

#include "dialects/chia/settings.h"

namespace dragoman::chia {
namespace {

constexpr std::size_t kLongestHost = 45;  // characters
constexpr std::uint16_t kDefaultPorts[] = {8444, 58444, 58445};

}  // namespace

bool IsLiteral(std::string_view host) { return host.size() <= kLongestHost && IpAddress::Parse(host).has_value(); }

bool IsOfAnotherNetwork(const Peer& peer, std::uint16_t port) {
  const std::uint16_t own = NetworkNamed(peer.context().network_name).port;
  return port != own && std::ranges::find(kDefaultPorts, port) != std::end(kDefaultPorts);
}

}  // namespace dragoman::chia
