// Node: one running dialect on one network: adopts links, dials and redials, counts its peers.
// Adopt may be called on any loop; Dial, Try and Stop on the owner's loop. Lives longer than every session it made.
#pragma once

#include <atomic>
#include <mutex>

#include "core/peer/doorkeeper.h"
#include "core/peer/peer.h"
#include "core/peer/recent_ends.h"

namespace dragoman {

struct NodeOptions {
  std::string agent;            // what we call ourselves, where the wire asks
  bool follow = true;           // connecting side: sync and keep following
  std::string certificate;       // our own leaf certificate, DER; empty without TLS
  std::map<std::string, std::string> settings;  // for this dialect alone
  bool redial = true;           // try again after a failure or a lost link, as the dialect's rule says
  std::optional<Limits> limits;  // instead of the dialect's
  std::shared_ptr<MemoryBudget> budget;  // of the process; without one the node has its own
  std::uint64_t secret = 0;      // makes evictions unforeseeable; 0: a random one
  Executor* executor = nullptr;  // for long work of the dialect's; lives longer than the node
  Capture* capture = nullptr;
  std::function<void(Peer&)> on_ready;         // on the peer's loop
  std::function<void(const Status&)> on_lost;  // a dialed peer is gone for good or a dial failed for good
};

class Node {
 public:
  Node(std::shared_ptr<const Plan> plan, std::string network_name, NetworkId network, Router& router,
       const Clock& clock, Metrics& metrics, NodeOptions options);

  // The session for a link that came up, or why it is not wanted: then PeerRefused is published, at most once a second.
  Result<std::unique_ptr<Session>> Adopt(LinkInfo link, Host& host);
  // Whether a link may begin its TLS handshake or upgrade, Adopt coming behind it. Any loop.
  Status Screen(const LinkInfo& link);
  // A link that never came to Adopt, and why; told and counted as one that was not wanted. Any loop.
  void Refused(const std::string& remote, const Status& why);
  // Connects to HOST:PORT and keeps connecting. `dialer` and `host` (the owner's loop) must outlive the node.
  void Dial(const std::string& address, Dialer& dialer, Host& host);
  // Connects once, to an address that we found and nobody named. `ended` is called once, on the owner's loop, unless the
  // node has stopped: it failed, or the link that came up has ended.
  void Try(const std::string& address, Dialer& dialer, Host& host, std::function<void(const Status&)> ended,
           Errand errand = Errand::kCompany);
  // Others can reach us at this port. Any thread.
  void ListensOn(std::uint16_t port) { context_.port = port; }
  // No more dialing.
  void Stop() { stopped_ = true; }

  // Turns an address away for a while, and ends its peers. Any thread.
  void Ban(const IpAddress& address, Duration time, const std::string& reason);

  // --- for whoever looks; any thread ---
  std::size_t peers() const { return doorkeeper_.inbound() + doorkeeper_.outbound(); }
  std::vector<PeerView> Peers() const { return doorkeeper_.Peers(); }
  std::vector<RecentEnds::End> RecentlyGone() const { return ends_.Read(); }
  const Standing& standing() const { return standing_; }
  const MemoryBudget& budget() const { return *budget_; }
  Commons& commons() { return commons_; }
  const Limits& limits() const { return context_.limits; }
  const Context& context() const { return context_; }

 private:
  struct Target {
    std::string address;
    Dialer* dialer;
    Host* host;
    int failures = 0;
  };
  using Gone = std::function<void(const Peer&, const Closed&)>;
  std::unique_ptr<Session> Make(LinkInfo link, Host& host, std::shared_ptr<PeerCard> card, Gone gone);
  void Shed();
  bool Judge(const Peer& peer, const Closed& closed);
  bool Sentence(const PeerCard& card, const Closed& closed);
  void Connect(const std::shared_ptr<Target>& target);
  // How far a dial got before it failed or was lost.
  enum class Reached : std::uint8_t { kNothing, kLink, kPeer };
  void Missed(const std::shared_ptr<Target>& target, Reached reached, const Status& why);
  void PublishDialFailed(const std::string& address, const Status& why, std::optional<Duration> retry);

  const NodeOptions options_;
  Commons commons_;
  Context context_;
  const std::shared_ptr<MemoryBudget> budget_;
  Standing standing_;
  Doorkeeper doorkeeper_;
  RecentEnds ends_;
  std::mutex refusals_mutex_;
  Instant refusal_told_{};
  std::uint64_t refusals_untold_ = 0;
  std::atomic<bool> stopped_ = false;
};

}  // namespace dragoman
