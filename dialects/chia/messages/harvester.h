// Messages between harvesters and farmers (wire/chia.md 9.6).
#pragma once

#include "dialects/chia/types/plots.h"
#include "dialects/chia/types/reward_chain.h"

namespace dragoman::chia {

struct ProofOfSpaceFeeInfo {
  std::uint32_t applied_fee_threshold = 0;

  static void Fields(auto& visit, auto& m) { visit("applied_fee_threshold", m.applied_fee_threshold); }
};

struct SignatureRequestSourceData {
  std::uint8_t kind = 0;
  Slice data;

  static void Fields(auto& visit, auto& m) {
    visit("kind", m.kind);
    visit("data", m.data);
  }
};

struct HarvesterHandshake {
  static constexpr std::uint8_t kType = 3;
  static constexpr std::string_view kName = "harvester_handshake";

  List<G1> farmer_public_keys;
  List<G1> pool_public_keys;

  static void Fields(auto& visit, auto& m) {
    visit("farmer_public_keys", m.farmer_public_keys);
    visit("pool_public_keys", m.pool_public_keys);
  }
};

// Type 66 has three bodies, by the protocol version of the harvester (wire/chia.md 6.4, 9.6): this one up to 0.0.36.
struct NewSignagePointHarvester {
  static constexpr std::uint8_t kType = 66;
  static constexpr std::string_view kName = "new_signage_point_harvester";

  Bytes32 challenge_hash{};
  std::uint64_t difficulty = 0;
  std::uint64_t sub_slot_iters = 0;
  std::uint8_t signage_point_index = 0;
  Bytes32 sp_hash{};
  List<PoolDifficulty> pool_difficulties;
  std::uint8_t filter_prefix_bits = 0;

  static void Fields(auto& visit, auto& m) {
    visit("challenge_hash", m.challenge_hash);
    visit("difficulty", m.difficulty);
    visit("sub_slot_iters", m.sub_slot_iters);
    visit("signage_point_index", m.signage_point_index);
    visit("sp_hash", m.sp_hash);
    visit("pool_difficulties", m.pool_difficulties);
    visit("filter_prefix_bits", m.filter_prefix_bits);
  }
};

struct NewSignagePointHarvester2Of37 {
  static constexpr std::uint8_t kType = 66;
  static constexpr std::string_view kName = "new_signage_point_harvester";

  Bytes32 challenge_hash{};
  std::uint64_t difficulty = 0;
  std::uint64_t sub_slot_iters = 0;
  std::uint8_t signage_point_index = 0;
  Bytes32 sp_hash{};
  List<PoolDifficulty> pool_difficulties;
  std::uint32_t peak_height = 0;
  std::uint32_t last_tx_height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("challenge_hash", m.challenge_hash);
    visit("difficulty", m.difficulty);
    visit("sub_slot_iters", m.sub_slot_iters);
    visit("signage_point_index", m.signage_point_index);
    visit("sp_hash", m.sp_hash);
    visit("pool_difficulties", m.pool_difficulties);
    visit("peak_height", m.peak_height);
    visit("last_tx_height", m.last_tx_height);
  }
};

struct NewSignagePointHarvester2 : NewSignagePointHarvester2Of37 {
  std::optional<Bytes32> filter_challenge;

  static void Fields(auto& visit, auto& m) {
    NewSignagePointHarvester2Of37::Fields(visit, m);
    visit("filter_challenge", m.filter_challenge);
  }
};

struct NewProofOfSpace {
  static constexpr std::uint8_t kType = 5;
  static constexpr std::string_view kName = "new_proof_of_space";

  Bytes32 challenge_hash{};
  Bytes32 sp_hash{};
  Text plot_identifier;
  ProofOfSpace proof;
  std::uint8_t signage_point_index = 0;
  bool include_source_signature_data = false;
  std::optional<Bytes32> farmer_reward_address_override;
  std::optional<ProofOfSpaceFeeInfo> fee_info;

