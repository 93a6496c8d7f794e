// Addresses between text and asio. Only for the sources of transports/tcp.
#pragma once

#include <string>
#include <vector>

#include <asio/ip/tcp.hpp>

#include "transports/tcp/address.h"

namespace dragoman::tcp {

using Endpoint = asio::ip::tcp::endpoint;

// As Format(Address); an IPv4 address that came over an IPv6 socket is shown as what it is.
std::string Format(const Endpoint& endpoint);

// Empty if `address.host` is a name.
std::vector<Endpoint> Numeric(const Address& address);
// Asks the system, which may take many seconds; empty if nobody knows the name. Any thread.
std::vector<Endpoint> LookUp(const Address& address);

}  // namespace dragoman::tcp
