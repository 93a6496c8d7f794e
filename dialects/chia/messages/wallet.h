// Messages between wallets and full nodes (wire/chia.md 9.4).
#pragma once

#include "dialects/chia/types/blocks.h"
#include "dialects/chia/types/coin.h"
#include "dialects/chia/types/fees.h"

namespace dragoman::chia {

struct PuzzleSolutionResponse {
  Bytes32 coin_name{};
  std::uint32_t height = 0;
  Program puzzle;
  Program solution;

  static void Fields(auto& visit, auto& m) {
    visit("coin_name", m.coin_name);
    visit("height", m.height);
    visit("puzzle", m.puzzle);
    visit("solution", m.solution);
  }
};

struct RequestPuzzleSolution {
  static constexpr std::uint8_t kType = 45;
  static constexpr std::string_view kName = "request_puzzle_solution";

  Bytes32 coin_name{};
  std::uint32_t height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("coin_name", m.coin_name);
    visit("height", m.height);
  }
};

struct RespondPuzzleSolution {
  static constexpr std::uint8_t kType = 46;
  static constexpr std::string_view kName = "respond_puzzle_solution";

  PuzzleSolutionResponse response;

  static void Fields(auto& visit, auto& m) { visit("response", m.response); }
};

struct RejectPuzzleSolution {
  static constexpr std::uint8_t kType = 47;
  static constexpr std::string_view kName = "reject_puzzle_solution";

  Bytes32 coin_name{};
  std::uint32_t height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("coin_name", m.coin_name);
    visit("height", m.height);
  }
};

struct SendTransaction {
  static constexpr std::uint8_t kType = 48;
  static constexpr std::string_view kName = "send_transaction";

  Part<SpendBundle> transaction;

  static void Fields(auto& visit, auto& m) { visit("transaction", m.transaction); }
};

struct TransactionAck {
  static constexpr std::uint8_t kType = 49;
  static constexpr std::string_view kName = "transaction_ack";

  Bytes32 txid{};
  std::uint8_t status = 0;  // 1 SUCCESS 2 PENDING 3 FAILED
  std::optional<Text> error;  // error name

  static void Fields(auto& visit, auto& m) {
    visit("txid", m.txid);
    visit("status", m.status);
    visit("error", m.error);
  }
};

struct NewPeakWallet {
  static constexpr std::uint8_t kType = 50;
  static constexpr std::string_view kName = "new_peak_wallet";

  Bytes32 header_hash{};
  std::uint32_t height = 0;
  Uint128 weight = 0;
  std::uint32_t fork_point_with_previous_peak = 0;

  static void Fields(auto& visit, auto& m) {
    visit("header_hash", m.header_hash);
    visit("height", m.height);
    visit("weight", m.weight);
    visit("fork_point_with_previous_peak", m.fork_point_with_previous_peak);
  }
};

struct RequestBlockHeader {
  static constexpr std::uint8_t kType = 51;
  static constexpr std::string_view kName = "request_block_header";

  std::uint32_t height = 0;

  static void Fields(auto& visit, auto& m) { visit("height", m.height); }
};

struct RespondBlockHeader {
  static constexpr std::uint8_t kType = 52;
  static constexpr std::string_view kName = "respond_block_header";

  HeaderBlock header_block;

  static void Fields(auto& visit, auto& m) { visit("header_block", m.header_block); }
};

struct RejectHeaderRequest {
  static constexpr std::uint8_t kType = 53;
  static constexpr std::string_view kName = "reject_header_request";

  std::uint32_t height = 0;

  static void Fields(auto& visit, auto& m) { visit("height", m.height); }
};

struct RequestRemovals {
  static constexpr std::uint8_t kType = 54;
  static constexpr std::string_view kName = "request_removals";

  std::uint32_t height = 0;
  Bytes32 header_hash{};
  std::optional<List<Bytes32>> coin_names;

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("header_hash", m.header_hash);
    visit("coin_names", m.coin_names);
  }
};

struct RespondRemovals {
  static constexpr std::uint8_t kType = 55;
  static constexpr std::string_view kName = "respond_removals";

  std::uint32_t height = 0;
  Bytes32 header_hash{};
  List<std::tuple<Bytes32, std::optional<Coin>>> coins;  // (coin id, coin or none)
  std::optional<List<std::tuple<Bytes32, Slice>>> proofs;  // (coin id, proof)

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("header_hash", m.header_hash);
    visit("coins", m.coins);
    visit("proofs", m.proofs);
  }
};