  static void Fields(auto& visit, auto& m) {
    visit("challenge_hash", m.challenge_hash);
    visit("sp_hash", m.sp_hash);
    visit("plot_identifier", m.plot_identifier);
    visit("proof", m.proof);
    visit("signage_point_index", m.signage_point_index);
    visit("include_source_signature_data", m.include_source_signature_data);
    visit("farmer_reward_address_override", m.farmer_reward_address_override);
    visit("fee_info", m.fee_info);
  }
};

struct PartialProofsData {
  static constexpr std::uint8_t kType = 110;
  static constexpr std::string_view kName = "partial_proofs";

  Bytes32 challenge_hash{};
  Bytes32 sp_hash{};
  Text plot_identifier;
  List<PartialProof> partial_proofs;
  std::uint8_t signage_point_index = 0;
  std::uint8_t plot_size = 0;
  std::uint16_t plot_index = 0;
  std::uint8_t meta_group = 0;
  std::uint8_t strength = 0;
  Bytes32 plot_id{};
  std::optional<G1> pool_public_key;
  std::optional<Bytes32> pool_contract_puzzle_hash;
  G1 plot_public_key;

  static void Fields(auto& visit, auto& m) {
    visit("challenge_hash", m.challenge_hash);
    visit("sp_hash", m.sp_hash);
    visit("plot_identifier", m.plot_identifier);
    visit("partial_proofs", m.partial_proofs);
    visit("signage_point_index", m.signage_point_index);
    visit("plot_size", m.plot_size);
    visit("plot_index", m.plot_index);
    visit("meta_group", m.meta_group);
    visit("strength", m.strength);
    visit("plot_id", m.plot_id);
    visit("pool_public_key", m.pool_public_key);
    visit("pool_contract_puzzle_hash", m.pool_contract_puzzle_hash);
    visit("plot_public_key", m.plot_public_key);
  }
};

struct RequestSignatures {
  static constexpr std::uint8_t kType = 6;
  static constexpr std::string_view kName = "request_signatures";

  Text plot_identifier;
  Bytes32 challenge_hash{};
  Bytes32 sp_hash{};
  List<Bytes32> messages;
  std::optional<List<std::optional<SignatureRequestSourceData>>> message_data;
  std::optional<RewardChainBlockUnfinished> rc_block_unfinished;

  static void Fields(auto& visit, auto& m) {
    visit("plot_identifier", m.plot_identifier);
    visit("challenge_hash", m.challenge_hash);
    visit("sp_hash", m.sp_hash);
    visit("messages", m.messages);
    visit("message_data", m.message_data);
    visit("rc_block_unfinished", m.rc_block_unfinished);
  }
};

struct RespondSignatures {
  static constexpr std::uint8_t kType = 7;
  static constexpr std::string_view kName = "respond_signatures";

  Text plot_identifier;
  Bytes32 challenge_hash{};
  Bytes32 sp_hash{};
  G1 local_pk;
  G1 farmer_pk;
  List<std::tuple<Bytes32, G2>> message_signatures;  // (message, signature)
  bool include_source_signature_data = false;
  std::optional<Bytes32> farmer_reward_address_override;

  static void Fields(auto& visit, auto& m) {
    visit("plot_identifier", m.plot_identifier);
    visit("challenge_hash", m.challenge_hash);
    visit("sp_hash", m.sp_hash);
    visit("local_pk", m.local_pk);
    visit("farmer_pk", m.farmer_pk);
    visit("message_signatures", m.message_signatures);
    visit("include_source_signature_data", m.include_source_signature_data);
    visit("farmer_reward_address_override", m.farmer_reward_address_override);
  }
};

struct RequestPlots {
  static constexpr std::uint8_t kType = 67;
  static constexpr std::string_view kName = "request_plots";
  static void Fields(auto&, auto&) {}
};

struct RespondPlots {
  static constexpr std::uint8_t kType = 68;
  static constexpr std::string_view kName = "respond_plots";

  List<Plot> plots;
  List<Text> failed_to_open_filenames;
  List<Text> no_key_filenames;

