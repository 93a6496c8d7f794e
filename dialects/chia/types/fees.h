// Fee estimates (wire/chia.md 10).
#pragma once

#include "dialects/chia/types/scalars.h"

namespace dragoman::chia {

struct FeeRate {
  std::uint64_t mojos_per_clvm_cost = 0;

  static void Fields(auto& visit, auto& m) { visit("mojos_per_clvm_cost", m.mojos_per_clvm_cost); }
};

struct FeeEstimate {
  std::optional<Text> error;
  std::uint64_t time_target = 0;
  FeeRate estimated_fee_rate;

  static void Fields(auto& visit, auto& m) {
    visit("error", m.error);
    visit("time_target", m.time_target);
    visit("estimated_fee_rate", m.estimated_fee_rate);
  }
};

struct FeeEstimateGroup {
  std::optional<Text> error;
  List<FeeEstimate> estimates;

  static void Fields(auto& visit, auto& m) {
    visit("error", m.error);
    visit("estimates", m.estimates);
  }
};

}  // namespace dragoman::chia
