// Address: HOST:PORT as people write it. HOST is a name, an IPv4 address or, in brackets, an IPv6
// address.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace dragoman {

struct Address {
  std::string host;  // without brackets
  std::uint16_t port = 0;
};

// kUsage with a sentence that quotes `text`.
Result<Address> ParseAddress(std::string_view text);
// "127.0.0.1:8444", "[::1]:8444"
std::string Format(const Address& address);

}  // namespace dragoman
