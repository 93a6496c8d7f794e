// Blocks for tests of what wallets are told: those of the recorded simulator, and others made from them.
#pragma once

#include <gtest/gtest.h>

#include <sstream>

#include "dialects/chia/block_hashes.h"
#include "dialects/chia/coin_id.h"
#include "dialects/chia/types/blocks.h"
#include "tests/vectors/chia_vectors.h"

namespace dragoman::chia::wallet_tests {

inline const std::vector<Slice>& RecordedBlocks() {
  static const std::vector<Slice> kBlocks = [] {
    std::vector<Slice> blocks;
    std::istringstream lines(vectors::ReadTestFile("data/chia/simulator0-41-blocks.hex"));
    for (std::string line; std::getline(lines, line);) {
      if (!line.empty()) blocks.push_back(Slice::Copy(vectors::HexBytes(line)));
    }
    return blocks;
  }();
  return kBlocks;
}

inline FullBlock Recorded(std::size_t height) { return *ReadMessage<FullBlock>(RecordedBlocks().at(height)); }
inline Hash256 HashAt(std::size_t height) { return HeaderHash(Recorded(height)); }

// Makes what the block commits to true again.
inline FullBlock Committed(FullBlock block) {
  if (block.transactions_info.has_value()) {
    block.transactions_info->generator_root = GeneratorRoot(block.generator);
    block.foliage_transaction_block->transactions_info_hash = HashOf(*block.transactions_info);
    block.foliage.foliage_transaction_block_hash = HashOf(*block.foliage_transaction_block);
  }
  block.foliage.reward_block_hash = HashOf(block.reward_chain_block);
  return block;
}

inline Hash256 Filled(std::uint8_t byte) {
  Hash256 hash;
  hash.fill(byte);
  return hash;
}

inline Coin RewardOf(std::uint8_t parent, std::uint8_t puzzle, std::uint64_t amount) {
  Coin coin;
  coin.parent_coin_info = Filled(parent);
  coin.puzzle_hash = Filled(puzzle);
  coin.amount = amount;
  return coin;
}

// A transaction block on `parent` that creates `coins`, `extra` heavier than usual.
inline FullBlock BlockOn(const FullBlock& parent, std::vector<Coin> coins, std::uint32_t extra = 0) {
  FullBlock block = Recorded(40);
  block.foliage.prev_block_hash = HeaderHash(parent);
  block.reward_chain_block.height = parent.reward_chain_block.height + 1;
  block.reward_chain_block.weight = parent.reward_chain_block.weight + Uint128(1024 + extra);
  block.transactions_info->reward_claims_incorporated = coins;
  return Committed(std::move(block));
}

inline FullBlock WithGenerator(FullBlock block) {
  block.generator.transactions_generator = Program();
  return Committed(std::move(block));
}

inline FullBlock WithoutTransactions(FullBlock block) {
  block.reward_chain_block.is_transaction_block = false;
  block.foliage_transaction_block.reset();
  block.transactions_info.reset();
  block.foliage.foliage_transaction_block_hash.reset();
  block.foliage.foliage_transaction_block_signature.reset();
  return Committed(std::move(block));
}

inline Slice Raw(const FullBlock& block) {
  ByteVector raw;
  Writer out(raw);
  WriteMessage(block, out);
  return Slice::Copy(raw);
}

}  // namespace dragoman::chia::wallet_tests
