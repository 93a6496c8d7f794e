// Announcing our peak: when a peer is new and whenever the chain has grown or was reorganised (wire/chia.md 12.1, 16.1).
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/tip.h"

namespace dragoman::chia {

// From now on, until the peer goes.
void AnnounceFromNowOn(Peer& peer);
// To somebody new, unless it has heard of a newer tip from us already.
Task<Status> AnnounceFirst(Peer& peer, Tip tip);
// Somebody has announced a peak: what was withheld for want of a proof may be said now.
void AnnounceWhatIsOwed(Peer& peer);

// To a full node or a wallet; `fork`: height of the last block that this chain has in common with our one before. A
// full node whose own announcement this is, or which would have to ask for a proof of weight that nobody near us has,
// hears nothing.
Task<Status> Announce(Peer& peer, Tip tip, std::uint32_t fork);

}  // namespace dragoman::chia
