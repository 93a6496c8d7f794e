// Messages between farmers and full nodes (wire/chia.md 9.5).
#pragma once

#include "dialects/chia/types/foliage.h"
#include "dialects/chia/types/reward_chain.h"
#include "dialects/chia/types/signage_point_source.h"

namespace dragoman::chia {

// As far as protocol 0.0.37 has it.
struct NewSignagePointOf37 {
  static constexpr std::uint8_t kType = 8;
  static constexpr std::string_view kName = "new_signage_point";

  Bytes32 challenge_hash{};
  Bytes32 challenge_chain_sp{};
  Bytes32 reward_chain_sp{};
  std::uint64_t difficulty = 0;
  std::uint64_t sub_slot_iters = 0;
  std::uint8_t signage_point_index = 0;
  std::uint32_t peak_height = 0;
  std::uint32_t last_tx_height = 0;
  std::optional<SignagePointSourceData> sp_source_data;

  static void Fields(auto& visit, auto& m) {
    visit("challenge_hash", m.challenge_hash);
    visit("challenge_chain_sp", m.challenge_chain_sp);
    visit("reward_chain_sp", m.reward_chain_sp);
    visit("difficulty", m.difficulty);
    visit("sub_slot_iters", m.sub_slot_iters);
    visit("signage_point_index", m.signage_point_index);
    visit("peak_height", m.peak_height);
    visit("last_tx_height", m.last_tx_height);
    visit("sp_source_data", m.sp_source_data);
  }
};

struct NewSignagePoint : NewSignagePointOf37 {
  std::optional<Bytes32> filter_challenge;

  static void Fields(auto& visit, auto& m) {
    NewSignagePointOf37::Fields(visit, m);
    visit("filter_challenge", m.filter_challenge);
  }
};

struct DeclareProofOfSpace {
  static constexpr std::uint8_t kType = 9;
  static constexpr std::string_view kName = "declare_proof_of_space";

  Bytes32 challenge_hash{};
  Bytes32 challenge_chain_sp{};
  std::uint8_t signage_point_index = 0;
  Bytes32 reward_chain_sp{};
  ProofOfSpace proof_of_space;
  G2 challenge_chain_sp_signature;
  G2 reward_chain_sp_signature;
  Bytes32 farmer_puzzle_hash{};
  std::optional<PoolTarget> pool_target;
  std::optional<G2> pool_signature;
  bool include_signature_source_data = false;

  static void Fields(auto& visit, auto& m) {
    visit("challenge_hash", m.challenge_hash);
    visit("challenge_chain_sp", m.challenge_chain_sp);
    visit("signage_point_index", m.signage_point_index);
    visit("reward_chain_sp", m.reward_chain_sp);
    visit("proof_of_space", m.proof_of_space);
    visit("challenge_chain_sp_signature", m.challenge_chain_sp_signature);
    visit("reward_chain_sp_signature", m.reward_chain_sp_signature);
    visit("farmer_puzzle_hash", m.farmer_puzzle_hash);
    visit("pool_target", m.pool_target);
    visit("pool_signature", m.pool_signature);
    visit("include_signature_source_data", m.include_signature_source_data);
  }
};

struct RequestSignedValues {
  static constexpr std::uint8_t kType = 10;
  static constexpr std::string_view kName = "request_signed_values";

  Bytes32 quality_string{};
  Bytes32 foliage_block_data_hash{};
  Bytes32 foliage_transaction_block_hash{};
  std::optional<FoliageBlockData> foliage_block_data;
  std::optional<FoliageTransactionBlock> foliage_transaction_block_data;
  std::optional<RewardChainBlockUnfinished> rc_block_unfinished;

  static void Fields(auto& visit, auto& m) {
    visit("quality_string", m.quality_string);
    visit("foliage_block_data_hash", m.foliage_block_data_hash);
    visit("foliage_transaction_block_hash", m.foliage_transaction_block_hash);
    visit("foliage_block_data", m.foliage_block_data);
    visit("foliage_transaction_block_data", m.foliage_transaction_block_data);
    visit("rc_block_unfinished", m.rc_block_unfinished);
  }
};

struct SignedValues {
  static constexpr std::uint8_t kType = 11;
  static constexpr std::string_view kName = "signed_values";

  Bytes32 quality_string{};
  G2 foliage_block_data_signature;
  G2 foliage_transaction_block_signature;

  static void Fields(auto& visit, auto& m) {
    visit("quality_string", m.quality_string);
    visit("foliage_block_data_signature", m.foliage_block_data_signature);
    visit("foliage_transaction_block_signature", m.foliage_transaction_block_signature);
  }
};

struct FarmingInfo {
  static constexpr std::uint8_t kType = 12;
  static constexpr std::string_view kName = "farming_info";

  Bytes32 challenge_hash{};
  Bytes32 sp_hash{};
  std::uint64_t timestamp = 0;
  std::uint32_t passed = 0;
  std::uint32_t proofs = 0;
  std::uint32_t total_plots = 0;
  std::uint64_t lookup_time = 0;

  static void Fields(auto& visit, auto& m) {
    visit("challenge_hash", m.challenge_hash);
    visit("sp_hash", m.sp_hash);
    visit("timestamp", m.timestamp);
    visit("passed", m.passed);
    visit("proofs", m.proofs);
    visit("total_plots", m.total_plots);
    visit("lookup_time", m.lookup_time);
  }
};

}  // namespace dragoman::chia
