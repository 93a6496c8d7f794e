#include "dialects/chia/rewards.h"

#include <algorithm>

#include "core/base/reader.h"

namespace dragoman::chia {
namespace {

constexpr std::uint64_t kMojoPerChia = 1'000'000'000'000;
constexpr std::uint64_t kGenesisReward = 21'000'000 * (kMojoPerChia / 8);  // an eighth of it
constexpr std::uint64_t kFirstReward = 2 * kMojoPerChia / 8;               // an eighth of it
constexpr std::uint64_t kPoolEighths = 7;
constexpr std::uint32_t kBlocksPerHalving = 3 * 32 * 6 * 24 * 365;
constexpr std::uint32_t kHalvings = 4;

std::uint64_t EighthOfReward(std::uint32_t height) {
  return height == 0 ? kGenesisReward : kFirstReward >> std::min(height / kBlocksPerHalving, kHalvings);
}

Hash256 ParentId(Bytes half_of_challenge, std::uint32_t height) {
  Hash256 id{};
  std::copy(half_of_challenge.begin(), half_of_challenge.end(), id.begin());
  const std::uint32_t raw = InOrder(height, std::endian::big);
  std::memcpy(id.data() + id.size() - sizeof(raw), &raw, sizeof(raw));
  return id;
}

}  // namespace

std::uint64_t PoolReward(std::uint32_t height) { return kPoolEighths * EighthOfReward(height); }

std::uint64_t FarmerReward(std::uint32_t height) { return EighthOfReward(height); }

Hash256 PoolParentId(const Hash256& genesis_challenge, std::uint32_t height) {
  return ParentId(Bytes(genesis_challenge).first(16), height);
}

Hash256 FarmerParentId(const Hash256& genesis_challenge, std::uint32_t height) {
  return ParentId(Bytes(genesis_challenge).last(16), height);
}

Result<std::vector<RewardCoin>> RewardClaims(const Hash256& genesis_challenge, std::span<const RewardedBlock> before) {
  std::vector<RewardCoin> claims;
  for (const RewardedBlock& block : before) {
    const bool is_first = claims.empty();
    if (is_first && !block.is_transaction_block) {
      return Status(Code::kBadRequest, "block {} is no transaction block: rewards are claimed from one on", block.height);
    }
    if (!is_first && block.is_transaction_block) return claims;
    std::uint64_t farmer = FarmerReward(block.height);
    if (is_first && __builtin_add_overflow(farmer, block.fees, &farmer)) {
      return Status(Code::kBadValue, "the fees of block {} and its reward exceed an amount of 64 bits", block.height);
    }
    claims.push_back({PoolParentId(genesis_challenge, block.height), block.pool_puzzle_hash, PoolReward(block.height)});
    claims.push_back({FarmerParentId(genesis_challenge, block.height), block.farmer_puzzle_hash, farmer});
    if (block.height == 0) return claims;
  }
  return Status(Code::kNotFound, "{} ancestors do not reach the transaction block at which the claims end", before.size());
}

}  // namespace dragoman::chia
