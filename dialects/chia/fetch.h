// Questions for blocks, and what an answer must be (wire/chia.md 8.4, 14.2).
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/block_facts.h"

namespace dragoman::chia {

struct Fetched {
  Slice raw;  // a FullBlock
  BlockFacts facts;
};

// One block of the peer's chain. Errors: what the wire punishes when a peer cannot give what it announced. Nothing if
// it gave another height, which counts as no block.
Task<Result<std::optional<Fetched>>> FetchBlock(Peer& peer, std::uint32_t height, bool with_generator);

// Exactly those from `first` to `last`, in order.
Task<Result<std::vector<Slice>>> FetchBlocks(Peer& peer, std::uint32_t first, std::uint32_t last);

}  // namespace dragoman::chia
