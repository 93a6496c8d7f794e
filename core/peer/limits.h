// Limits: what a node grants its peers. The core's defaults; a dialect's own published numbers win over them
// (Dialect::Limits), and what the user configures wins over both (NodeOptions::limits).
#pragma once

#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/peer/ip_range.h"

namespace dragoman {

struct Limits {
  // --- who may come in ---
  std::size_t inbound = 128;
  std::size_t per_netgroup = 4;
  std::size_t half_open = 64;
  std::size_t opening = 128;
  Duration handshake = std::chrono::seconds(10);
  std::vector<IpRange> exempt = {IpRange::Of("127.0.0.1"), IpRange::Of("::1")};
  std::vector<IpRange> allow;
  std::vector<IpRange> deny;

  // --- memory ---
  std::size_t early_bytes = 16 * KiB;
  std::size_t peer_bytes = 4 * MiB;
  std::size_t process_bytes = 0;
  std::size_t queue_bytes = 256 * KiB;
  std::size_t event_backlog = 10'000;

  // --- pace ---
  std::size_t bytes_per_second = 0;
  std::size_t high_water = 1 * MiB;
  Duration slow_reader = std::chrono::seconds(30);
  Duration drain = std::chrono::seconds(3);

  // --- standing ---
  double fault_score = 20;
  double discouraged_at = 100;
  Duration score_half_life = std::chrono::minutes(10);
  Duration discouraged_for = std::chrono::hours(1);

  // What a limit is called in a configuration, what it counts, and why it is there.
  struct Entry {
    std::string_view key;
    std::string_view unit;
    std::string_view reason;
  };
  // Calls visit(Entry, value) for every limit: std::size_t, double, Duration or std::vector<IpRange>.
  static void Each(auto&& visit, auto& limits) {
    visit(Entry{"inbound", "peers", "connected to us at a time; when full, the least useful one makes room or none does"},
          limits.inbound);
    visit(Entry{"per_netgroup", "peers", "connected to us from one IPv4 /24 or IPv6 /48, so that slots are not one owner's"},
          limits.per_netgroup);
    visit(Entry{"half_open", "peers", "connected to us whose handshake is not done; then the oldest of them makes room if it had a second"},
          limits.half_open);
    visit(Entry{"opening", "connections", "of one event loop whose TLS handshake or upgrade is not done, half of them of one netgroup; then the oldest makes room"},
          limits.opening);
    visit(Entry{"handshake", "seconds", "from accept to handshake done, so that the silent do not hold slots"},
          limits.handshake);
    visit(Entry{"exempt", "addresses", "addresses or ranges free of per_netgroup, half_open, scores and bans"},
          limits.exempt);
    visit(Entry{"allow", "addresses", "if any are named, only these addresses or ranges may connect to us"}, limits.allow);
    visit(Entry{"deny", "addresses", "addresses or ranges that may never connect to us"}, limits.deny);
    visit(Entry{"early_bytes", "bytes", "that a peer may make us keep before its handshake is done"}, limits.early_bytes);
    visit(Entry{"peer_bytes", "bytes", "that a peer may make us keep, beside one message of the largest legal type"},
          limits.peer_bytes);
    visit(Entry{"process_bytes", "bytes", "that all peers may make us keep, then the newest inbound one goes; 0: a quarter of the memory"},
          limits.process_bytes);
    visit(Entry{"queue_bytes", "bytes", "of requests that wait for one flow or their turn before reading pauses"},
          limits.queue_bytes);
    visit(Entry{"event_backlog", "events", "that wait for one peer that subscribed to them; then it is closed, not left with a hole"},
          limits.event_backlog);
    visit(Entry{"bytes_per_second", "bytes", "that one peer may send in the long run before reading pauses; 0: any"},
          limits.bytes_per_second);
    visit(Entry{"high_water", "bytes", "that wait to be sent to one peer before reading from it pauses, until half of it"},
          limits.high_water);
    visit(Entry{"slow_reader", "seconds", "above high_water before the peer is closed, without a score"},
          limits.slow_reader);
    visit(Entry{"drain", "seconds", "to send what is queued after a close"}, limits.drain);
    visit(Entry{"fault_score", "points", "for a fault of the peer's that closed its connection"}, limits.fault_score);
    visit(Entry{"discouraged_at", "points", "at which an address is turned away for a while"}, limits.discouraged_at);
    visit(Entry{"score_half_life", "seconds", "in which a score falls by half"}, limits.score_half_life);
    visit(Entry{"discouraged_for", "seconds", "that an address at discouraged_at is turned away"}, limits.discouraged_for);
  }
};

}  // namespace dragoman
