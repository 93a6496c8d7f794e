// The coins that a block's farmer and pool earn, and which of them a later transaction block must create.
#pragma once

#include <compare>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace dragoman::chia {

struct RewardCoin {
  Hash256 parent_coin_info, puzzle_hash;
  std::uint64_t amount = 0;
  friend auto operator<=>(const RewardCoin&, const RewardCoin&) = default;
};

// What a block says of its own rewards.
struct RewardedBlock {
  std::uint32_t height = 0;
  Hash256 pool_puzzle_hash, farmer_puzzle_hash;
  bool is_transaction_block = false;
  std::uint64_t fees = 0;  // transactions_info.fees, of a transaction block
};

// In mojo, without fees. Halved every three years of blocks, four times.
std::uint64_t PoolReward(std::uint32_t height);
std::uint64_t FarmerReward(std::uint32_t height);
// A reward coin's parent is half of the network's genesis challenge and the height.
Hash256 PoolParentId(const Hash256& genesis_challenge, std::uint32_t height);
Hash256 FarmerParentId(const Hash256& genesis_challenge, std::uint32_t height);

// The coins that reward_claims_incorporated of a transaction block above height 0 holds: those of the transaction block
// before it, which earns its fees too, and of the blocks between that and the transaction block before. `before`: the
// ancestors, newest first, from that previous transaction block down at least to the one before it (or to the genesis
// block). In the order in which the reference makes them; any order is valid.
Result<std::vector<RewardCoin>> RewardClaims(const Hash256& genesis_challenge, std::span<const RewardedBlock> before);

}  // namespace dragoman::chia
