// Puzzles and solutions of spent coins, for wallets (wire/chia.md 9.4).
#pragma once

#include "dialects/chia/types/program.h"
#include "dialects/chia/types/scalars.h"

namespace dragoman::chia {

struct PuzzleSolutionResponse {
  Bytes32 coin_name{};
  std::uint32_t height = 0;
  Program puzzle;
  Program solution;

  static void Fields(auto& visit, auto& m) {
    visit("coin_name", m.coin_name);
    visit("height", m.height);
    visit("puzzle", m.puzzle);
    visit("solution", m.solution);
  }
};

struct RequestPuzzleSolution {
  static constexpr std::uint8_t kType = 45;
  static constexpr std::string_view kName = "request_puzzle_solution";

  Bytes32 coin_name{};
  std::uint32_t height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("coin_name", m.coin_name);
    visit("height", m.height);
  }
};

struct RespondPuzzleSolution {
  static constexpr std::uint8_t kType = 46;
  static constexpr std::string_view kName = "respond_puzzle_solution";

  PuzzleSolutionResponse response;

  static void Fields(auto& visit, auto& m) { visit("response", m.response); }
};

struct RejectPuzzleSolution {
  static constexpr std::uint8_t kType = 47;
  static constexpr std::string_view kName = "reject_puzzle_solution";

  Bytes32 coin_name{};
  std::uint32_t height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("coin_name", m.coin_name);
    visit("height", m.height);
  }
};

}  // namespace dragoman::chia
