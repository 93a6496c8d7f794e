// Node: one running dialect on one network: adopts links, dials and redials, counts its peers.
// Adopt may be called on any loop; Dial and Stop on the owner's loop. Lives longer than every session it made.
#pragma once

#include <atomic>
#include <mutex>

#include "core/peer/peer.h"

namespace dragoman {

struct NodeOptions {
  std::string agent;            // what we call ourselves, where the wire asks
  bool follow = true;           // connecting side: sync and keep following
  bool redial = true;           // try again after a failure or a lost link, as the dialect's rule says
  std::size_t max_inbound = 128;
  Capture* capture = nullptr;
  std::function<void(Peer&)> on_ready;         // on the peer's loop
  std::function<void(const Status&)> on_lost;  // a dialed peer is gone for good or a dial failed for good
};

class Node {
 public:
  Node(std::shared_ptr<const Plan> plan, std::string network_name, NetworkId network, Router& router,
       const Clock& clock, Metrics& metrics, NodeOptions options);

  // The session for a link that came up, or why it is not wanted.
  Result<std::unique_ptr<Session>> Adopt(LinkInfo link, Host& host);
  // Connects to HOST:PORT and keeps connecting. `dialer` and `host` (the owner's loop) must outlive the node.
  void Dial(const std::string& address, Dialer& dialer, Host& host);
  // No more dialing.
  void Stop() { stopped_ = true; }

  std::size_t peers() const { return inbound_ + outbound_; }

 private:
  struct Target {
    std::string address;
    Dialer* dialer;
    Host* host;
    int failures = 0;
  };
  std::unique_ptr<Session> Make(LinkInfo link, Host& host, std::function<void(const Peer&, const Closed&)> gone);
  void Connect(const std::shared_ptr<Target>& target);
  // How far a dial got before it failed or was lost.
  enum class Reached : std::uint8_t { kNothing, kLink, kPeer };
  void Missed(const std::shared_ptr<Target>& target, Reached reached, const Status& why);
  void PublishDialFailed(const Target& target, const Status& why, std::optional<Duration> retry);

  Context context_;
  const NodeOptions options_;
  std::atomic<std::size_t> inbound_ = 0;
  std::atomic<std::size_t> outbound_ = 0;
  std::atomic<bool> stopped_ = false;
};

}  // namespace dragoman
