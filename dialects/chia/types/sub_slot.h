// Ends of sub-slots and of sub-epochs (wire/chia.md 10).
#pragma once

#include "dialects/chia/types/vdf.h"

namespace dragoman::chia {

struct ChallengeChainSubSlot {
  VDFInfo challenge_chain_end_of_slot_vdf;
  std::optional<Bytes32> infused_challenge_chain_sub_slot_hash;
  std::optional<Bytes32> subepoch_summary_hash;
  std::optional<std::uint64_t> new_sub_slot_iters;
  std::optional<std::uint64_t> new_difficulty;

  static void Fields(auto& visit, auto& m) {
    visit("challenge_chain_end_of_slot_vdf", m.challenge_chain_end_of_slot_vdf);
    visit("infused_challenge_chain_sub_slot_hash", m.infused_challenge_chain_sub_slot_hash);
    visit("subepoch_summary_hash", m.subepoch_summary_hash);
    visit("new_sub_slot_iters", m.new_sub_slot_iters);
    visit("new_difficulty", m.new_difficulty);
  }
};

struct InfusedChallengeChainSubSlot {
  VDFInfo infused_challenge_chain_end_of_slot_vdf;

  static void Fields(auto& visit, auto& m) {
    visit("infused_challenge_chain_end_of_slot_vdf", m.infused_challenge_chain_end_of_slot_vdf);
  }
};

struct RewardChainSubSlot {
  VDFInfo end_of_slot_vdf;
  Bytes32 challenge_chain_sub_slot_hash{};
  std::optional<Bytes32> infused_challenge_chain_sub_slot_hash;
  std::uint8_t deficit = 0;

  static void Fields(auto& visit, auto& m) {
    visit("end_of_slot_vdf", m.end_of_slot_vdf);
    visit("challenge_chain_sub_slot_hash", m.challenge_chain_sub_slot_hash);
    visit("infused_challenge_chain_sub_slot_hash", m.infused_challenge_chain_sub_slot_hash);
    visit("deficit", m.deficit);
  }
};

struct SubSlotProofs {
  VDFProof challenge_chain_slot_proof;
  std::optional<VDFProof> infused_challenge_chain_slot_proof;
  VDFProof reward_chain_slot_proof;

  static void Fields(auto& visit, auto& m) {
    visit("challenge_chain_slot_proof", m.challenge_chain_slot_proof);
    visit("infused_challenge_chain_slot_proof", m.infused_challenge_chain_slot_proof);
    visit("reward_chain_slot_proof", m.reward_chain_slot_proof);
  }
};

struct EndOfSubSlotBundle {
  ChallengeChainSubSlot challenge_chain;
  std::optional<InfusedChallengeChainSubSlot> infused_challenge_chain;
  RewardChainSubSlot reward_chain;
  SubSlotProofs proofs;

  static void Fields(auto& visit, auto& m) {
    visit("challenge_chain", m.challenge_chain);
    visit("infused_challenge_chain", m.infused_challenge_chain);
    visit("reward_chain", m.reward_chain);
    visit("proofs", m.proofs);
  }
};

struct SubEpochSummary {
  Bytes32 prev_subepoch_summary_hash{};
  Bytes32 reward_chain_hash{};
  std::uint8_t num_blocks_overflow = 0;
  std::optional<std::uint64_t> new_difficulty;
  std::optional<std::uint64_t> new_sub_slot_iters;
  std::optional<Bytes32> challenge_merkle_root;

  static void Fields(auto& visit, auto& m) {
    visit("prev_subepoch_summary_hash", m.prev_subepoch_summary_hash);
    visit("reward_chain_hash", m.reward_chain_hash);
    visit("num_blocks_overflow", m.num_blocks_overflow);
    visit("new_difficulty", m.new_difficulty);
    const auto has = visit.Flags("prefix", m.new_sub_slot_iters.has_value(), m.challenge_merkle_root.has_value());
    visit.Present(has[0], "new_sub_slot_iters", m.new_sub_slot_iters);
    visit.Present(has[1], "challenge_merkle_root", m.challenge_merkle_root);
  }
};

}  // namespace dragoman::chia
