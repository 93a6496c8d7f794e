// What a wallet subscribes to, and no longer wants (wire/chia.md 9.4).
#pragma once

#include "dialects/chia/types/coin.h"

namespace dragoman::chia {

struct RegisterForPhUpdates {
  static constexpr std::uint8_t kType = 70;
  static constexpr std::string_view kName = "register_for_ph_updates";

  List<Bytes32> puzzle_hashes;
  std::uint32_t min_height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("puzzle_hashes", m.puzzle_hashes);
    visit("min_height", m.min_height);
  }
};

struct RespondToPhUpdates {
  static constexpr std::uint8_t kType = 71;
  static constexpr std::string_view kName = "respond_to_ph_updates";

  List<Bytes32> puzzle_hashes;
  std::uint32_t min_height = 0;
  List<CoinState> coin_states;

  static void Fields(auto& visit, auto& m) {
    visit("puzzle_hashes", m.puzzle_hashes);
    visit("min_height", m.min_height);
    visit("coin_states", m.coin_states);
  }
};

struct RegisterForCoinUpdates {
  static constexpr std::uint8_t kType = 72;
  static constexpr std::string_view kName = "register_for_coin_updates";

  List<Bytes32> coin_ids;
  std::uint32_t min_height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("coin_ids", m.coin_ids);
    visit("min_height", m.min_height);
  }
};

struct RespondToCoinUpdates {
  static constexpr std::uint8_t kType = 73;
  static constexpr std::string_view kName = "respond_to_coin_updates";

  List<Bytes32> coin_ids;
  std::uint32_t min_height = 0;
  List<CoinState> coin_states;

  static void Fields(auto& visit, auto& m) {
    visit("coin_ids", m.coin_ids);
    visit("min_height", m.min_height);
    visit("coin_states", m.coin_states);
  }
};

struct RequestRemovePuzzleSubscriptions {
  static constexpr std::uint8_t kType = 94;
  static constexpr std::string_view kName = "request_remove_puzzle_subscriptions";

  std::optional<List<Bytes32>> puzzle_hashes;

  static void Fields(auto& visit, auto& m) { visit("puzzle_hashes", m.puzzle_hashes); }
};

struct RespondRemovePuzzleSubscriptions {
  static constexpr std::uint8_t kType = 95;
  static constexpr std::string_view kName = "respond_remove_puzzle_subscriptions";

  List<Bytes32> puzzle_hashes;

  static void Fields(auto& visit, auto& m) { visit("puzzle_hashes", m.puzzle_hashes); }
};

struct RequestRemoveCoinSubscriptions {
  static constexpr std::uint8_t kType = 96;
  static constexpr std::string_view kName = "request_remove_coin_subscriptions";

  std::optional<List<Bytes32>> coin_ids;

  static void Fields(auto& visit, auto& m) { visit("coin_ids", m.coin_ids); }
};

struct RespondRemoveCoinSubscriptions {
  static constexpr std::uint8_t kType = 97;
  static constexpr std::string_view kName = "respond_remove_coin_subscriptions";

  List<Bytes32> coin_ids;

  static void Fields(auto& visit, auto& m) { visit("coin_ids", m.coin_ids); }
};

}  // namespace dragoman::chia