  static void Fields(auto& visit, auto& m) {
    visit("plots", m.plots);
    visit("failed_to_open_filenames", m.failed_to_open_filenames);
    visit("no_key_filenames", m.no_key_filenames);
  }
};

struct RespondPlots2 {
  static constexpr std::uint8_t kType = 113;
  static constexpr std::string_view kName = "respond_plots2";

  List<Plot2> plots;
  List<Text> failed_to_open_filenames;
  List<Text> no_key_filenames;

  static void Fields(auto& visit, auto& m) {
    visit("plots", m.plots);
    visit("failed_to_open_filenames", m.failed_to_open_filenames);
    visit("no_key_filenames", m.no_key_filenames);
  }
};

struct PlotSyncStart {
  static constexpr std::uint8_t kType = 78;
  static constexpr std::string_view kName = "plot_sync_start";

  PlotSyncIdentifier identifier;
  bool initial = false;
  std::uint64_t last_sync_id = 0;
  std::uint32_t plot_file_count = 0;
  std::uint8_t harvesting_mode = 0;

  static void Fields(auto& visit, auto& m) {
    visit("identifier", m.identifier);
    visit("initial", m.initial);
    visit("last_sync_id", m.last_sync_id);
    visit("plot_file_count", m.plot_file_count);
    visit("harvesting_mode", m.harvesting_mode);
  }
};

// The body of four messages.
struct PlotSyncPathList {
  PlotSyncIdentifier identifier;
  List<Text> data;
  bool final = false;

  static void Fields(auto& visit, auto& m) {
    visit("identifier", m.identifier);
    visit("data", m.data);
    visit("final", m.final);
  }
};

struct PlotSyncRemoved : PlotSyncPathList {
  static constexpr std::uint8_t kType = 80;
  static constexpr std::string_view kName = "plot_sync_removed";
};

struct PlotSyncInvalid : PlotSyncPathList {
  static constexpr std::uint8_t kType = 81;
  static constexpr std::string_view kName = "plot_sync_invalid";
};

struct PlotSyncKeysMissing : PlotSyncPathList {
  static constexpr std::uint8_t kType = 82;
  static constexpr std::string_view kName = "plot_sync_keys_missing";
};

struct PlotSyncDuplicates : PlotSyncPathList {
  static constexpr std::uint8_t kType = 83;
  static constexpr std::string_view kName = "plot_sync_duplicates";
};

struct PlotSyncPlotList {
  static constexpr std::uint8_t kType = 79;
  static constexpr std::string_view kName = "plot_sync_loaded";

  PlotSyncIdentifier identifier;
  List<Plot> data;
  bool final = false;

  static void Fields(auto& visit, auto& m) {
    visit("identifier", m.identifier);
    visit("data", m.data);
    visit("final", m.final);
  }
};

struct PlotSyncPlotList2 {
  static constexpr std::uint8_t kType = 112;
  static constexpr std::string_view kName = "plot_sync_loaded2";

  PlotSyncIdentifier identifier;
  List<Plot2> data;
  bool final = false;

  static void Fields(auto& visit, auto& m) {
    visit("identifier", m.identifier);
    visit("data", m.data);
    visit("final", m.final);
  }
};

struct PlotSyncDone {
  static constexpr std::uint8_t kType = 84;
  static constexpr std::string_view kName = "plot_sync_done";

  PlotSyncIdentifier identifier;
  std::uint64_t duration = 0;

  static void Fields(auto& visit, auto& m) {
    visit("identifier", m.identifier);
    visit("duration", m.duration);
  }
};

struct PlotSyncResponse {
  static constexpr std::uint8_t kType = 85;
  static constexpr std::string_view kName = "plot_sync_response";

  PlotSyncIdentifier identifier;
  std::int16_t message_type = 0;  // number of the acknowledged type
  std::optional<PlotSyncError> error;

  static void Fields(auto& visit, auto& m) {
    visit("identifier", m.identifier);
    visit("message_type", m.message_type);
    visit("error", m.error);
  }
};

}  // namespace dragoman::chia