struct RejectRemovalsRequest {
  static constexpr std::uint8_t kType = 56;
  static constexpr std::string_view kName = "reject_removals_request";

  std::uint32_t height = 0;
  Bytes32 header_hash{};

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("header_hash", m.header_hash);
  }
};

struct RequestAdditions {
  static constexpr std::uint8_t kType = 57;
  static constexpr std::string_view kName = "request_additions";

  std::uint32_t height = 0;
  std::optional<Bytes32> header_hash;
  std::optional<List<Bytes32>> puzzle_hashes;

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("header_hash", m.header_hash);
    visit("puzzle_hashes", m.puzzle_hashes);
  }
};

struct RespondAdditions {
  static constexpr std::uint8_t kType = 58;
  static constexpr std::string_view kName = "respond_additions";

  std::uint32_t height = 0;
  Bytes32 header_hash{};
  List<std::tuple<Bytes32, List<Coin>>> coins;  // (puzzle hash, coins)
  // (puzzle hash, proof, proof of the combined id)
  std::optional<List<std::tuple<Bytes32, Slice, std::optional<Slice>>>> proofs;

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("header_hash", m.header_hash);
    visit("coins", m.coins);
    visit("proofs", m.proofs);
  }
};

struct RejectAdditionsRequest {
  static constexpr std::uint8_t kType = 59;
  static constexpr std::string_view kName = "reject_additions_request";

  std::uint32_t height = 0;
  Bytes32 header_hash{};

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("header_hash", m.header_hash);
  }
};

struct RequestHeaderBlocks {
  static constexpr std::uint8_t kType = 60;
  static constexpr std::string_view kName = "request_header_blocks";

  std::uint32_t start_height = 0;
  std::uint32_t end_height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("start_height", m.start_height);
    visit("end_height", m.end_height);
  }
};

struct RejectHeaderBlocks {
  static constexpr std::uint8_t kType = 61;
  static constexpr std::string_view kName = "reject_header_blocks";

  std::uint32_t start_height = 0;
  std::uint32_t end_height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("start_height", m.start_height);
    visit("end_height", m.end_height);
  }
};

struct RespondHeaderBlocks {
  static constexpr std::uint8_t kType = 62;
  static constexpr std::string_view kName = "respond_header_blocks";

  std::uint32_t start_height = 0;
  std::uint32_t end_height = 0;
  List<HeaderBlock> header_blocks;

  static void Fields(auto& visit, auto& m) {
    visit("start_height", m.start_height);
    visit("end_height", m.end_height);
    visit("header_blocks", m.header_blocks);
  }
};

struct RequestBlockHeaders {
  static constexpr std::uint8_t kType = 86;
  static constexpr std::string_view kName = "request_block_headers";

  std::uint32_t start_height = 0;
  std::uint32_t end_height = 0;
  bool return_filter = false;

  static void Fields(auto& visit, auto& m) {
    visit("start_height", m.start_height);
    visit("end_height", m.end_height);
    visit("return_filter", m.return_filter);
  }
};

struct RejectBlockHeaders {
  static constexpr std::uint8_t kType = 87;
  static constexpr std::string_view kName = "reject_block_headers";

  std::uint32_t start_height = 0;
  std::uint32_t end_height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("start_height", m.start_height);
    visit("end_height", m.end_height);
  }
};

struct RespondBlockHeaders {
  static constexpr std::uint8_t kType = 88;
  static constexpr std::string_view kName = "respond_block_headers";

  std::uint32_t start_height = 0;
  std::uint32_t end_height = 0;
  List<HeaderBlock> header_blocks;

  static void Fields(auto& visit, auto& m) {
    visit("start_height", m.start_height);
    visit("end_height", m.end_height);
    visit("header_blocks", m.header_blocks);
  }
};

struct CoinStateUpdate {
  static constexpr std::uint8_t kType = 69;
  static constexpr std::string_view kName = "coin_state_update";

  std::uint32_t height = 0;
  std::uint32_t fork_height = 0;
  Bytes32 peak_hash{};
  List<CoinState> items;

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("fork_height", m.fork_height);
    visit("peak_hash", m.peak_hash);
    visit("items", m.items);
  }
};

struct RegisterForPhUpdates {
  static constexpr std::uint8_t kType = 70;
  static constexpr std::string_view kName = "register_for_ph_updates";

  List<Bytes32> puzzle_hashes;
  std::uint32_t min_height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("puzzle_hashes", m.puzzle_hashes);
    visit("min_height", m.min_height);
  }
};

