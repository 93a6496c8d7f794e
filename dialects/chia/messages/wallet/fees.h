// What including a transaction costs, for wallets (wire/chia.md 9.4).
#pragma once

#include "dialects/chia/types/fees.h"

namespace dragoman::chia {

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
