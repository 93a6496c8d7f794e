// IpRange: a block of IP addresses, and the netgroup that an address belongs to. IPv4 addresses are kept as
// IPv4-mapped IPv6 ones, so that both kinds are compared alike. Values; thread-safe.
#pragma once

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace dragoman {

struct IpAddress {
  ByteArray<16> bytes{};  // network byte order
  auto operator<=>(const IpAddress&) const = default;

  // "192.0.2.1" or "2001:db8::1"; nullopt for anything else, names too.
  static std::optional<IpAddress> Parse(std::string_view text);
  std::string ToString() const;
  bool is_v4() const;
  bool is_loopback() const;
};

// Of "HOST:PORT" or "[HOST]:PORT" the host.
std::string_view HostOf(std::string_view address);
// And the port; 0 where there is none.
std::uint16_t PortOf(std::string_view address);

struct IpRange {
  IpAddress base;
  unsigned bits = 128;  // of `base` that count, 0 to 128
  auto operator<=>(const IpRange&) const = default;

  // An address, or an address with "/BITS" behind it (of 32 for IPv4, of 128 for IPv6). Errors: kUsage.
  static Result<IpRange> Parse(std::string_view text);
  // Of a literal that is right.
  static IpRange Of(std::string_view text) { return *Parse(text); }
  // "192.0.2.0/24", "192.0.2.1", "2001:db8::/48".
  std::string ToString() const;
  bool Contains(const IpAddress& address) const;
};

bool AnyContains(std::span<const IpRange> ranges, const IpAddress& address);

// The IPv4 /24 or IPv6 /48 of an address: what one owner easily has whole (QUALITY.md 2).
IpRange Netgroup(const IpAddress& address);
// Whom a deed is laid to: an IPv4 address, or the /64 that one IPv6 host has to itself.
IpRange Culprit(const IpAddress& address);

}  // namespace dragoman
