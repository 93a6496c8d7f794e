// The end of the chain we follow, and blocks of it.
#pragma once

#include <optional>

#include "core/peer/peer.h"
#include "dialects/chia/peak.h"

namespace dragoman::chia {

struct Tip : Peak {
  Hash256 unfinished_hash{};  // as the block commits to it (wire/chia.md 11)
};

// Nothing where there is no block yet, or no chain at all.
Task<std::optional<Tip>> TipOf(Peer& peer);

// A block of the chain we follow; kNotFound.
Task<Result<Slice>> BlockAt(Peer& peer, std::uint32_t height);

// How old the newest transaction block of a synced node is at most.
inline constexpr std::int64_t kFreshSeconds = 7 * 60;

// Synced as others understand it: the newest transaction block is less than 7 minutes old and no sync is under way; a
// simulator always is (wire/chia.md 12.1).
Task<bool> Synced(Peer& peer);

}  // namespace dragoman::chia
