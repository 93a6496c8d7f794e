// Coins that one block created and spent, with proofs, for wallets (wire/chia.md 9.4).
#pragma once

#include "dialects/chia/types/coin.h"

namespace dragoman::chia {

struct RequestRemovals {
  static constexpr std::uint8_t kType = 54;
  static constexpr std::string_view kName = "request_removals";

  std::uint32_t height = 0;
  Bytes32 header_hash{};
  std::optional<List<Bytes32>> coin_names;

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("header_hash", m.header_hash);
    visit("coin_names", m.coin_names);
  }
};

struct RespondRemovals {
  static constexpr std::uint8_t kType = 55;
  static constexpr std::string_view kName = "respond_removals";

  std::uint32_t height = 0;
  Bytes32 header_hash{};
  List<std::tuple<Bytes32, std::optional<Coin>>> coins;  // (coin id, coin or none)
  std::optional<List<std::tuple<Bytes32, Slice>>> proofs;  // (coin id, proof)

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("header_hash", m.header_hash);
    visit("coins", m.coins);
    visit("proofs", m.proofs);
  }
};

struct RejectRemovalsRequest {
  static constexpr std::uint8_t kType = 56;
  static constexpr std::string_view kName = "reject_removals_request";

  std::uint32_t height = 0;
  Bytes32 header_hash{};

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("header_hash", m.header_hash);
  }
};

struct RequestAdditions {
  static constexpr std::uint8_t kType = 57;
  static constexpr std::string_view kName = "request_additions";

  std::uint32_t height = 0;
  std::optional<Bytes32> header_hash;
  std::optional<List<Bytes32>> puzzle_hashes;

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("header_hash", m.header_hash);
    visit("puzzle_hashes", m.puzzle_hashes);
  }
};

struct RespondAdditions {
  static constexpr std::uint8_t kType = 58;
  static constexpr std::string_view kName = "respond_additions";

  std::uint32_t height = 0;
  Bytes32 header_hash{};
  List<std::tuple<Bytes32, List<Coin>>> coins;  // (puzzle hash, coins)
  // (puzzle hash, proof, proof of the combined id)
  std::optional<List<std::tuple<Bytes32, Slice, std::optional<Slice>>>> proofs;

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("header_hash", m.header_hash);
    visit("coins", m.coins);
    visit("proofs", m.proofs);
  }
};

struct RejectAdditionsRequest {
  static constexpr std::uint8_t kType = 59;
  static constexpr std::string_view kName = "reject_additions_request";

  std::uint32_t height = 0;
  Bytes32 header_hash{};

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("header_hash", m.header_hash);
  }
};

}  // namespace dragoman::chia
