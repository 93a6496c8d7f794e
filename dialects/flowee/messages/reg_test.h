// Service 4, RegTest (wire/flowee.md 9.5).
#pragma once

#include "dialects/flowee/messages/tag_list.h"

namespace dragoman::flowee::reg_test {

struct GenerateBlock : ToServer<GenerateBlock> {
  static constexpr NativeType kType = PackNative(service::kRegTest, 0);
  static constexpr std::string_view kName = "RegTest.GenerateBlock";

  std::optional<Slice> public_key_hash;  // obligatory, 20 bytes
  std::optional<std::int64_t> count;     // 1 to 150, 1 unless said

  static void Tags(auto& visit, auto& m) {
    visit(common::kBitcoinP2PKHAddress, m.public_key_hash);
    visit(common::kAmount, m.count);
  }
};

struct GenerateBlockReply : ToClient<GenerateBlockReply> {
  static constexpr NativeType kType = PackNative(service::kRegTest, 1);
  static constexpr std::string_view kName = "RegTest.GenerateBlockReply";

  std::vector<Hash256> block_hashes;

  static void Tags(auto& visit, auto& m) { visit(common::kBlockHash, m.block_hashes); }
};

}  // namespace dragoman::flowee::reg_test
