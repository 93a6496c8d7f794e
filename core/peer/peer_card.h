// PeerCard: what others may know of one connected peer, and how they end it. Shared by the peer, which writes its
// numbers, and by the node, which reads them; thread-safe.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/base/status.h"
#include "core/peer/ip_range.h"

namespace dragoman {

// One reading of a card.
struct PeerView {
  std::string address;  // the remote HOST:PORT
  bool inbound = false;
  bool ready = false;   // its handshake is done
  Instant since{};      // the link is up
  std::string agent;    // what it calls itself, empty if it has not said
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
  std::uint64_t messages_in = 0;
  std::size_t held = 0;  // bytes of memory that it makes us keep
  std::optional<Duration> round_trip;
};

// What we connect for where nobody told us to.
enum class Errand : std::uint8_t { kCompany, kAddresses };

class PeerCard {
 public:
  PeerCard(std::string remote, bool came_in, Instant now)
      : address(std::move(remote)), ip(IpAddress::Parse(HostOf(address))), inbound(came_in), since(now) {}

  const std::string address;
  const std::optional<IpAddress> ip;  // none in memory, where hosts have names
  const bool inbound;
  const Instant since;

  // Written before anybody else sees the card.
  bool exempt = false;      // free of rules for single addresses
  bool configured = false;  // we were told to connect to it
  Errand errand = Errand::kCompany;

  // Only the peer's thread writes these.
  std::atomic<bool> ready = false;
  std::atomic<std::uint64_t> bytes_in = 0;
  std::atomic<std::uint64_t> bytes_out = 0;
  std::atomic<std::uint64_t> messages_in = 0;
  std::atomic<std::size_t> held = 0;
  std::atomic<std::int64_t> round_trip_nanos = -1;   // below 0: not measured
  std::atomic<std::int64_t> useful_at_nanos = -1;    // when it last gave us something new
  // Somebody has decided that it goes.
  std::atomic<bool> leaving = false;

  void SetAgent(std::string agent) {
    const std::lock_guard lock(mutex_);
    agent_ = std::move(agent);
  }
  PeerView View() const {
    PeerView view;
    view.address = address;
    view.inbound = inbound;
    view.ready = ready;
    view.since = since;
    view.bytes_in = bytes_in;
    view.bytes_out = bytes_out;
    view.messages_in = messages_in;
    view.held = held;
    if (const std::int64_t nanos = round_trip_nanos; nanos >= 0) view.round_trip = Duration(nanos);
    const std::lock_guard lock(mutex_);
    view.agent = agent_;
    return view;
  }

 private:
  mutable std::mutex mutex_;
  std::string agent_;
};

}  // namespace dragoman
