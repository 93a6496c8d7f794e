// How the book of coins follows the chain.
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/types/blocks.h"

namespace dragoman::chia {

// Brings the node's CoinBook to the end of the chain. One peer at a time does so, others wait for it. Errors: the coins
// of this chain are not known to us; the wallet is to be sent away, without a ban.
Task<Status> FollowCoins(Peer& peer);

// That error, for a block with a generator: what it spends and creates only CLVM can tell.
Status CoinsUnknown(std::uint32_t height);

// Coins that a block without a generator creates: the rewards that it incorporates.
std::vector<Coin> CreatedCoins(const FullBlock& block);

}  // namespace dragoman::chia
