// Coins that a wallet looks up, by id, by puzzle or by parent (wire/chia.md 9.4).
#pragma once

#include "dialects/chia/types/coin.h"

namespace dragoman::chia {

struct RequestChildren {
  static constexpr std::uint8_t kType = 74;
  static constexpr std::string_view kName = "request_children";

  Bytes32 coin_name{};

  static void Fields(auto& visit, auto& m) { visit("coin_name", m.coin_name); }
};

struct RespondChildren {
  static constexpr std::uint8_t kType = 75;
  static constexpr std::string_view kName = "respond_children";

  List<CoinState> coin_states;

  static void Fields(auto& visit, auto& m) { visit("coin_states", m.coin_states); }
};

struct RequestPuzzleState {
  static constexpr std::uint8_t kType = 98;
  static constexpr std::string_view kName = "request_puzzle_state";

  List<Bytes32> puzzle_hashes;
  std::optional<std::uint32_t> previous_height;
  Bytes32 header_hash{};
  CoinStateFilters filters;
  bool subscribe_when_finished = false;

  static void Fields(auto& visit, auto& m) {
    visit("puzzle_hashes", m.puzzle_hashes);
    visit("previous_height", m.previous_height);
    visit("header_hash", m.header_hash);
    visit("filters", m.filters);
    visit("subscribe_when_finished", m.subscribe_when_finished);
  }
};

struct RespondPuzzleState {
  static constexpr std::uint8_t kType = 99;
  static constexpr std::string_view kName = "respond_puzzle_state";

  List<Bytes32> puzzle_hashes;
  std::uint32_t height = 0;
  Bytes32 header_hash{};
  bool is_finished = false;
  List<CoinState> coin_states;

  static void Fields(auto& visit, auto& m) {
    visit("puzzle_hashes", m.puzzle_hashes);
    visit("height", m.height);
    visit("header_hash", m.header_hash);
    visit("is_finished", m.is_finished);
    visit("coin_states", m.coin_states);
  }
};

struct RejectPuzzleState {
  static constexpr std::uint8_t kType = 100;
  static constexpr std::string_view kName = "reject_puzzle_state";

  std::uint8_t reason = 0;  // 0 REORG 1 EXCEEDED_SUBSCRIPTION_LIMIT

  static void Fields(auto& visit, auto& m) { visit("reason", m.reason); }
};

struct RequestCoinState {
  static constexpr std::uint8_t kType = 101;
  static constexpr std::string_view kName = "request_coin_state";

  List<Bytes32> coin_ids;
  std::optional<std::uint32_t> previous_height;
  Bytes32 header_hash{};
  bool subscribe = false;

  static void Fields(auto& visit, auto& m) {
    visit("coin_ids", m.coin_ids);
    visit("previous_height", m.previous_height);
    visit("header_hash", m.header_hash);
    visit("subscribe", m.subscribe);
  }
};

struct RespondCoinState {
  static constexpr std::uint8_t kType = 102;
  static constexpr std::string_view kName = "respond_coin_state";

  List<Bytes32> coin_ids;
  List<CoinState> coin_states;

  static void Fields(auto& visit, auto& m) {
    visit("coin_ids", m.coin_ids);
    visit("coin_states", m.coin_states);
  }
};

struct RejectCoinState {
  static constexpr std::uint8_t kType = 103;
  static constexpr std::string_view kName = "reject_coin_state";

  std::uint8_t reason = 0;  // as above

  static void Fields(auto& visit, auto& m) { visit("reason", m.reason); }
};

}  // namespace dragoman::chia
