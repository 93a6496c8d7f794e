#include "dialects/chia/rpc/block_record.h"

#include "dialects/chia/block_hashes.h"
#include "dialects/chia/settings.h"

namespace dragoman::chia::rpc {
namespace {

// The last signage points of a sub-slot belong to blocks that are infused into the next one.
constexpr std::uint32_t kExtraIntervals = 3;

bool Overflows(const Network& network, std::uint8_t signage_point) {
  return signage_point + kExtraIntervals >= network.signage_points;
}

std::uint32_t TransactionHeightBefore(const ChainView& chain, const FullBlock& block) {
  const Result<FullBlock> parent = chain.Find(block.foliage.prev_block_hash);
  if (!parent.ok()) return 0;
  const Result<FullBlock> found = chain.TransactionBlockUpTo(*parent);
  return found.ok() ? found->reward_chain_block.height : 0;
}

std::optional<Hash256> ChallengeBlockInfoHash(const RewardChainBlock& block) {
  if (block.proof_of_space.version != 0) return std::nullopt;
  ChallengeBlockInfo info;
  info.proof_of_space = block.proof_of_space;
  info.challenge_chain_sp_vdf = block.challenge_chain_sp_vdf;
  info.challenge_chain_sp_signature = block.challenge_chain_sp_signature;
  info.challenge_chain_ip_vdf = block.challenge_chain_ip_vdf;
  return HashOf(info);
}

void SetSubSlots(JsonText& record, const FullBlock& block, const Network& network) {
  using Hashes = std::optional<std::vector<Hash256>>;
  Hashes challenges;
  Hashes infused;
  Hashes rewards;
  if (!block.finished_sub_slots.empty()) {
    challenges.emplace();
    infused.emplace();
    rewards.emplace();
    for (const EndOfSubSlotBundle& slot : block.finished_sub_slots) {
      challenges->push_back(HashOf(slot.challenge_chain));
      rewards->push_back(HashOf(slot.reward_chain));
      if (slot.infused_challenge_chain.has_value()) infused->push_back(HashOf(*slot.infused_challenge_chain));
    }
  } else if (block.reward_chain_block.height == 0) {
    challenges = {network.genesis_challenge};
    rewards = challenges;
  }
  record.Set("finished_challenge_slot_hashes", challenges)
      .Set("finished_infused_challenge_slot_hashes", infused)
      .Set("finished_reward_slot_hashes", rewards);
}

void SetTransactions(JsonText& record, const FullBlock& block) {
  std::optional<std::uint64_t> timestamp;
  std::optional<Hash256> before;
  if (block.foliage_transaction_block.has_value()) {
    timestamp = block.foliage_transaction_block->timestamp;
    before = block.foliage_transaction_block->prev_transaction_block_hash;
  }
  std::optional<std::uint64_t> fees;
  std::optional<List<Coin>> claims;
  if (block.transactions_info.has_value()) {
    fees = block.transactions_info->fees;
    claims = block.transactions_info->reward_claims_incorporated;
  }
  record.Set("timestamp", timestamp)
      .Set("prev_transaction_block_hash", before)
      .Set("fees", fees)
      .Set("reward_claims_incorporated", claims);
}

}  // namespace

JsonText BlockRecordOf(const ChainView& chain, const FullBlock& block) {
  const Network& network = NetworkNamed(chain.context().network_name);
  const RewardChainBlock& reward = block.reward_chain_block;
  const FoliageBlockData& data = block.foliage.foliage_block_data;
  std::optional<ClassgroupElement> infused;
  if (reward.infused_challenge_chain_ip_vdf.has_value()) infused = reward.infused_challenge_chain_ip_vdf->output;
  JsonText record;
  record.Set("header_hash", HashOf(block.foliage))
      .Set("prev_hash", block.foliage.prev_block_hash)
      .Set("height", reward.height)
      .Set("weight", reward.weight)
      .Set("total_iters", reward.total_iters)
      .Set("signage_point_index", reward.signage_point_index)
      .Set("challenge_vdf_output", reward.challenge_chain_ip_vdf.output)
      .Set("infused_challenge_vdf_output", infused)
      .Set("reward_infusion_new_challenge", block.foliage.reward_block_hash)
      .Set("challenge_block_info_hash", ChallengeBlockInfoHash(reward))
      .Set("pool_puzzle_hash", data.pool_target.puzzle_hash)
      .Set("farmer_puzzle_hash", data.farmer_reward_puzzle_hash)
      .Set("overflow", Overflows(network, reward.signage_point_index))
      .Set("prev_transaction_block_height", TransactionHeightBefore(chain, block));
  SetTransactions(record, block);
  SetSubSlots(record, block, network);
  for (const char* judged : {"sub_slot_iters", "required_iters", "deficit", "sub_epoch_summary_included"}) {
    record.Set(judged, nullptr);
  }
  return record;
}

}  // namespace dragoman::chia::rpc
