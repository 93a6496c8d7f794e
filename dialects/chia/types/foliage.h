// The part of a block that its id is the hash of, and what that commits to (wire/chia.md 10).
#pragma once

#include "dialects/chia/types/coin.h"

namespace dragoman::chia {

struct PoolTarget {
  Bytes32 puzzle_hash{};
  std::uint32_t max_height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("puzzle_hash", m.puzzle_hash);
    visit("max_height", m.max_height);
  }
};

struct TransactionsInfo {
  Bytes32 generator_root{};
  Bytes32 generator_refs_root{};
  G2 aggregated_signature;
  std::uint64_t fees = 0;
  std::uint64_t cost = 0;
  List<Coin> reward_claims_incorporated;

  static void Fields(auto& visit, auto& m) {
    visit("generator_root", m.generator_root);
    visit("generator_refs_root", m.generator_refs_root);
    visit("aggregated_signature", m.aggregated_signature);
    visit("fees", m.fees);
    visit("cost", m.cost);
    visit("reward_claims_incorporated", m.reward_claims_incorporated);
  }
};

struct FoliageTransactionBlock {
  Bytes32 prev_transaction_block_hash{};
  std::uint64_t timestamp = 0;
  Bytes32 filter_hash{};
  Bytes32 additions_root{};
  Bytes32 removals_root{};
  Bytes32 transactions_info_hash{};

  static void Fields(auto& visit, auto& m) {
    visit("prev_transaction_block_hash", m.prev_transaction_block_hash);
    visit("timestamp", m.timestamp);
    visit("filter_hash", m.filter_hash);
    visit("additions_root", m.additions_root);
    visit("removals_root", m.removals_root);
    visit("transactions_info_hash", m.transactions_info_hash);
  }
};

struct FoliageBlockData {
  Bytes32 unfinished_reward_block_hash{};
  PoolTarget pool_target;
  std::optional<G2> pool_signature;
  Bytes32 farmer_reward_puzzle_hash{};
  Bytes32 extension_data{};

  static void Fields(auto& visit, auto& m) {
    visit("unfinished_reward_block_hash", m.unfinished_reward_block_hash);
    visit("pool_target", m.pool_target);
    visit("pool_signature", m.pool_signature);
    visit("farmer_reward_puzzle_hash", m.farmer_reward_puzzle_hash);
    visit("extension_data", m.extension_data);
  }
};

struct Foliage {
  Bytes32 prev_block_hash{};
  Bytes32 reward_block_hash{};
  FoliageBlockData foliage_block_data;
  G2 foliage_block_data_signature;
  std::optional<Bytes32> foliage_transaction_block_hash;
  std::optional<G2> foliage_transaction_block_signature;

  static void Fields(auto& visit, auto& m) {
    visit("prev_block_hash", m.prev_block_hash);
    visit("reward_block_hash", m.reward_block_hash);
    visit("foliage_block_data", m.foliage_block_data);
    visit("foliage_block_data_signature", m.foliage_block_data_signature);
    visit("foliage_transaction_block_hash", m.foliage_transaction_block_hash);
    visit("foliage_transaction_block_signature", m.foliage_transaction_block_signature);
  }
};

}  // namespace dragoman::chia
