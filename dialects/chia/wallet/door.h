// Whether wallets can be served: only while no block of the chain we follow has a generator are all its coins known to
// us, as what a generator spends only CLVM can tell.
#pragma once

#include "core/peer/peer.h"

namespace dragoman::chia {

// Errors: the chain holds a generator, or does not begin with block 0; the wallet is sent away without a ban.
Task<Status> CheckCoinsAreKnown(Peer& peer);

}  // namespace dragoman::chia
