#include "dialects/chia/block_facts.h"

#include "dialects/chia/block_hashes.h"

namespace dragoman::chia {

BlockFacts FactsOf(const FullBlock& block) {
  BlockFacts facts;
  facts.hash = HeaderHash(block);
  facts.previous = block.foliage.prev_block_hash;
  facts.unfinished_hash = block.foliage.foliage_block_data.unfinished_reward_block_hash;
  facts.height = block.reward_chain_block.height;
  facts.weight = block.reward_chain_block.weight;
  facts.transaction_block = block.reward_chain_block.is_transaction_block;
  facts.has_generator = block.generator.generator().has_value();
  if (block.foliage_transaction_block.has_value()) facts.timestamp = block.foliage_transaction_block->timestamp;
  return facts;
}

Result<BlockFacts> FactsOf(const Slice& raw) {
  const Result<FullBlock> block = ReadMessage<FullBlock>(raw);
  if (!block.ok()) return block.status();
  return FactsOf(*block);
}

}  // namespace dragoman::chia
