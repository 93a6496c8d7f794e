#include "services/peers/system_resolver.h"

#include <algorithm>
#include <memory>
#include <thread>

#include <netdb.h>
#include <netinet/in.h>

namespace dragoman::peers {
namespace {

constexpr std::size_t kMostOfAKind = 32;

std::optional<IpAddress> AddressIn(const addrinfo& info) {
  IpAddress address;
  if (info.ai_family == AF_INET6) {
    const auto* v6 = reinterpret_cast<const sockaddr_in6*>(info.ai_addr);
    std::copy_n(v6->sin6_addr.s6_addr, address.bytes.size(), address.bytes.begin());
    return address;
  }
  if (info.ai_family != AF_INET) return std::nullopt;
  constexpr std::size_t kMapped = 10;
  address.bytes[kMapped] = address.bytes[kMapped + 1] = 0xff;
  const auto* v4 = reinterpret_cast<const sockaddr_in*>(info.ai_addr);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(&v4->sin_addr.s_addr);
  std::copy_n(bytes, sizeof v4->sin_addr.s_addr, address.bytes.begin() + kMapped + 2);
  return address;
}

Result<std::vector<IpAddress>> LookUp(const std::string& name) {
  std::vector<IpAddress> found;
  const char* why = "no address of that name";
  for (const int family : {AF_INET, AF_INET6}) {
    addrinfo hints{};
    hints.ai_family = family;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    if (const int failed = ::getaddrinfo(name.c_str(), nullptr, &hints, &list); failed != 0) {
      why = ::gai_strerror(failed);
      continue;
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned(list, ::freeaddrinfo);
    std::size_t left = kMostOfAKind;
    for (const addrinfo* info = list; info != nullptr && left > 0; info = info->ai_next, --left) {
      if (const std::optional<IpAddress> address = AddressIn(*info)) found.push_back(*address);
    }
  }
  if (found.empty()) return Status::Because(Code::kUnreachable, "looking up " + name + ": " + why);
  return found;
}

}  // namespace

// Nobody joins the thread: a name server that does not answer holds it for half a minute, and this process is to be
// gone sooner than that.
void ResolveBySystem(const std::string& name, Post post, std::function<void(const Result<std::vector<IpAddress>>&)> found) {
  std::thread([name, post = std::move(post), found = std::move(found)]() mutable {
    post([addresses = LookUp(name), found = std::move(found)] { found(addresses); });
  }).detach();
}

}  // namespace dragoman::peers
