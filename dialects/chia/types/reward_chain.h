// A block of the reward chain, before and after its infusion (wire/chia.md 10).
#pragma once

#include "dialects/chia/types/proof_of_space.h"
#include "dialects/chia/types/vdf.h"

namespace dragoman::chia {

struct RewardChainBlockUnfinished {
  Uint128 total_iters = 0;
  std::uint8_t signage_point_index = 0;
  Bytes32 pos_ss_cc_challenge_hash{};
  ProofOfSpace proof_of_space;
  std::optional<VDFInfo> challenge_chain_sp_vdf;
  G2 challenge_chain_sp_signature;
  std::optional<VDFInfo> reward_chain_sp_vdf;
  G2 reward_chain_sp_signature;

  static void Fields(auto& visit, auto& m) {
    visit("total_iters", m.total_iters);
    visit("signage_point_index", m.signage_point_index);
    visit("pos_ss_cc_challenge_hash", m.pos_ss_cc_challenge_hash);
    visit("proof_of_space", m.proof_of_space);
    visit("challenge_chain_sp_vdf", m.challenge_chain_sp_vdf);
    visit("challenge_chain_sp_signature", m.challenge_chain_sp_signature);
    visit("reward_chain_sp_vdf", m.reward_chain_sp_vdf);
    visit("reward_chain_sp_signature", m.reward_chain_sp_signature);
  }
};

struct RewardChainBlock {
  Uint128 weight = 0;
  std::uint32_t height = 0;
  Uint128 total_iters = 0;
  std::uint8_t signage_point_index = 0;
  Bytes32 pos_ss_cc_challenge_hash{};
  ProofOfSpace proof_of_space;
  std::optional<VDFInfo> challenge_chain_sp_vdf;
  G2 challenge_chain_sp_signature;
  VDFInfo challenge_chain_ip_vdf;
  std::optional<VDFInfo> reward_chain_sp_vdf;
  G2 reward_chain_sp_signature;
  VDFInfo reward_chain_ip_vdf;
  std::optional<VDFInfo> infused_challenge_chain_ip_vdf;
  std::optional<Bytes32> header_mmr_root;
  bool is_transaction_block = false;

  static void Fields(auto& visit, auto& m) {
    visit("weight", m.weight);
    visit("height", m.height);
    visit("total_iters", m.total_iters);
    visit("signage_point_index", m.signage_point_index);
    visit("pos_ss_cc_challenge_hash", m.pos_ss_cc_challenge_hash);
    visit("proof_of_space", m.proof_of_space);
    visit("challenge_chain_sp_vdf", m.challenge_chain_sp_vdf);
    visit("challenge_chain_sp_signature", m.challenge_chain_sp_signature);
    visit("challenge_chain_ip_vdf", m.challenge_chain_ip_vdf);
    visit("reward_chain_sp_vdf", m.reward_chain_sp_vdf);
    visit("reward_chain_sp_signature", m.reward_chain_sp_signature);
    visit("reward_chain_ip_vdf", m.reward_chain_ip_vdf);
    const auto has = visit.Flags("prefix", m.infused_challenge_chain_ip_vdf.has_value(), m.header_mmr_root.has_value());
    visit.Present(has[0], "infused_challenge_chain_ip_vdf", m.infused_challenge_chain_ip_vdf);
    visit.Present(has[1], "header_mmr_root", m.header_mmr_root);
    visit("is_transaction_block", m.is_transaction_block);
  }
};

struct ChallengeBlockInfo {
  ProofOfSpace proof_of_space;
  std::optional<VDFInfo> challenge_chain_sp_vdf;
  G2 challenge_chain_sp_signature;
  VDFInfo challenge_chain_ip_vdf;

  static void Fields(auto& visit, auto& m) {
    visit("proof_of_space", m.proof_of_space);
    visit("challenge_chain_sp_vdf", m.challenge_chain_sp_vdf);
    visit("challenge_chain_sp_signature", m.challenge_chain_sp_signature);
    visit("challenge_chain_ip_vdf", m.challenge_chain_ip_vdf);
  }
};

}  // namespace dragoman::chia
