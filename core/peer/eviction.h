// Who has to make room when every inbound slot is taken. An attacker who wants our slots must not be able to push out
// peers that are useful, near, old or spread over the network (QUALITY.md 2).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/base/clock.h"
#include "core/peer/ip_range.h"

namespace dragoman {

struct EvictionCandidate {
  std::optional<IpAddress> ip;
  Instant since{};
  std::optional<Duration> round_trip;
  std::optional<Instant> useful_at;  // when it last gave us something new
};

// The place among the candidates of the one to go; nullopt if all are protected. `secret` makes it unforeseeable
// which netgroups are.
std::optional<std::size_t> ChooseEvicted(std::span<const EvictionCandidate> candidates, std::uint64_t secret);

}  // namespace dragoman