struct RespondToPhUpdates {
  static constexpr std::uint8_t kType = 71;
  static constexpr std::string_view kName = "respond_to_ph_updates";

  List<Bytes32> puzzle_hashes;
  std::uint32_t min_height = 0;
  List<CoinState> coin_states;

  static void Fields(auto& visit, auto& m) {
    visit("puzzle_hashes", m.puzzle_hashes);
    visit("min_height", m.min_height);
    visit("coin_states", m.coin_states);
  }
};

struct RegisterForCoinUpdates {
  static constexpr std::uint8_t kType = 72;
  static constexpr std::string_view kName = "register_for_coin_updates";

  List<Bytes32> coin_ids;
  std::uint32_t min_height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("coin_ids", m.coin_ids);
    visit("min_height", m.min_height);
  }
};

struct RespondToCoinUpdates {
  static constexpr std::uint8_t kType = 73;
  static constexpr std::string_view kName = "respond_to_coin_updates";

  List<Bytes32> coin_ids;
  std::uint32_t min_height = 0;
  List<CoinState> coin_states;

  static void Fields(auto& visit, auto& m) {
    visit("coin_ids", m.coin_ids);
    visit("min_height", m.min_height);
    visit("coin_states", m.coin_states);
  }
};

struct RequestChildren {
  static constexpr std::uint8_t kType = 74;
  static constexpr std::string_view kName = "request_children";

  Bytes32 coin_name{};

  static void Fields(auto& visit, auto& m) { visit("coin_name", m.coin_name); }
};

struct RespondChildren {
  static constexpr std::uint8_t kType = 75;
  static constexpr std::string_view kName = "respond_children";

  List<CoinState> coin_states;

  static void Fields(auto& visit, auto& m) { visit("coin_states", m.coin_states); }
};

struct RequestSESInfo {
  static constexpr std::uint8_t kType = 76;
  static constexpr std::string_view kName = "request_ses_hashes";

  std::uint32_t start_height = 0;
  std::uint32_t end_height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("start_height", m.start_height);
    visit("end_height", m.end_height);
  }
};

struct RespondSESInfo {
  static constexpr std::uint8_t kType = 77;
  static constexpr std::string_view kName = "respond_ses_hashes";

  List<Bytes32> reward_chain_hash;
  List<List<std::uint32_t>> heights;  // inner lists are [start, end]

  static void Fields(auto& visit, auto& m) {
    visit("reward_chain_hash", m.reward_chain_hash);
    visit("heights", m.heights);
  }
};

struct RequestFeeEstimates {
  static constexpr std::uint8_t kType = 89;
  static constexpr std::string_view kName = "request_fee_estimates";

  List<std::uint64_t> time_targets;  // unix times

  static void Fields(auto& visit, auto& m) { visit("time_targets", m.time_targets); }
};

struct RespondFeeEstimates {
  static constexpr std::uint8_t kType = 90;
  static constexpr std::string_view kName = "respond_fee_estimates";

  FeeEstimateGroup estimates;

  static void Fields(auto& visit, auto& m) { visit("estimates", m.estimates); }
};

struct RequestRemovePuzzleSubscriptions {
  static constexpr std::uint8_t kType = 94;
  static constexpr std::string_view kName = "request_remove_puzzle_subscriptions";

  std::optional<List<Bytes32>> puzzle_hashes;

  static void Fields(auto& visit, auto& m) { visit("puzzle_hashes", m.puzzle_hashes); }
};

struct RespondRemovePuzzleSubscriptions {
  static constexpr std::uint8_t kType = 95;
  static constexpr std::string_view kName = "respond_remove_puzzle_subscriptions";

  List<Bytes32> puzzle_hashes;

  static void Fields(auto& visit, auto& m) { visit("puzzle_hashes", m.puzzle_hashes); }
};

struct RequestRemoveCoinSubscriptions {
  static constexpr std::uint8_t kType = 96;
  static constexpr std::string_view kName = "request_remove_coin_subscriptions";

  std::optional<List<Bytes32>> coin_ids;

  static void Fields(auto& visit, auto& m) { visit("coin_ids", m.coin_ids); }
};

struct RespondRemoveCoinSubscriptions {
  static constexpr std::uint8_t kType = 97;
  static constexpr std::string_view kName = "respond_remove_coin_subscriptions";

  List<Bytes32> coin_ids;

  static void Fields(auto& visit, auto& m) { visit("coin_ids", m.coin_ids); }
};

