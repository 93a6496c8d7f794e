// Messages between full nodes (wire/chia.md 9.2).
#pragma once

#include "dialects/chia/types/blocks.h"
#include "dialects/chia/types/peers.h"
#include "dialects/chia/types/weight_proof.h"

namespace dragoman::chia {

struct NewPeak {
  static constexpr std::uint8_t kType = 20;
  static constexpr std::string_view kName = "new_peak";

  Bytes32 header_hash{};
  std::uint32_t height = 0;
  Uint128 weight = 0;
  std::uint32_t fork_point_with_previous_peak = 0;
  Bytes32 unfinished_reward_block_hash{};  // see 11

  static void Fields(auto& visit, auto& m) {
    visit("header_hash", m.header_hash);
    visit("height", m.height);
    visit("weight", m.weight);
    visit("fork_point_with_previous_peak", m.fork_point_with_previous_peak);
    visit("unfinished_reward_block_hash", m.unfinished_reward_block_hash);
  }
};

struct NewTransaction {
  static constexpr std::uint8_t kType = 21;
  static constexpr std::string_view kName = "new_transaction";

  Bytes32 transaction_id{};
  std::uint64_t cost = 0;
  std::uint64_t fees = 0;

  static void Fields(auto& visit, auto& m) {
    visit("transaction_id", m.transaction_id);
    visit("cost", m.cost);
    visit("fees", m.fees);
  }
};

struct RequestTransaction {
  static constexpr std::uint8_t kType = 22;
  static constexpr std::string_view kName = "request_transaction";

  Bytes32 transaction_id{};

  static void Fields(auto& visit, auto& m) { visit("transaction_id", m.transaction_id); }
};

struct RespondTransaction {
  static constexpr std::uint8_t kType = 23;
  static constexpr std::string_view kName = "respond_transaction";

  Part<SpendBundle> transaction;

  static void Fields(auto& visit, auto& m) { visit("transaction", m.transaction); }
};

struct RequestProofOfWeight {
  static constexpr std::uint8_t kType = 24;
  static constexpr std::string_view kName = "request_proof_of_weight";

  std::uint32_t total_number_of_blocks = 0;  // height of the tip
  Bytes32 tip{};

  static void Fields(auto& visit, auto& m) {
    visit("total_number_of_blocks", m.total_number_of_blocks);
    visit("tip", m.tip);
  }
};

struct RespondProofOfWeight {
  static constexpr std::uint8_t kType = 25;
  static constexpr std::string_view kName = "respond_proof_of_weight";

  Part<WeightProof> wp;
  Bytes32 tip{};

  static void Fields(auto& visit, auto& m) {
    visit("wp", m.wp);
    visit("tip", m.tip);
  }
};

struct RequestBlock {
  static constexpr std::uint8_t kType = 26;
  static constexpr std::string_view kName = "request_block";

  std::uint32_t height = 0;
  bool include_transaction_block = false;

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("include_transaction_block", m.include_transaction_block);
  }
};

struct RejectBlock {
  static constexpr std::uint8_t kType = 28;
  static constexpr std::string_view kName = "reject_block";

  std::uint32_t height = 0;

  static void Fields(auto& visit, auto& m) { visit("height", m.height); }
};

struct RequestBlocks {
  static constexpr std::uint8_t kType = 29;
  static constexpr std::string_view kName = "request_blocks";

  std::uint32_t start_height = 0;
  std::uint32_t end_height = 0;
  bool include_transaction_block = false;

  static void Fields(auto& visit, auto& m) {
    visit("start_height", m.start_height);
    visit("end_height", m.end_height);
    visit("include_transaction_block", m.include_transaction_block);
  }
};

struct RespondBlocks {
  static constexpr std::uint8_t kType = 30;
  static constexpr std::string_view kName = "respond_blocks";

  std::uint32_t start_height = 0;
  std::uint32_t end_height = 0;
  List<FullBlock> blocks;

