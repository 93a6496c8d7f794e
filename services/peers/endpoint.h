// Endpoint: where a node listens; its group and its place in hashes, as gossiping networks reckon them
// (wire/chia.md 15.2, 15.3). Values.
#pragma once

#include <compare>
#include <optional>
#include <string>

#include "core/base/bytes.h"
#include "core/peer/ip_range.h"
#include "core/router/peers.h"

namespace dragoman::peers {

struct Endpoint {
  IpAddress ip;
  std::uint16_t port = 0;
  auto operator<=>(const Endpoint&) const = default;

  // nullopt where the host is no IP literal.
  static std::optional<Endpoint> Of(const Address& address);
  // "192.0.2.1:8444" or "[2001:db8::1]:8444".
  static std::optional<Endpoint> Parse(std::string_view text);
  std::string ToString() const;
};

// Who is likely to be one owner: the IPv4 /16, or the first four bytes of an IPv6 address.
ByteVector GroupOf(const IpAddress& ip);
// 16 bytes of address (IPv4 as 6to4) and the port.
ByteVector KeyOf(const Endpoint& endpoint);

// Nobody can reach it from elsewhere: private, loopback, link-local, multicast, for documents, reserved.
bool IsPrivate(const IpAddress& ip);

}  // namespace dragoman::peers
