// KnownBlock: a block of the chain we follow of which we know every coin.
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/types/blocks.h"

namespace dragoman::chia {

struct KnownBlock {
  FullBlock block;
  Hash256 hash{};
};

// Errors: kNotFound where there is none; that it has a generator (EndsTheLink).
Task<Result<KnownBlock>> BlockWithoutGenerator(Peer& peer, std::uint32_t height);

// Whether a wallet is sent away for it, rather than told that we do not have what it asks for.
bool EndsTheLink(const Status& why);

}  // namespace dragoman::chia
