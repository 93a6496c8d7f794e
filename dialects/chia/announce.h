// Announcing our peak: when a peer is new and whenever the chain has grown or was reorganised (wire/chia.md 12.1, 16.1).
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/tip.h"

namespace dragoman::chia {

// `told`: what the peer heard from us already. From now on, until the peer goes.
void AnnounceFromNowOn(Peer& peer, const std::optional<Tip>& told);

// To a full node or a wallet; `fork`: height of the last block that this chain has in common with our one before. A
// full node whose own announcement this is, or which would have to ask for a proof of weight that nobody near us has,
// hears nothing.
Task<Status> Announce(Peer& peer, Tip tip, std::uint32_t fork);

}  // namespace dragoman::chia