struct RequestPuzzleState {
  static constexpr std::uint8_t kType = 98;
  static constexpr std::string_view kName = "request_puzzle_state";

  List<Bytes32> puzzle_hashes;
  std::optional<std::uint32_t> previous_height;
  Bytes32 header_hash{};
  CoinStateFilters filters;
  bool subscribe_when_finished = false;

  static void Fields(auto& visit, auto& m) {
    visit("puzzle_hashes", m.puzzle_hashes);
    visit("previous_height", m.previous_height);
    visit("header_hash", m.header_hash);
    visit("filters", m.filters);
    visit("subscribe_when_finished", m.subscribe_when_finished);
  }
};

struct RespondPuzzleState {
  static constexpr std::uint8_t kType = 99;
  static constexpr std::string_view kName = "respond_puzzle_state";

  List<Bytes32> puzzle_hashes;
  std::uint32_t height = 0;
  Bytes32 header_hash{};
  bool is_finished = false;
  List<CoinState> coin_states;

  static void Fields(auto& visit, auto& m) {
    visit("puzzle_hashes", m.puzzle_hashes);
    visit("height", m.height);
    visit("header_hash", m.header_hash);
    visit("is_finished", m.is_finished);
    visit("coin_states", m.coin_states);
  }
};

struct RejectPuzzleState {
  static constexpr std::uint8_t kType = 100;
  static constexpr std::string_view kName = "reject_puzzle_state";

  std::uint8_t reason = 0;  // 0 REORG 1 EXCEEDED_SUBSCRIPTION_LIMIT

  static void Fields(auto& visit, auto& m) { visit("reason", m.reason); }
};

struct RequestCoinState {
  static constexpr std::uint8_t kType = 101;
  static constexpr std::string_view kName = "request_coin_state";

  List<Bytes32> coin_ids;
  std::optional<std::uint32_t> previous_height;
  Bytes32 header_hash{};
  bool subscribe = false;

  static void Fields(auto& visit, auto& m) {
    visit("coin_ids", m.coin_ids);
    visit("previous_height", m.previous_height);
    visit("header_hash", m.header_hash);
    visit("subscribe", m.subscribe);
  }
};

struct RespondCoinState {
  static constexpr std::uint8_t kType = 102;
  static constexpr std::string_view kName = "respond_coin_state";

  List<Bytes32> coin_ids;
  List<CoinState> coin_states;

  static void Fields(auto& visit, auto& m) {
    visit("coin_ids", m.coin_ids);
    visit("coin_states", m.coin_states);
  }
};

struct RejectCoinState {
  static constexpr std::uint8_t kType = 103;
  static constexpr std::string_view kName = "reject_coin_state";

  std::uint8_t reason = 0;  // as above

  static void Fields(auto& visit, auto& m) { visit("reason", m.reason); }
};

struct MempoolItemsAdded {
  static constexpr std::uint8_t kType = 104;
  static constexpr std::string_view kName = "mempool_items_added";

  List<Bytes32> transaction_ids;

  static void Fields(auto& visit, auto& m) { visit("transaction_ids", m.transaction_ids); }
};

struct MempoolItemsRemoved {
  static constexpr std::uint8_t kType = 105;
  static constexpr std::string_view kName = "mempool_items_removed";

  List<RemovedMempoolItem> removed_items;

  static void Fields(auto& visit, auto& m) { visit("removed_items", m.removed_items); }
};

struct RequestCostInfo {
  static constexpr std::uint8_t kType = 106;
  static constexpr std::string_view kName = "request_cost_info";
  static void Fields(auto&, auto&) {}
};

struct RespondCostInfo {
  static constexpr std::uint8_t kType = 107;
  static constexpr std::string_view kName = "respond_cost_info";

  std::uint64_t max_transaction_cost = 0;
  std::uint64_t max_block_cost = 0;
  std::uint64_t max_mempool_cost = 0;
  std::uint64_t mempool_cost = 0;
  std::uint64_t mempool_fee = 0;
  std::uint8_t bump_fee_per_cost = 0;

  static void Fields(auto& visit, auto& m) {
    visit("max_transaction_cost", m.max_transaction_cost);
    visit("max_block_cost", m.max_block_cost);
    visit("max_mempool_cost", m.max_mempool_cost);
    visit("mempool_cost", m.mempool_cost);
    visit("mempool_fee", m.mempool_fee);
    visit("bump_fee_per_cost", m.bump_fee_per_cost);
  }
};

}  // namespace dragoman::chia
