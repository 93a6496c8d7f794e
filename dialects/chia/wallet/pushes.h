// What a wallet is told unasked when our peak changes: its coins, then the peak (wire/chia.md 17).
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/tip.h"

namespace dragoman::chia {

// `fork`: for a wallet that hears its first peak. Later ones are told from where the chain parted from what the wallet
// heard before. Errors: the coins of the chain are no longer known (door.h).
Task<Status> PushToWallet(Peer& peer, Tip tip, std::uint32_t fork);

}  // namespace dragoman::chia
