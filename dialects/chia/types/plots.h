// Plots as harvesters tell of them (wire/chia.md 9.6).
#pragma once

#include "dialects/chia/types/scalars.h"

namespace dragoman::chia {

struct PoolDifficulty {
  std::uint64_t difficulty = 0;
  std::uint64_t sub_slot_iters = 0;
  Bytes32 pool_contract_puzzle_hash{};

  static void Fields(auto& visit, auto& m) {
    visit("difficulty", m.difficulty);
    visit("sub_slot_iters", m.sub_slot_iters);
    visit("pool_contract_puzzle_hash", m.pool_contract_puzzle_hash);
  }
};

struct Plot {
  Text filename;
  std::uint8_t size = 0;
  Bytes32 plot_id{};
  std::optional<G1> pool_public_key;
  std::optional<Bytes32> pool_contract_puzzle_hash;
  G1 plot_public_key;
  std::uint64_t file_size = 0;
  std::uint64_t time_modified = 0;
  std::optional<std::uint8_t> compression_level;

  static void Fields(auto& visit, auto& m) {
    visit("filename", m.filename);
    visit("size", m.size);
    visit("plot_id", m.plot_id);
    visit("pool_public_key", m.pool_public_key);
    visit("pool_contract_puzzle_hash", m.pool_contract_puzzle_hash);
    visit("plot_public_key", m.plot_public_key);
    visit("file_size", m.file_size);
    visit("time_modified", m.time_modified);
    visit("compression_level", m.compression_level);
  }
};

struct Plot2 {
  Text filename;
  std::uint8_t size = 0;
  Bytes32 plot_id{};
  std::optional<G1> pool_public_key;
  std::optional<Bytes32> pool_contract_puzzle_hash;
  G1 plot_public_key;
  std::uint64_t file_size = 0;
  std::uint64_t time_modified = 0;
  std::optional<std::uint8_t> compression_level;
  std::uint16_t plot_index = 0;
  std::uint8_t meta_group = 0;

  static void Fields(auto& visit, auto& m) {
    visit("filename", m.filename);
    visit("size", m.size);
    visit("plot_id", m.plot_id);
    visit("pool_public_key", m.pool_public_key);
    visit("pool_contract_puzzle_hash", m.pool_contract_puzzle_hash);
    visit("plot_public_key", m.plot_public_key);
    visit("file_size", m.file_size);
    visit("time_modified", m.time_modified);
    visit("compression_level", m.compression_level);
    visit("plot_index", m.plot_index);
    visit("meta_group", m.meta_group);
  }
};

struct PlotSyncIdentifier {
  std::uint64_t timestamp = 0;
  std::uint64_t sync_id = 0;
  std::uint64_t message_id = 0;

  static void Fields(auto& visit, auto& m) {
    visit("timestamp", m.timestamp);
    visit("sync_id", m.sync_id);
    visit("message_id", m.message_id);
  }
};

struct PlotSyncError {
  std::int16_t code = 0;
  Text message;
  std::optional<PlotSyncIdentifier> expected_identifier;

  static void Fields(auto& visit, auto& m) {
    visit("code", m.code);
    visit("message", m.message);
    visit("expected_identifier", m.expected_identifier);
  }
};

struct PartialProof {
  std::array<std::uint64_t, 16> fragments{};

  static void Fields(auto& visit, auto& m) { visit("fragments", m.fragments); }
};

}  // namespace dragoman::chia
