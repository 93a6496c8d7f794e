// Coins, spends and what a wallet is told of them (wire/chia.md 10).
#pragma once

#include "dialects/chia/types/scalars.h"

namespace dragoman::chia {

struct Coin {
  Bytes32 parent_coin_info{};
  Bytes32 puzzle_hash{};
  std::uint64_t amount = 0;

  static void Fields(auto& visit, auto& m) {
    visit("parent_coin_info", m.parent_coin_info);
    visit("puzzle_hash", m.puzzle_hash);
    visit("amount", m.amount);
  }
};

struct CoinSpend {
  Coin coin;
  Program puzzle_reveal;
  Program solution;

  static void Fields(auto& visit, auto& m) {
    visit("coin", m.coin);
    visit("puzzle_reveal", m.puzzle_reveal);
    visit("solution", m.solution);
  }
};

struct SpendBundle {
  List<CoinSpend> coin_spends;
  G2 aggregated_signature;

  static void Fields(auto& visit, auto& m) {
    visit("coin_spends", m.coin_spends);
    visit("aggregated_signature", m.aggregated_signature);
  }
};

struct CoinState {
  Coin coin;
  std::optional<std::uint32_t> spent_height;
  std::optional<std::uint32_t> created_height;

  static void Fields(auto& visit, auto& m) {
    visit("coin", m.coin);
    visit("spent_height", m.spent_height);
    visit("created_height", m.created_height);
  }
};

struct CoinRecord {
  Coin coin;
  std::uint32_t confirmed_block_index = 0;
  std::uint32_t spent_block_index = 0;
  bool coinbase = false;
  std::uint64_t timestamp = 0;

  static void Fields(auto& visit, auto& m) {
    visit("coin", m.coin);
    visit("confirmed_block_index", m.confirmed_block_index);
    visit("spent_block_index", m.spent_block_index);
    visit("coinbase", m.coinbase);
    visit("timestamp", m.timestamp);
  }
};

struct CoinStateFilters {
  bool include_spent = false;
  bool include_unspent = false;
  bool include_hinted = false;
  std::uint64_t min_amount = 0;

  static void Fields(auto& visit, auto& m) {
    visit("include_spent", m.include_spent);
    visit("include_unspent", m.include_unspent);
    visit("include_hinted", m.include_hinted);
    visit("min_amount", m.min_amount);
  }
};

struct RemovedMempoolItem {
  Bytes32 transaction_id{};
  std::uint8_t reason = 0;  // 1 CONFLICT 2 BLOCK_INCLUSION 3 POOL_FULL 4 EXPIRED

  static void Fields(auto& visit, auto& m) {
    visit("transaction_id", m.transaction_id);
    visit("reason", m.reason);
  }
};

}  // namespace dragoman::chia
