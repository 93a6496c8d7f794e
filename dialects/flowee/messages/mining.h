// Service 5, Mining (wire/flowee.md 9.6).
#pragma once

#include "dialects/flowee/messages/tag_list.h"

namespace dragoman::flowee::mining {

struct SubmitBlock : ToServer<SubmitBlock> {
  static constexpr NativeType kType = PackNative(service::kMining, 0);
  static constexpr std::string_view kName = "Mining.SubmitBlock";

  std::optional<Slice> block;  // obligatory

  static void Tags(auto& visit, auto& m) { visit(common::kGenericByteData, m.block); }
};

// Without a hash for a block that is not, or not yet, on the main chain.
struct SubmitBlockReply : ToClient<SubmitBlockReply> {
  static constexpr NativeType kType = PackNative(service::kMining, 1);
  static constexpr std::string_view kName = "Mining.SubmitBlockReply";

  std::optional<Hash256> block_hash;

  static void Tags(auto& visit, auto& m) { visit(common::kBlockHash, m.block_hash); }
};

}  // namespace dragoman::flowee::mining
