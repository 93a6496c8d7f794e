// What a node needs to know of a block to place it, serve it and announce it.
#pragma once

#include "core/base/int128.h"
#include "core/base/slice.h"
#include "dialects/chia/types/blocks.h"

namespace dragoman::chia {

struct BlockFacts {
  Hash256 hash{};             // the header hash: that of the foliage
  Hash256 previous{};
  Hash256 unfinished_hash{};  // as the foliage commits to it
  std::uint32_t height = 0;
  Uint128 weight = 0;
  bool transaction_block = false;
  bool has_generator = false;
  std::uint64_t timestamp = 0;  // unix seconds; 0 but in a transaction block
};

BlockFacts FactsOf(const FullBlock& block);
// Errors: the bytes are no block.
Result<BlockFacts> FactsOf(const Slice& raw);

}  // namespace dragoman::chia
