// Link: what we keep of one peer that speaks Chia's protocol.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "dialects/chia/acquaintance.h"
#include "dialects/chia/node_type.h"
#include "dialects/chia/peak.h"
#include "dialects/chia/rate_limiter.h"
#include "dialects/chia/request_windows.h"
#include "dialects/chia/roster.h"

namespace dragoman::chia {

// Numbers of capabilities (wire/chia.md 6.5).
inline constexpr std::uint16_t kBase = 1;
inline constexpr std::uint16_t kBlockHeaders = 2;
inline constexpr std::uint16_t kRateLimitsV2 = 3;
inline constexpr std::uint16_t kMempoolUpdates = 5;
inline constexpr std::uint16_t kHardFork2 = 6;
inline constexpr std::uint16_t kRateLimitsV3 = 7;

struct Link {
  NodeType type = NodeType::kFullNode;
  std::string protocol_version;
  std::string software_version;  // without control characters
  std::uint16_t server_port = 0;
  Hash256 node_id{};
  std::set<std::uint16_t> capabilities;  // active ones

  RateLimiter inflow{RateLimiter::Direction::kInbound, kInboundPercent};
  RateLimiter outflow{RateLimiter::Direction::kOutbound, kOutboundPercent};
  // Version 3: the questions under way, its and ours; empty where the sides did not agree on it.
  RequestWindows asked;
  RequestWindows asking;

  // Transactions that it may still give without a question for each: after one for its mempool, if its release is old.
  std::size_t presents = 0;

  Roster::Seat seat;
  Acquaintance acquaintance;
  std::optional<Peak> peak;       // the last it announced
  // Its last binary message; others may look at it.
  std::shared_ptr<std::atomic<Instant>> heard_at = std::make_shared<std::atomic<Instant>>(Instant());
  bool Has(std::uint16_t capability) const { return capabilities.contains(capability); }
};

}  // namespace dragoman::chia
