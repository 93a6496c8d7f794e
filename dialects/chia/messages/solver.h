// Messages between solvers and farmers (wire/chia.md 9.8).
#pragma once

#include "dialects/chia/types/plots.h"

namespace dragoman::chia {

struct SolverInfo {
  static constexpr std::uint8_t kType = 109;
  static constexpr std::string_view kName = "solve";

  PartialProof partial_proof;
  Bytes32 plot_id{};
  std::uint8_t strength = 0;
  std::uint8_t size = 0;

  static void Fields(auto& visit, auto& m) {
    visit("partial_proof", m.partial_proof);
    visit("plot_id", m.plot_id);
    visit("strength", m.strength);
    visit("size", m.size);
  }
};

struct SolverResponse {
  static constexpr std::uint8_t kType = 108;
  static constexpr std::string_view kName = "solution_response";

  PartialProof partial_proof;
  Slice proof;

  static void Fields(auto& visit, auto& m) {
    visit("partial_proof", m.partial_proof);
    visit("proof", m.proof);
  }
};

}  // namespace dragoman::chia
