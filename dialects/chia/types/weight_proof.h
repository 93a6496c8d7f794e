// Weight proofs (wire/chia.md 10). We pass them through.
#pragma once

#include "dialects/chia/types/blocks.h"

namespace dragoman::chia {

struct SubEpochData {
  Bytes32 reward_chain_hash{};
  std::uint8_t num_blocks_overflow = 0;
  std::optional<std::uint64_t> new_sub_slot_iters;
  std::optional<std::uint64_t> new_difficulty;
  std::optional<Bytes32> challenge_merkle_root;

  static void Fields(auto& visit, auto& m) {
    visit("reward_chain_hash", m.reward_chain_hash);
    visit("num_blocks_overflow", m.num_blocks_overflow);
    visit("new_sub_slot_iters", m.new_sub_slot_iters);
    const auto has = visit.Flags("prefix", m.new_difficulty.has_value(), m.challenge_merkle_root.has_value());
    visit.Present(has[0], "new_difficulty", m.new_difficulty);
    visit.Present(has[1], "challenge_merkle_root", m.challenge_merkle_root);
  }
};

struct SubSlotData {
  std::optional<ProofOfSpace> proof_of_space;
  std::optional<VDFProof> cc_signage_point;
  std::optional<VDFProof> cc_infusion_point;
  std::optional<VDFProof> icc_infusion_point;
  std::optional<VDFInfo> cc_sp_vdf_info;
  std::optional<std::uint8_t> signage_point_index;
  std::optional<VDFProof> cc_slot_end;
  std::optional<VDFProof> icc_slot_end;
  std::optional<VDFInfo> cc_slot_end_info;
  std::optional<VDFInfo> icc_slot_end_info;
  std::optional<VDFInfo> cc_ip_vdf_info;
  std::optional<VDFInfo> icc_ip_vdf_info;
  std::optional<Uint128> total_iters;

  static void Fields(auto& visit, auto& m) {
    visit("proof_of_space", m.proof_of_space);
    visit("cc_signage_point", m.cc_signage_point);
    visit("cc_infusion_point", m.cc_infusion_point);
    visit("icc_infusion_point", m.icc_infusion_point);
    visit("cc_sp_vdf_info", m.cc_sp_vdf_info);
    visit("signage_point_index", m.signage_point_index);
    visit("cc_slot_end", m.cc_slot_end);
    visit("icc_slot_end", m.icc_slot_end);
    visit("cc_slot_end_info", m.cc_slot_end_info);
    visit("icc_slot_end_info", m.icc_slot_end_info);
    visit("cc_ip_vdf_info", m.cc_ip_vdf_info);
    visit("icc_ip_vdf_info", m.icc_ip_vdf_info);
    visit("total_iters", m.total_iters);
  }
};

struct SubEpochChallengeSegment {
  std::uint32_t sub_epoch_n = 0;
  List<SubSlotData> sub_slots;
  std::optional<VDFInfo> rc_slot_end_info;

  static void Fields(auto& visit, auto& m) {
    visit("sub_epoch_n", m.sub_epoch_n);
    visit("sub_slots", m.sub_slots);
    visit("rc_slot_end_info", m.rc_slot_end_info);
  }
};

struct WeightProof {
  List<SubEpochData> sub_epochs;
  List<SubEpochChallengeSegment> sub_epoch_segments;
  List<HeaderBlock> recent_chain_data;  // oldest first

  static void Fields(auto& visit, auto& m) {
    visit("sub_epochs", m.sub_epochs);
    visit("sub_epoch_segments", m.sub_epoch_segments);
    visit("recent_chain_data", m.recent_chain_data);
  }
};

}  // namespace dragoman::chia