  static void Fields(auto& visit, auto& m) {
    visit("start_height", m.start_height);
    visit("end_height", m.end_height);
    visit("blocks", m.blocks);
  }
};

struct RejectBlocks {
  static constexpr std::uint8_t kType = 31;
  static constexpr std::string_view kName = "reject_blocks";

  std::uint32_t start_height = 0;
  std::uint32_t end_height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("start_height", m.start_height);
    visit("end_height", m.end_height);
  }
};

struct RespondBlock {
  static constexpr std::uint8_t kType = 27;
  static constexpr std::string_view kName = "respond_block";

  Part<FullBlock> block;

  static void Fields(auto& visit, auto& m) { visit("block", m.block); }
};

struct NewUnfinishedBlock {
  static constexpr std::uint8_t kType = 32;
  static constexpr std::string_view kName = "new_unfinished_block";

  Bytes32 unfinished_reward_hash{};

  static void Fields(auto& visit, auto& m) { visit("unfinished_reward_hash", m.unfinished_reward_hash); }
};

struct RequestUnfinishedBlock {
  static constexpr std::uint8_t kType = 33;
  static constexpr std::string_view kName = "request_unfinished_block";

  Bytes32 unfinished_reward_hash{};

  static void Fields(auto& visit, auto& m) { visit("unfinished_reward_hash", m.unfinished_reward_hash); }
};

struct NewUnfinishedBlock2 {
  static constexpr std::uint8_t kType = 92;
  static constexpr std::string_view kName = "new_unfinished_block2";

  Bytes32 unfinished_reward_hash{};
  std::optional<Bytes32> foliage_hash;

  static void Fields(auto& visit, auto& m) {
    visit("unfinished_reward_hash", m.unfinished_reward_hash);
    visit("foliage_hash", m.foliage_hash);
  }
};

struct RequestUnfinishedBlock2 {
  static constexpr std::uint8_t kType = 93;
  static constexpr std::string_view kName = "request_unfinished_block2";

  Bytes32 unfinished_reward_hash{};
  std::optional<Bytes32> foliage_hash;

  static void Fields(auto& visit, auto& m) {
    visit("unfinished_reward_hash", m.unfinished_reward_hash);
    visit("foliage_hash", m.foliage_hash);
  }
};

struct RespondUnfinishedBlock {
  static constexpr std::uint8_t kType = 34;
  static constexpr std::string_view kName = "respond_unfinished_block";

  Part<UnfinishedBlock> unfinished_block;

  static void Fields(auto& visit, auto& m) { visit("unfinished_block", m.unfinished_block); }
};

struct NewSignagePointOrEndOfSubSlot {
  static constexpr std::uint8_t kType = 35;
  static constexpr std::string_view kName = "new_signage_point_or_end_of_sub_slot";

  std::optional<Bytes32> prev_challenge_hash;
  Bytes32 challenge_hash{};
  std::uint8_t index_from_challenge = 0;
  Bytes32 last_rc_infusion{};

  static void Fields(auto& visit, auto& m) {
    visit("prev_challenge_hash", m.prev_challenge_hash);
    visit("challenge_hash", m.challenge_hash);
    visit("index_from_challenge", m.index_from_challenge);
    visit("last_rc_infusion", m.last_rc_infusion);
  }
};

struct RequestSignagePointOrEndOfSubSlot {
  static constexpr std::uint8_t kType = 36;
  static constexpr std::string_view kName = "request_signage_point_or_end_of_sub_slot";

  Bytes32 challenge_hash{};
  std::uint8_t index_from_challenge = 0;
  Bytes32 last_rc_infusion{};

  static void Fields(auto& visit, auto& m) {
    visit("challenge_hash", m.challenge_hash);
    visit("index_from_challenge", m.index_from_challenge);
    visit("last_rc_infusion", m.last_rc_infusion);
  }
};

