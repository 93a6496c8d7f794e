// Listen: takes connections on HOST:PORT with every given loop; the kernel spreads them
// (SO_REUSEPORT).
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/peer/ip_range.h"
#include "core/session/link.h"
#include "transports/tcp/loop.h"

namespace dragoman {

namespace tcp {
class Acceptor;
class Mailbox;
}  // namespace tcp

struct ListenOptions {
  // Connections of one loop whose stream is still opening (TLS handshake, upgrade). When there are so many, the oldest
  // one that has had a second makes room; until then further ones wait with the kernel.
  std::size_t most_opening = 128;
  // Of these of one netgroup (docs/limits.md): then the oldest one of that netgroup that has had a second makes room, or
  // the newcomer is not taken. Exempt addresses are not counted.
  std::size_t per_netgroup = std::numeric_limits<std::size_t>::max();
  std::vector<IpRange> exempt = {};
  // Hears, on the loop's thread, of those that were not taken; may be empty.
  std::function<void(const std::string& remote, const Status& why)> refused = {};
};

// Listens until it is destroyed or its loops stop. Any thread; may outlive the loops.
class Listener {
 public:
  Listener(Listener&&) = default;
  Listener& operator=(Listener&& other) noexcept;
  ~Listener() { Close(); }

  // HOST:PORT as bound: with the number that the system chose for port 0.
  const std::string& address() const { return address_; }
  // Takes no more connections; those that are there stay.
  void Close();

 private:
  friend Result<Listener> Listen(const std::string&, std::span<Loop* const>, MakeStream, ListenOptions);
  struct Place {
    std::shared_ptr<tcp::Mailbox> loop;
    std::shared_ptr<tcp::Acceptor> acceptor;
  };
  explicit Listener(std::string address) : address_(std::move(address)) {}

  std::string address_;
  std::vector<Place> places_;
};

// The port may be 0; the host may be a name, of whose addresses the first IPv4 one is taken, if
// any. `make` is called on the loop that took the connection, so on several threads at once.
// Faults: kUsage for an address that is none or not ours, kInUse with who holds the port, if that
// can be seen.
Result<Listener> Listen(const std::string& address, std::span<Loop* const> loops, MakeStream make,
                        ListenOptions options = {});
// Sessions over plain TCP.
Result<Listener> Listen(const std::string& address, std::span<Loop* const> loops, Adopt adopt,
                        ListenOptions options = {});

}  // namespace dragoman
