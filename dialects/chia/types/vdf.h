// Verifiable delay functions: their inputs, outputs and proofs, which nobody here verifies (wire/chia.md 10).
#pragma once

#include "dialects/chia/types/scalars.h"

namespace dragoman::chia {

struct ClassgroupElement {
  ByteArray<100> data{};

  static void Fields(auto& visit, auto& m) { visit("data", m.data); }
};

struct VDFInfo {
  Bytes32 challenge{};
  std::uint64_t number_of_iterations = 0;
  ClassgroupElement output;

  static void Fields(auto& visit, auto& m) {
    visit("challenge", m.challenge);
    visit("number_of_iterations", m.number_of_iterations);
    visit("output", m.output);
  }
};

struct VDFProof {
  std::uint8_t witness_type = 0;
  Slice witness;
  bool normalized_to_identity = false;

  static void Fields(auto& visit, auto& m) {
    visit("witness_type", m.witness_type);
    visit("witness", m.witness);
    visit("normalized_to_identity", m.normalized_to_identity);
  }
};

}  // namespace dragoman::chia