struct RespondSignagePoint {
  static constexpr std::uint8_t kType = 37;
  static constexpr std::string_view kName = "respond_signage_point";

  std::uint8_t index_from_challenge = 0;
  VDFInfo challenge_chain_vdf;
  VDFProof challenge_chain_proof;
  VDFInfo reward_chain_vdf;
  VDFProof reward_chain_proof;

  static void Fields(auto& visit, auto& m) {
    visit("index_from_challenge", m.index_from_challenge);
    visit("challenge_chain_vdf", m.challenge_chain_vdf);
    visit("challenge_chain_proof", m.challenge_chain_proof);
    visit("reward_chain_vdf", m.reward_chain_vdf);
    visit("reward_chain_proof", m.reward_chain_proof);
  }
};

struct RespondEndOfSubSlot {
  static constexpr std::uint8_t kType = 38;
  static constexpr std::string_view kName = "respond_end_of_sub_slot";

  EndOfSubSlotBundle end_of_slot_bundle;

  static void Fields(auto& visit, auto& m) { visit("end_of_slot_bundle", m.end_of_slot_bundle); }
};

struct RequestMempoolTransactions {
  static constexpr std::uint8_t kType = 39;
  static constexpr std::string_view kName = "request_mempool_transactions";

  Slice filter;

  static void Fields(auto& visit, auto& m) { visit("filter", m.filter); }
};

struct NewCompactVDF {
  static constexpr std::uint8_t kType = 42;
  static constexpr std::string_view kName = "new_compact_vdf";

  std::uint32_t height = 0;
  Bytes32 header_hash{};
  std::uint8_t field_vdf = 0;  // 1 CC_EOS 2 ICC_EOS 3 CC_SP 4 CC_IP
  VDFInfo vdf_info;

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("header_hash", m.header_hash);
    visit("field_vdf", m.field_vdf);
    visit("vdf_info", m.vdf_info);
  }
};

struct RequestCompactVDF {
  static constexpr std::uint8_t kType = 40;
  static constexpr std::string_view kName = "request_compact_vdf";

  std::uint32_t height = 0;
  Bytes32 header_hash{};
  std::uint8_t field_vdf = 0;
  VDFInfo vdf_info;

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("header_hash", m.header_hash);
    visit("field_vdf", m.field_vdf);
    visit("vdf_info", m.vdf_info);
  }
};

struct RespondCompactVDF {
  static constexpr std::uint8_t kType = 41;
  static constexpr std::string_view kName = "respond_compact_vdf";

  std::uint32_t height = 0;
  Bytes32 header_hash{};
  std::uint8_t field_vdf = 0;
  VDFInfo vdf_info;
  VDFProof vdf_proof;

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("header_hash", m.header_hash);
    visit("field_vdf", m.field_vdf);
    visit("vdf_info", m.vdf_info);
    visit("vdf_proof", m.vdf_proof);
  }
};

struct RequestPeers {
  static constexpr std::uint8_t kType = 43;
  static constexpr std::string_view kName = "request_peers";
  static void Fields(auto&, auto&) {}
};

struct RespondPeers {
  static constexpr std::uint8_t kType = 44;
  static constexpr std::string_view kName = "respond_peers";

  List<TimestampedPeerInfo> peer_list;

  static void Fields(auto& visit, auto& m) { visit("peer_list", m.peer_list); }
};

// Two numbers that are assigned, and that nobody sends.
struct FarmNewBlock {
  static constexpr std::uint8_t kType = 65;
  static constexpr std::string_view kName = "farm_new_block";

  Bytes32 puzzle_hash{};

  static void Fields(auto& visit, auto& m) { visit("puzzle_hash", m.puzzle_hash); }
};

struct NoneResponse {
  static constexpr std::uint8_t kType = 91;
  static constexpr std::string_view kName = "none_response";
  static void Fields(auto&, auto&) {}
};

}  // namespace dragoman::chia
