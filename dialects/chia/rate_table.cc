#include "dialects/chia/rate_table.h"

#include <array>

namespace dragoman::chia {
namespace {

struct Row {
  std::uint8_t type;
  RateLimit first;
  RateLimit second{};  // where version 2 differs
};

// {aggregate, count, size, total}
constexpr Row kRows[] = {
    {1, {true, 5, 10240, 51200}},  // handshake
    {3, {true, 5, 1048576, 5242880}},  // harvester_handshake
    {5, {true, 100, 2048, 204800}},  // new_proof_of_space
    {6, {true, 100, 2048, 204800}},  // request_signatures
    {7, {true, 100, 2048, 204800}},  // respond_signatures
    {8, {true, 200, 2048, 409600}},  // new_signage_point
    {9, {true, 100, 10240, 1024000}},  // declare_proof_of_space
    {10, {true, 100, 10240, 1024000}},  // request_signed_values
    {11, {true, 100, 1024, 102400}},  // signed_values
    {12, {true, 100, 1024, 102400}},  // farming_info
    {13, {true, 100, 20480, 2048000}},  // new_peak_timelord
    {14, {true, 100, 10240, 1024000}},  // new_unfinished_block_timelord
    {15, {true, 100, 102400, 10240000}},  // new_infusion_point_vdf
    {16, {true, 100, 102400, 10240000}},  // new_signage_point_vdf
    {17, {true, 100, 102400, 10240000}},  // new_end_of_sub_slot_vdf
    {18, {true, 100, 10240, 1024000}},  // request_compact_proof_of_time
    {19, {true, 100, 102400, 10240000}},  // respond_compact_proof_of_time
    {20, {true, 200, 512, 102400}},  // new_peak
    {21, {false, 5000, 100, 500000}},  // new_transaction
    {22, {false, 5000, 100, 500000}},  // request_transaction
    {23, {false, 5000, 1048576, 20971520}},  // respond_transaction
    {24, {true, 5, 100, 500}},  // request_proof_of_weight
    {25, {true, 5, 52428800, 104857600}},  // respond_proof_of_weight
    {26, {true, 200, 100, 20000}},  // request_block
    {27, {false, 0, 2097152, 0}},  // respond_block
    {28, {false, 0, 100, 0}},  // reject_block
    {29, {true, 500, 100, 50000}},  // request_blocks
    {30, {false, 0, 52428800, 0}},  // respond_blocks
    {31, {false, 0, 100, 0}},  // reject_blocks
    {32, {true, 200, 100, 20000}},  // new_unfinished_block
    {33, {true, 200, 100, 20000}},  // request_unfinished_block
    {34, {true, 200, 2097152, 20971520}},  // respond_unfinished_block
    {35, {true, 200, 200, 40000}},  // new_signage_point_or_end_of_sub_slot
    {36, {true, 200, 200, 40000}},  // request_signage_point_or_end_of_sub_slot
    {37, {true, 200, 51200, 10240000}},  // respond_signage_point
    {38, {true, 100, 51200, 5120000}},  // respond_end_of_sub_slot
    {39, {true, 5, 1048576, 5242880}},  // request_mempool_transactions
    {40, {true, 200, 1024, 204800}},  // request_compact_vdf
    {41, {true, 200, 102400, 20480000}},  // respond_compact_vdf
    {42, {true, 100, 1024, 102400}},  // new_compact_vdf
    {43, {true, 10, 100, 1000}},  // request_peers
    {44, {true, 10, 1048576, 10485760}},  // respond_peers
    {45, {true, 1000, 100, 100000}, {false, 5000, 100, 500000}},  // request_puzzle_solution
    {46, {true, 1000, 1048576, 1048576000}, {false, 5000, 1048576, 5242880000}},  // respond_puzzle_solution
    {47, {true, 1000, 100, 100000}, {false, 5000, 100, 500000}},  // reject_puzzle_solution
    {48, {false, 5000, 1048576, 5242880000}},  // send_transaction
    {49, {false, 5000, 2048, 10240000}},  // transaction_ack
    {50, {true, 200, 300, 60000}},  // new_peak_wallet
    {51, {true, 500, 100, 50000}, {false, 500, 100, 50000}},  // request_block_header
    {52, {true, 500, 512000, 256000000}, {false, 500, 512000, 256000000}},  // respond_block_header
    {53, {true, 500, 100, 50000}, {false, 500, 100, 50000}},  // reject_header_request
    {54, {true, 500, 51200, 10485760}, {false, 5000, 51200, 10485760}},  // request_removals
    {55, {true, 500, 1048576, 10485760}, {false, 5000, 1048576, 10485760}},  // respond_removals
    {56, {true, 500, 100, 50000}, {false, 500, 100, 50000}},  // reject_removals_request
    {57, {true, 500, 1048576, 10485760}, {false, 50000, 104857600, 5242880000000}},  // request_additions
    {58, {true, 500, 1048576, 10485760}, {false, 50000, 104857600, 5242880000000}},  // respond_additions
    {59, {true, 500, 100, 50000}, {false, 500, 100, 50000}},  // reject_additions_request
    {60, {true, 500, 100, 50000}, {true, 5000, 100, 500000}},  // request_header_blocks
    {61, {true, 100, 100, 10000}, {false, 1000, 100, 100000}},  // reject_header_blocks
    {62, {true, 500, 2097152, 104857600}, {false, 5000, 2097152, 10485760000}},  // respond_header_blocks
    {63, {true, 100, 100, 10000}},  // request_peers_introducer
    {64, {true, 100, 1048576, 104857600}},  // respond_peers_introducer
    {65, {true, 200, 200, 40000}},  // farm_new_block
    {66, {true, 100, 4886, 488600}},  // new_signage_point_harvester
    {67, {true, 10, 10485760, 104857600}},  // request_plots
    {68, {true, 10, 104857600, 1048576000}},  // respond_plots
    {69, {true, 1000, 104857600, 104857600000}},  // coin_state_update
    {70, {true, 1000, 104857600, 104857600000}},  // register_for_ph_updates
    {71, {true, 1000, 104857600, 104857600000}},  // respond_to_ph_updates
    {72, {true, 1000, 104857600, 104857600000}},  // register_for_coin_updates
    {73, {true, 1000, 104857600, 104857600000}},  // respond_to_coin_updates
    {74, {true, 2000, 1048576, 2097152000}, {false, 2000, 1048576, 2097152000}},  // request_children
    {75, {true, 2000, 1048576, 2097152000}, {false, 2000, 1048576, 2097152000}},  // respond_children
    {76, {true, 2000, 1048576, 2097152000}, {false, 2000, 1048576, 2097152000}},  // request_ses_hashes
    {77, {true, 2000, 1048576, 2097152000}, {false, 2000, 1048576, 2097152000}},  // respond_ses_hashes
    {78, {true, 1000, 104857600, 104857600000}},  // plot_sync_start
    {79, {true, 1000, 104857600, 104857600000}},  // plot_sync_loaded
    {80, {true, 1000, 104857600, 104857600000}},  // plot_sync_removed
    {81, {true, 1000, 104857600, 104857600000}},  // plot_sync_invalid
    {82, {true, 1000, 104857600, 104857600000}},  // plot_sync_keys_missing
    {83, {true, 1000, 104857600, 104857600000}},  // plot_sync_duplicates
    {84, {true, 1000, 104857600, 104857600000}},  // plot_sync_done
    {85, {true, 3000, 104857600, 314572800000}},  // plot_sync_response
    {86, {false, 5000, 100, 500000}},  // request_block_headers
    {87, {false, 1000, 100, 100000}},  // reject_block_headers
    {88, {false, 5000, 2097152, 10485760000}},  // respond_block_headers
    {89, {true, 10, 100, 1000}},  // request_fee_estimates
    {90, {true, 10, 100, 1000}},  // respond_fee_estimates
    {91, {false, 500, 100, 50000}},  // none_response
    {92, {true, 200, 100, 20000}},  // new_unfinished_block2
    {93, {true, 200, 100, 20000}},  // request_unfinished_block2
    {94, {true, 1000, 104857600, 104857600000}},  // request_remove_puzzle_subscriptions
    {95, {true, 1000, 104857600, 104857600000}},  // respond_remove_puzzle_subscriptions
    {96, {true, 1000, 104857600, 104857600000}},  // request_remove_coin_subscriptions
    {97, {true, 1000, 104857600, 104857600000}},  // respond_remove_coin_subscriptions
    {98, {true, 1000, 104857600, 104857600000}},  // request_puzzle_state
    {99, {true, 1000, 104857600, 104857600000}},  // respond_puzzle_state
    {100, {true, 200, 100, 20000}},  // reject_puzzle_state
    {101, {true, 1000, 104857600, 104857600000}},  // request_coin_state
    {102, {true, 1000, 104857600, 104857600000}},  // respond_coin_state
    {103, {true, 200, 100, 20000}},  // reject_coin_state
    {104, {true, 1000, 104857600, 104857600000}},  // mempool_items_added
    {105, {true, 1000, 104857600, 104857600000}},  // mempool_items_removed
    {106, {true, 1000, 100, 100000}},  // request_cost_info
    {107, {true, 1000, 1024, 1024000}},  // respond_cost_info
    {108, {false, 120, 1024, 122880}},  // solution_response
    {109, {false, 120, 1024, 122880}},  // solve
    {110, {false, 120, 3072, 368640}},  // partial_proofs
    {111, {true, 5, 1024, 1024}},  // configure_window_sizes
    {112, {true, 1000, 104857600, 104857600000}},  // plot_sync_loaded2
    {113, {true, 10, 104857600, 1048576000}},  // respond_plots2
    {255, {false, 50000, 100, 5000000}},  // error
};

constexpr RequestWindow kWindows[] = {
    {29, 2},  // request_blocks
    {30, 0},  // respond_blocks
    {31, 0},  // reject_blocks
    {26, 2},  // request_block
    {27, 0},  // respond_block
    {28, 0},  // reject_block
    {51, 2},  // request_block_header
    {52, 0},  // respond_block_header
    {53, 0},  // reject_header_request
    {86, 2},  // request_block_headers
    {88, 0},  // respond_block_headers
    {87, 0},  // reject_block_headers
    {60, 2},  // request_header_blocks
    {62, 0},  // respond_header_blocks
    {61, 0},  // reject_header_blocks
    {70, 2},  // register_for_ph_updates
    {71, 0},  // respond_to_ph_updates
    {72, 2},  // register_for_coin_updates
    {73, 0},  // respond_to_coin_updates
    {98, 2},  // request_puzzle_state
    {99, 0},  // respond_puzzle_state
    {100, 0},  // reject_puzzle_state
    {101, 2},  // request_coin_state
    {102, 0},  // respond_coin_state
    {103, 0},  // reject_coin_state
    {57, 2},  // request_additions
    {58, 0},  // respond_additions
    {59, 0},  // reject_additions_request
    {54, 2},  // request_removals
    {55, 0},  // respond_removals
    {56, 0},  // reject_removals_request
    {24, 2},  // request_proof_of_weight
    {25, 0},  // respond_proof_of_weight
    {45, 2},  // request_puzzle_solution
    {46, 0},  // respond_puzzle_solution
    {47, 0},  // reject_puzzle_solution
    {22, 3},  // request_transaction
    {23, 0},  // respond_transaction
};

constexpr std::uint8_t kNoRow = 0xff;
static_assert(std::size(kRows) < kNoRow);

constexpr std::array<std::uint8_t, 256> RowsByType() {
  std::array<std::uint8_t, 256> rows{};
  rows.fill(kNoRow);
  for (std::size_t i = 0; i < std::size(kRows); ++i) rows[kRows[i].type] = static_cast<std::uint8_t>(i);
  return rows;
}
constexpr std::array<std::uint8_t, 256> kRowsByType = RowsByType();

}  // namespace

const RateLimit* RateLimitOf(std::uint8_t type, unsigned version) {
  const std::uint8_t row = kRowsByType[type];
  if (row == kNoRow) return nullptr;
  const bool differs = version >= 2 && kRows[row].second.size != 0;
  return differs ? &kRows[row].second : &kRows[row].first;
}

std::span<const RequestWindow> ReferenceWindows() { return kWindows; }

std::optional<std::uint16_t> ReferenceWindow(std::uint8_t type) {
  for (const RequestWindow& window : kWindows) {
    if (window.type == type) return window.window;
  }
  return std::nullopt;
}

}  // namespace dragoman::chia
