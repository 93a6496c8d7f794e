#include "transports/tcp/address.h"

#include <charconv>

namespace dragoman {
namespace {

Status Wrong(std::string_view text, const char* what) {
  Status status =
      Status::Because(Code::kUsage, '"' + std::string(text) + "\" is no address: " + what);
  return status.Next("Write HOST:PORT, for example 127.0.0.1:8444 or [::1]:8444.");
}

}  // namespace

Result<Address> ParseAddress(std::string_view text) {
  Address address;
  std::string_view port;
  if (text.starts_with('[')) {
    const std::size_t bracket = text.find(']');
    if (bracket == text.npos) return Wrong(text, "the bracket is never closed");
    address.host = text.substr(1, bracket - 1);
    const std::string_view rest = text.substr(bracket + 1);
    if (!rest.starts_with(':')) return Wrong(text, "the port is missing");
    if (address.host.find(':') == std::string::npos) {
      return Wrong(text, "brackets are for IPv6 addresses");
    }
    port = rest.substr(1);
  } else {
    const std::size_t colon = text.find(':');
    if (colon == text.npos) return Wrong(text, "the port is missing");
    if (text.find(':', colon + 1) != text.npos) {
      return Wrong(text, "an IPv6 address stands in brackets");
    }
    address.host = text.substr(0, colon);
    port = text.substr(colon + 1);
  }
  if (address.host.empty()) return Wrong(text, "the host is missing");
  if (port.empty()) return Wrong(text, "the port is missing");
  const auto [end, fault] = std::from_chars(port.data(), port.data() + port.size(), address.port);
  if (fault != std::errc() || end != port.data() + port.size()) {
    return Wrong(text, "the port is not a number from 0 to 65535");
  }
  return address;
}

std::string Format(const Address& address) {
  const bool v6 = address.host.find(':') != std::string::npos;
  const std::string host = v6 ? '[' + address.host + ']' : address.host;
  return host + ':' + std::to_string(address.port);
}

}  // namespace dragoman
