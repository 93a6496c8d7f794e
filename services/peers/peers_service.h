// PeersService: the address book of one network and the choice of whom to connect to. It serves peers.* on the router;
// told to (PeersOptions::outbound), it keeps links to other nodes. It owns no sockets: it says whom to dial
// (docs/peers.md).
//
// Thread-safe once started; no hand is called with the lock held. Construct and Start before the loops run; it outlives
// them. The book is saved to the shelf every 15 to 30 minutes, and at the end by whoever calls Save.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "core/router/router.h"
#include "core/session/host.h"
#include "services/peers/bootstrap.h"
#include "services/peers/outbound_plan.h"

namespace dragoman {

struct PeersOptions {
  std::size_t outbound = 0;         // links to nodes of our own choice; 0: nobody is dialed
  std::vector<std::string> dns;     // names of servers that know addresses
  std::string introducer;           // HOST:PORT of a node that knows addresses
  std::uint16_t default_port = 0;   // where nodes listen that a DNS server names
  bool private_addresses = false;   // take and tell those that nobody can reach from elsewhere
  std::optional<std::uint64_t> seed;  // the same seed, the same choices; none: unforeseeable
};

// How it reaches the world; called on the host's thread.
struct PeersHands {
  // Connects once to HOST:PORT. `ended` is called once, on any thread: it failed, or the link that came up has ended.
  using Ended = std::function<void(const Status&)>;
  std::function<void(const std::string& address, peers::Purpose purpose, Ended ended)> dial;
  // The addresses of a DNS name. `found` is called once, on any thread.
  using Found = std::function<void(const Result<std::vector<IpAddress>>&)>;
  std::function<void(const std::string& server, Found found)> resolve;
  // Whether we talk to that address. Any thread, with the lock held; empty: to all.
  std::function<bool(const IpAddress&)> allowed;
};

class PeersService {
 public:
  // `shelf`: where the book is between runs; null: it goes with the service.
  PeersService(Router& router, NetworkId network, const Clock& clock, PeersOptions options,
               peers::BookShelf* shelf = nullptr);

  // Reads the book. kInternal where somebody else serves peers.*; kStorage.
  Status Start();
  // Cleans up, saves and, if it was told to, dials from now on. On the host's thread; the host outlives the service's use.
  void Run(Host& host, PeersHands hands);
  // No more dials. Any thread.
  void Stop() { stopped_ = true; }
  // Errors: kOverload (the rest is saved later), kStorage.
  Status Save();

  peers::Info GetInfo() const;

 private:
  Status Serve();
  Status OpenBook();
  void Learn(const peers::Told& told);
  void Round();
  void Dial(const peers::OutboundPlan::Dial& dial);
  void Ask(const peers::BootstrapStep& step);
  void AskedEnough(std::uint64_t turn);
  void TakeFound(const std::vector<IpAddress>& found);
  void SaveNowAndThen();
  void CleanUpNowAndThen();
  bool Allowed(const IpAddress& ip) const { return !hands_.allowed || hands_.allowed(ip); }
  std::int64_t UnixNow() const;

  Router& router_;
  const NetworkId network_;
  const Clock& clock_;
  const PeersOptions options_;
  peers::BookShelf* const shelf_;

  mutable std::mutex mutex_;
  peers::Dice dice_;
  std::unique_ptr<peers::AddressBook> book_;
  std::unique_ptr<peers::OutboundPlan> plan_;
  std::atomic<bool> stopped_ = false;

  // The host's thread.
  Host* host_ = nullptr;
  PeersHands hands_;
  peers::Bootstrap bootstrap_;
  std::uint64_t turn_ = 0;  // of asking; an answer to an older one is late
};

}  // namespace dragoman
