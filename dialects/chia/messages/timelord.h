// Messages between timelords and full nodes (wire/chia.md 9.7).
#pragma once

#include "dialects/chia/types/foliage.h"
#include "dialects/chia/types/reward_chain.h"
#include "dialects/chia/types/sub_slot.h"

namespace dragoman::chia {

struct NewPeakTimelord {
  static constexpr std::uint8_t kType = 13;
  static constexpr std::string_view kName = "new_peak_timelord";

  RewardChainBlock reward_chain_block;
  std::uint64_t difficulty = 0;
  std::uint8_t deficit = 0;
  std::uint64_t sub_slot_iters = 0;
  std::optional<SubEpochSummary> sub_epoch_summary;
  List<std::tuple<Bytes32, Uint128>> previous_reward_challenges;  // (challenge, total iters)
  Uint128 last_challenge_sb_or_eos_total_iters = 0;
  bool passes_ses_height_but_not_yet_included = false;

  static void Fields(auto& visit, auto& m) {
    visit("reward_chain_block", m.reward_chain_block);
    visit("difficulty", m.difficulty);
    visit("deficit", m.deficit);
    visit("sub_slot_iters", m.sub_slot_iters);
    visit("sub_epoch_summary", m.sub_epoch_summary);
    visit("previous_reward_challenges", m.previous_reward_challenges);
    visit("last_challenge_sb_or_eos_total_iters", m.last_challenge_sb_or_eos_total_iters);
    visit("passes_ses_height_but_not_yet_included", m.passes_ses_height_but_not_yet_included);
  }
};

struct NewUnfinishedBlockTimelord {
  static constexpr std::uint8_t kType = 14;
  static constexpr std::string_view kName = "new_unfinished_block_timelord";

  RewardChainBlockUnfinished reward_chain_block;
  std::uint64_t difficulty = 0;
  std::uint64_t sub_slot_iters = 0;
  Foliage foliage;
  std::optional<SubEpochSummary> sub_epoch_summary;
  Bytes32 rc_prev{};
  std::optional<Bytes32> header_mmr_root;

  static void Fields(auto& visit, auto& m) {
    visit("reward_chain_block", m.reward_chain_block);
    visit("difficulty", m.difficulty);
    visit("sub_slot_iters", m.sub_slot_iters);
    visit("foliage", m.foliage);
    visit("sub_epoch_summary", m.sub_epoch_summary);
    visit("rc_prev", m.rc_prev);
    visit("header_mmr_root", m.header_mmr_root);
  }
};

struct NewInfusionPointVDF {
  static constexpr std::uint8_t kType = 15;
  static constexpr std::string_view kName = "new_infusion_point_vdf";

  Bytes32 unfinished_reward_hash{};
  VDFInfo challenge_chain_ip_vdf;
  VDFProof challenge_chain_ip_proof;
  VDFInfo reward_chain_ip_vdf;
  VDFProof reward_chain_ip_proof;
  std::optional<VDFInfo> infused_challenge_chain_ip_vdf;
  std::optional<VDFProof> infused_challenge_chain_ip_proof;

  static void Fields(auto& visit, auto& m) {
    visit("unfinished_reward_hash", m.unfinished_reward_hash);
    visit("challenge_chain_ip_vdf", m.challenge_chain_ip_vdf);
    visit("challenge_chain_ip_proof", m.challenge_chain_ip_proof);
    visit("reward_chain_ip_vdf", m.reward_chain_ip_vdf);
    visit("reward_chain_ip_proof", m.reward_chain_ip_proof);
    visit("infused_challenge_chain_ip_vdf", m.infused_challenge_chain_ip_vdf);
    visit("infused_challenge_chain_ip_proof", m.infused_challenge_chain_ip_proof);
  }
};

struct NewSignagePointVDF {
  static constexpr std::uint8_t kType = 16;
  static constexpr std::string_view kName = "new_signage_point_vdf";

  std::uint8_t index_from_challenge = 0;
  VDFInfo challenge_chain_sp_vdf;
  VDFProof challenge_chain_sp_proof;
  VDFInfo reward_chain_sp_vdf;
  VDFProof reward_chain_sp_proof;

  static void Fields(auto& visit, auto& m) {
    visit("index_from_challenge", m.index_from_challenge);
    visit("challenge_chain_sp_vdf", m.challenge_chain_sp_vdf);
    visit("challenge_chain_sp_proof", m.challenge_chain_sp_proof);
    visit("reward_chain_sp_vdf", m.reward_chain_sp_vdf);
    visit("reward_chain_sp_proof", m.reward_chain_sp_proof);
  }
};

struct NewEndOfSubSlotVDF {
  static constexpr std::uint8_t kType = 17;
  static constexpr std::string_view kName = "new_end_of_sub_slot_vdf";

  EndOfSubSlotBundle end_of_sub_slot_bundle;

  static void Fields(auto& visit, auto& m) { visit("end_of_sub_slot_bundle", m.end_of_sub_slot_bundle); }
};

struct RequestCompactProofOfTime {
  static constexpr std::uint8_t kType = 18;
  static constexpr std::string_view kName = "request_compact_proof_of_time";

  VDFInfo new_proof_of_time;
  Bytes32 header_hash{};
  std::uint32_t height = 0;
  std::uint8_t field_vdf = 0;

  static void Fields(auto& visit, auto& m) {
    visit("new_proof_of_time", m.new_proof_of_time);
    visit("header_hash", m.header_hash);
    visit("height", m.height);
    visit("field_vdf", m.field_vdf);
  }
};

struct RespondCompactProofOfTime {
  static constexpr std::uint8_t kType = 19;
  static constexpr std::string_view kName = "respond_compact_proof_of_time";

  VDFInfo vdf_info;
  VDFProof vdf_proof;
  Bytes32 header_hash{};
  std::uint32_t height = 0;
  std::uint8_t field_vdf = 0;

  static void Fields(auto& visit, auto& m) {
    visit("vdf_info", m.vdf_info);
    visit("vdf_proof", m.vdf_proof);
    visit("header_hash", m.header_hash);
    visit("height", m.height);
    visit("field_vdf", m.field_vdf);
  }
};

}  // namespace dragoman::chia
