// ProofOfSpace in its two versions (wire/chia.md 5.4). In JSON every field of both stands there.
#pragma once

#include "dialects/chia/types/scalars.h"

namespace dragoman::chia {

struct ProofOfSpace {
  Bytes32 challenge{};
  std::optional<G1> pool_public_key;
  std::optional<Bytes32> pool_contract_puzzle_hash;
  G1 plot_public_key;
  std::uint8_t version = 0;
  std::uint16_t plot_index = 0;  // these three in version 1
  std::uint8_t meta_group = 0;
  std::uint8_t strength = 0;
  std::uint8_t size = 0;  // k, in version 0
  Slice proof;

  static void Fields(auto& visit, auto& m) {
    visit("challenge", m.challenge);
    visit("pool_public_key", m.pool_public_key);
    const auto [has_contract, is_second] =
        visit.Flags("prefix", m.pool_contract_puzzle_hash.has_value(), m.version == 1);
    visit.Present(has_contract, "pool_contract_puzzle_hash", m.pool_contract_puzzle_hash);
    visit("plot_public_key", m.plot_public_key);
    visit.Implied("version", m.version, is_second ? 1 : 0);
    visit.Present(is_second, "plot_index", m.plot_index);
    visit.Present(is_second, "meta_group", m.meta_group);
    visit.Present(is_second, "strength", m.strength);
    visit.Present(!is_second, "size", m.size);
    visit("proof", m.proof);
  }

  Status Check() const {
    if (version == 1 && pool_public_key.has_value() == pool_contract_puzzle_hash.has_value()) {
      return Status(Code::kBadValue, "a proof of version 1 has a pool key or a contract hash, and not both");
    }
    return Ok();
  }
};

}  // namespace dragoman::chia
