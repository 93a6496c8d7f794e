#include "core/peer/ip_range.h"

#include <algorithm>
#include <charconv>

#include <arpa/inet.h>

namespace dragoman {
namespace {

constexpr ByteArray<12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr unsigned kMappedBits = 96;
constexpr unsigned kV4Netgroup = 24;
constexpr unsigned kV6Netgroup = 48;
constexpr unsigned kV6Host = 64;

IpAddress Masked(IpAddress address, unsigned bits) {
  for (unsigned i = 0; i < address.bytes.size(); ++i) {
    const unsigned kept = bits > i * 8 ? std::min(bits - i * 8, 8U) : 0;
    address.bytes[i] &= static_cast<std::uint8_t>(0xff00U >> kept);
  }
  return address;
}

}  // namespace

std::optional<IpAddress> IpAddress::Parse(std::string_view text) {
  const std::string whole(text);
  IpAddress address;
  if (::inet_pton(AF_INET6, whole.c_str(), address.bytes.data()) == 1) return address;
  std::ranges::copy(kMapped, address.bytes.begin());
  if (::inet_pton(AF_INET, whole.c_str(), address.bytes.data() + kMapped.size()) == 1) return address;
  return std::nullopt;
}

std::string IpAddress::ToString() const {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool v4 = is_v4();
  ::inet_ntop(v4 ? AF_INET : AF_INET6, bytes.data() + (v4 ? kMapped.size() : 0), text.data(), text.size());
  return text.data();
}

bool IpAddress::is_v4() const { return std::equal(kMapped.begin(), kMapped.end(), bytes.begin()); }

bool IpAddress::is_loopback() const {
  if (is_v4()) return bytes[12] == 127;
  return *this == IpAddress::Parse("::1");
}

std::string_view HostOf(std::string_view address) {
  const std::size_t colon = address.rfind(':');
  std::string_view host = address.substr(0, colon);
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return host;
}

std::uint16_t PortOf(std::string_view address) {
  const std::size_t colon = address.rfind(':');
  std::uint16_t port = 0;
  if (colon != std::string_view::npos) {
    std::from_chars(address.data() + colon + 1, address.data() + address.size(), port);
  }
  return port;
}

Result<IpRange> IpRange::Parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::optional<IpAddress> address = IpAddress::Parse(text.substr(0, slash));
  if (!address.has_value()) {
    return Status::Because(Code::kUsage, "\"" + std::string(text) + "\" is no IP address, nor a range like 192.0.2.0/24");
  }
  IpRange range;
  range.base = *address;
  if (slash == std::string_view::npos) return range;
  const std::string_view digits = text.substr(slash + 1);
  const unsigned most = address->is_v4() ? 32 : 128;
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (error != std::errc() || end != digits.data() + digits.size() || bits > most) {
    return Status::Because(Code::kUsage, "\"" + std::string(text) + "\": the number behind the slash goes from 0 to " +
                                             std::to_string(most));
  }
  range.bits = address->is_v4() ? kMappedBits + bits : bits;
  range.base = Masked(*address, range.bits);
  return range;
}

std::string IpRange::ToString() const {
  const bool v4 = base.is_v4() && bits >= kMappedBits;
  if (bits == 128) return base.ToString();
  return base.ToString() + '/' + std::to_string(v4 ? bits - kMappedBits : bits);
}

bool IpRange::Contains(const IpAddress& address) const { return Masked(address, bits) == base; }

bool AnyContains(std::span<const IpRange> ranges, const IpAddress& address) {
  return std::ranges::any_of(ranges, [&](const IpRange& range) { return range.Contains(address); });
}

IpRange Netgroup(const IpAddress& address) {
  IpRange group;
  group.bits = address.is_v4() ? kMappedBits + kV4Netgroup : kV6Netgroup;
  group.base = Masked(address, group.bits);
  return group;
}

IpRange Culprit(const IpAddress& address) {
  IpRange culprit;
  culprit.bits = address.is_v4() ? 128 : kV6Host;
  culprit.base = Masked(address, culprit.bits);
  return culprit;
}

}  // namespace dragoman
