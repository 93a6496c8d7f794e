// What a wallet is told when the chain moves on (wire/chia.md 9.4).
#pragma once

#include "dialects/chia/types/coin.h"

namespace dragoman::chia {

struct NewPeakWallet {
  static constexpr std::uint8_t kType = 50;
  static constexpr std::string_view kName = "new_peak_wallet";

  Bytes32 header_hash{};
  std::uint32_t height = 0;
  Uint128 weight = 0;
  std::uint32_t fork_point_with_previous_peak = 0;

  static void Fields(auto& visit, auto& m) {
    visit("header_hash", m.header_hash);
    visit("height", m.height);
    visit("weight", m.weight);
    visit("fork_point_with_previous_peak", m.fork_point_with_previous_peak);
  }
};

struct CoinStateUpdate {
  static constexpr std::uint8_t kType = 69;
  static constexpr std::string_view kName = "coin_state_update";

  std::uint32_t height = 0;
  std::uint32_t fork_height = 0;
  Bytes32 peak_hash{};
  List<CoinState> items;

  static void Fields(auto& visit, auto& m) {
    visit("height", m.height);
    visit("fork_height", m.fork_height);
    visit("peak_hash", m.peak_hash);
    visit("items", m.items);
  }
};

}  // namespace dragoman::chia
