// Ports: ours to listen on, and other people's.
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "apps/dragoman/config/suggest.h"
#include "apps/dragoman/doctor/check.h"
#include "transports/tcp/address.h"
#include "transports/tcp/dialer.h"
#include "transports/tcp/faults.h"
#include "transports/tcp/port_owner.h"

namespace dragoman::doctor {
namespace {

constexpr std::chrono::seconds kDialPatience{5};

// 0, or the error number with which binding fails, as the listener would bind. Listens to nobody.
int TryBinding(const Address& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  const std::string port = std::to_string(address.port);
  if (::getaddrinfo(address.host.c_str(), port.c_str(), &hints, &found) != 0) return EADDRNOTAVAIL;
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> keep(found, &::freeaddrinfo);
  const int socket = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return errno;
  const int on = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  const int fault = ::bind(socket, found->ai_addr, found->ai_addrlen) == 0 ? 0 : errno;
  ::close(socket);
  return fault;
}

std::string OwnerText(std::uint16_t port) {
  const std::string owner = tcp::PortOwner(port);
  return owner.empty() ? "by a process of another user" : "by " + owner;
}

struct Usual {
  std::string network;
  std::uint16_t port;
};

std::vector<Usual> UsualPorts(const DialectRegistry& dialects, const Nodes& nodes) {
  std::vector<Usual> ports;
  const auto add = [&ports](const Dialect& dialect, const std::string& only) {
    for (const NetworkEntry& network : dialect.networks()) {
      if (network.port == 0 || (!only.empty() && network.name != only)) continue;
      ports.push_back({dialect.family() + ":" + network.name, network.port});
    }
  };
  for (const config::Settings& node : nodes) {
    if (const Dialect* dialect = dialects.Find(node.text("dialect"))) add(*dialect, node.text("network"));
  }
  if (!ports.empty()) return ports;
  for (const Dialect* dialect : dialects.all()) add(*dialect, "");
  return ports;
}

}  // namespace

Check CheckListen(const std::string& address) {
  const Result<Address> read = ParseAddress(address);
  if (!read.ok()) return Check::Of("port", Verdict::kFailed, read.status().Text(), std::string(read.status().hint()));
  const int fault = TryBinding(*read);
  if (fault == 0) {
    return Check::Of("port", Verdict::kOk, read->port == 0 ? address + ": any free port" : address + " is free");
  }
  if (fault != EADDRINUSE) {
    const Status why = tcp::ListenFault(fault, address);
    return Check::Of("port", Verdict::kFailed, why.Text(), std::string(why.hint()));
  }
  const std::string owner = OwnerText(read->port);
  const bool ours = owner.starts_with("by dragoman (");
  return Check::Of("port", ours ? Verdict::kWarning : Verdict::kFailed, address + " is in use " + owner,
                   ours ? "Right if that is this node, running; else choose another port."
                        : "Stop it or choose another port; 'ss -ltnp' shows all of them.");
}

Check CheckUsualPorts(const DialectRegistry& dialects, const Nodes& nodes) {
  const std::vector<Usual> ports = UsualPorts(dialects, nodes);
  std::vector<std::string> free;
  std::vector<std::string> used;
  for (const Usual& usual : ports) {
    Address address;
    address.host = "127.0.0.1";
    address.port = usual.port;
    const std::string named = std::to_string(usual.port) + " (" + usual.network + ")";
    if (TryBinding(address) == EADDRINUSE) used.push_back(named + " is in use " + OwnerText(usual.port));
    else free.push_back(named);
  }
  if (ports.empty()) return Check::Of("port", Verdict::kOk, "no usual port; 'dragoman doctor --listen HOST:PORT' looks at one");
  if (used.empty()) return Check::Of("port", Verdict::kOk, "free on 127.0.0.1: " + Join(free));
  return Check::Of("port", Verdict::kWarning, Join(used), "Right if that is the node you mean; else listen on another port.");
}

Check CheckReachable(const std::string& address, const std::string& from, bool needed) {
  const SystemClock clock;
  Loop loop(clock);
  DialOptions options;
  options.from = from;
  options.timeout = kDialPatience;
  TcpDialer dialer(loop, options);
  Status outcome;
  const auto adopt = [&loop](const LinkInfo&, Host&) -> Result<std::unique_ptr<Session>> {
    loop.StopNow();
    return Status(Code::kClosed, "that is all");
  };
  const auto failed = [&loop, &outcome](const Status& why) {
    outcome = why;
    loop.StopNow();
  };
  dialer.Dial(address, adopt, failed);
  loop.Run();
  if (outcome.ok()) return Check::Of("peer", Verdict::kOk, address + " takes connections; 'dragoman probe' shakes hands");
  std::string next(outcome.hint());
  const Result<Address> read = ParseAddress(address);
  const bool refused = outcome.Text().ends_with("connection refused");
  if (refused && read.ok() && (read->host == "127.0.0.1" || read->host == "::1" || read->host == "localhost")) {
    const std::string owner = tcp::PortOwner(read->port);
    next = owner.empty() ? "Nobody listens on port " + std::to_string(read->port) + " of this machine: start the node, or mend the port."
                         : "The port is held by " + owner + ", on another address of this machine.";
  } else if (refused) {
    next = "That machine is up, but nobody listens there: is the node running, and is this its port?";
  }
  return Check::Of("peer", needed ? Verdict::kFailed : Verdict::kWarning, outcome.Text(), std::move(next));
}

}  // namespace dragoman::doctor
