#include "transports/tcp/endpoint.h"

#include <cstring>
#include <memory>

#include <netdb.h>

namespace dragoman::tcp {
namespace {

std::vector<Endpoint> Ask(const Address& address, int flags) {
  addrinfo wanted{};
  wanted.ai_family = AF_UNSPEC;
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = flags | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const std::string port = std::to_string(address.port);
  if (::getaddrinfo(address.host.c_str(), port.c_str(), &wanted, &found) != 0) return {};
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, ::freeaddrinfo);
  std::vector<Endpoint> endpoints;
  for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
    Endpoint endpoint;
    if (entry->ai_addrlen > endpoint.capacity()) continue;
    std::memcpy(endpoint.data(), entry->ai_addr, entry->ai_addrlen);
    endpoint.resize(entry->ai_addrlen);
    endpoints.push_back(endpoint);
  }
  return endpoints;
}

}  // namespace

std::string Format(const Endpoint& endpoint) {
  asio::ip::address host = endpoint.address();
  if (host.is_v6() && host.to_v6().is_v4_mapped()) {
    host = asio::ip::make_address_v4(asio::ip::v4_mapped, host.to_v6());
  }
  return Format(Address{host.to_string(), endpoint.port()});
}

std::vector<Endpoint> Numeric(const Address& address) { return Ask(address, AI_NUMERICHOST); }
std::vector<Endpoint> LookUp(const Address& address) { return Ask(address, 0); }

}  // namespace dragoman::tcp
