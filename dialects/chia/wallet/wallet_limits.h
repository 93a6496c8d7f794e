// What one wallet may ask for (wire/chia.md 17). Peers that are exempt are those that a node trusts.
#pragma once

#include <algorithm>

#include "core/peer/peer.h"

namespace dragoman::chia {

inline constexpr std::size_t kMostPuzzlesInState = 32690;  // puzzle hashes of one request_puzzle_state

inline std::size_t MostSubscriptions(const Peer& peer) { return peer.exempt() ? 2'000'000 : 200'000; }
inline std::size_t MostCoinIds(const Peer& peer) { return peer.exempt() ? 500'000 : 100'000; }

// Coin states of one answer that also echoes `hashes` hashes: it stays below the largest WebSocket message
// (wire/chia.md 2.2), as the reference's own limits would not.
inline std::size_t MostStates(const Peer& peer, std::size_t hashes) {
  constexpr std::size_t kLargest = 50 * MiB - 1 * KiB;  // frame header and other fields
  constexpr std::size_t kState = 32 + 32 + 8 + 1 + 1 + 4;  // never spent
  const std::size_t echo = hashes * 32;
  const std::size_t room = echo < kLargest ? (kLargest - echo) / kState : 0;
  return std::min(MostCoinIds(peer), room);
}

}  // namespace dragoman::chia
