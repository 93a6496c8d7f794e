// Headers of blocks, and where sub-epochs end, for wallets (wire/chia.md 9.4).
#pragma once

#include "dialects/chia/types/blocks.h"

namespace dragoman::chia {

struct RequestBlockHeader {
  static constexpr std::uint8_t kType = 51;
  static constexpr std::string_view kName = "request_block_header";

  std::uint32_t height = 0;

  static void Fields(auto& visit, auto& m) { visit("height", m.height); }
};

struct RespondBlockHeader {
  static constexpr std::uint8_t kType = 52;
  static constexpr std::string_view kName = "respond_block_header";

  HeaderBlock header_block;

  static void Fields(auto& visit, auto& m) { visit("header_block", m.header_block); }
};

struct RejectHeaderRequest {
  static constexpr std::uint8_t kType = 53;
  static constexpr std::string_view kName = "reject_header_request";

  std::uint32_t height = 0;

  static void Fields(auto& visit, auto& m) { visit("height", m.height); }
};

struct RequestHeaderBlocks {
  static constexpr std::uint8_t kType = 60;
  static constexpr std::string_view kName = "request_header_blocks";

  std::uint32_t start_height = 0;
  std::uint32_t end_height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("start_height", m.start_height);
    visit("end_height", m.end_height);
  }
};

struct RejectHeaderBlocks {
  static constexpr std::uint8_t kType = 61;
  static constexpr std::string_view kName = "reject_header_blocks";

  std::uint32_t start_height = 0;
  std::uint32_t end_height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("start_height", m.start_height);
    visit("end_height", m.end_height);
  }
};

struct RespondHeaderBlocks {
  static constexpr std::uint8_t kType = 62;
  static constexpr std::string_view kName = "respond_header_blocks";

  std::uint32_t start_height = 0;
  std::uint32_t end_height = 0;
  List<HeaderBlock> header_blocks;

  static void Fields(auto& visit, auto& m) {
    visit("start_height", m.start_height);
    visit("end_height", m.end_height);
    visit("header_blocks", m.header_blocks);
  }
};

struct RequestBlockHeaders {
  static constexpr std::uint8_t kType = 86;
  static constexpr std::string_view kName = "request_block_headers";

  std::uint32_t start_height = 0;
  std::uint32_t end_height = 0;
  bool return_filter = false;

  static void Fields(auto& visit, auto& m) {
    visit("start_height", m.start_height);
    visit("end_height", m.end_height);
    visit("return_filter", m.return_filter);
  }
};

struct RejectBlockHeaders {
  static constexpr std::uint8_t kType = 87;
  static constexpr std::string_view kName = "reject_block_headers";

  std::uint32_t start_height = 0;
  std::uint32_t end_height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("start_height", m.start_height);
    visit("end_height", m.end_height);
  }
};

struct RespondBlockHeaders {
  static constexpr std::uint8_t kType = 88;
  static constexpr std::string_view kName = "respond_block_headers";

  std::uint32_t start_height = 0;
  std::uint32_t end_height = 0;
  List<HeaderBlock> header_blocks;

  static void Fields(auto& visit, auto& m) {
    visit("start_height", m.start_height);
    visit("end_height", m.end_height);
    visit("header_blocks", m.header_blocks);
  }
};

struct RequestSESInfo {
  static constexpr std::uint8_t kType = 76;
  static constexpr std::string_view kName = "request_ses_hashes";

  std::uint32_t start_height = 0;
  std::uint32_t end_height = 0;

  static void Fields(auto& visit, auto& m) {
    visit("start_height", m.start_height);
    visit("end_height", m.end_height);
  }
};

struct RespondSESInfo {
  static constexpr std::uint8_t kType = 77;
  static constexpr std::string_view kName = "respond_ses_hashes";

  List<Bytes32> reward_chain_hash;
  List<List<std::uint32_t>> heights;  // inner lists are [start, end]

  static void Fields(auto& visit, auto& m) {
    visit("reward_chain_hash", m.reward_chain_hash);
    visit("heights", m.heights);
  }
};

}  // namespace dragoman::chia
