// What a wallet is told unasked when our peak changes: its coins, then the peak (wire/chia.md 17).
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/tip.h"

namespace dragoman::chia {

Task<Status> PushToWallet(Peer& peer, Tip tip, std::uint32_t fork);

}  // namespace dragoman::chia
