#include "transports/tcp/listener.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <sys/socket.h>

#include "transports/tcp/acceptor.h"
#include "transports/tcp/endpoint.h"
#include "transports/tcp/faults.h"
#include "transports/tcp/port_owner.h"

namespace dragoman {
namespace {

using tcp::Endpoint;
using Socket = asio::ip::tcp::acceptor;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

// Connections that the kernel holds for us while a loop is busy.
constexpr int kBacklog = 4096;

Status InUse(const std::string& address, std::uint16_t port) {
  const std::string owner = tcp::PortOwner(port);
  if (owner.empty()) return tcp::ListenFault(EADDRINUSE, address).Next("'ss -ltnp' shows by whom.");
  return Status::Because(Code::kInUse,
                         "cannot listen on " + address + ": the port is in use by " + owner)
      .Next("Stop it or choose another port.");
}

// The first socket is bound without sharing, so that a port of somebody else is an error even if
// that one shares; then sharing is switched on, before it listens.
asio::error_code Bind(Socket& socket, const Endpoint& endpoint, bool first) {
  asio::error_code fault;
  socket.open(endpoint.protocol(), fault);
  if (!fault) socket.set_option(Socket::reuse_address(true), fault);
  if (!fault && !first) socket.set_option(ReusePort(true), fault);
  if (!fault) socket.bind(endpoint, fault);
  if (!fault && first) socket.set_option(ReusePort(true), fault);
  if (!fault) socket.non_blocking(true, fault);
  return fault;
}

Result<Endpoint> Resolve(const std::string& text) {
  Result<Address> address = ParseAddress(text);
  if (!address.ok()) return address.status();
  const std::vector<Endpoint> found = tcp::LookUp(*address);
  if (found.empty()) {
    return Status::Because(
        Code::kUsage, "cannot listen on " + text + ": no address is known for " + address->host);
  }
  const auto v4 =
      std::ranges::find_if(found, [](const Endpoint& e) { return e.address().is_v4(); });
  return v4 == found.end() ? found.front() : *v4;
}

}  // namespace

Listener& Listener::operator=(Listener&& other) noexcept {
  Close();
  address_ = std::move(other.address_);
  places_ = std::move(other.places_);
  return *this;
}

void Listener::Close() {
  for (Place& place : std::exchange(places_, {})) {
    place.loop->Post([acceptor = std::move(place.acceptor)] { acceptor->Goodbye(); });
  }
}

Result<Listener> Listen(const std::string& address, std::span<Loop* const> loops, Adopt adopt,
                        ListenOptions options) {
  return Listen(address, loops, Plain(std::move(adopt)), std::move(options));
}

Result<Listener> Listen(const std::string& address, std::span<Loop* const> loops, MakeStream make,
                        ListenOptions options) {
  Result<Endpoint> wanted = Resolve(address);
  if (!wanted.ok()) return wanted.status();
  Endpoint endpoint = *wanted;
  std::vector<Socket> sockets;
  for (Loop* loop : loops) {
    Socket& socket = sockets.emplace_back(loop->core().io());
    asio::error_code fault = Bind(socket, endpoint, sockets.size() == 1);
    if (!fault)
      endpoint = socket.local_endpoint(fault);  // port 0: the others share what the first got
    if (fault == asio::error::address_in_use) return InUse(address, endpoint.port());
    if (fault) return tcp::ListenFault(fault.value(), address);
  }
  for (Socket& socket : sockets) {
    asio::error_code fault;
    socket.listen(kBacklog, fault);
    if (fault == asio::error::address_in_use) return InUse(address, endpoint.port());
    if (fault) return tcp::ListenFault(fault.value(), address);
  }
  Listener listener(tcp::Format(endpoint));
  for (std::size_t i = 0; i < loops.size(); ++i) {
    tcp::LoopCore& core = loops[i]->core();
    const auto acceptor = std::make_shared<tcp::Acceptor>(core, std::move(sockets[i]), make, options);
    listener.places_.push_back({core.mailbox(), acceptor});
    core.mailbox()->Post([acceptor] { acceptor->Start(); });
  }
  return listener;
}

}  // namespace dragoman
