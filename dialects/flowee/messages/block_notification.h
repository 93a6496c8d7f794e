// Service 18, BlockNotification (wire/flowee.md 9.9). Subscribing and unsubscribing have no answer.
#pragma once

#include "dialects/flowee/messages/tag_list.h"

namespace dragoman::flowee::block_notification {

struct Subscribe : ToServer<Subscribe> {
  static constexpr NativeType kType = PackNative(service::kBlockNotification, 0);
  static constexpr std::string_view kName = "BlockNotification.Subscribe";

  static void Tags(auto&, auto&) {}
};

struct Unsubscribe : ToServer<Unsubscribe> {
  static constexpr NativeType kType = PackNative(service::kBlockNotification, 2);
  static constexpr std::string_view kName = "BlockNotification.Unsubscribe";

  static void Tags(auto&, auto&) {}
};

struct NewBlockOnChain : ToClient<NewBlockOnChain> {
  static constexpr NativeType kType = PackNative(service::kBlockNotification, 4);
  static constexpr std::string_view kName = "BlockNotification.NewBlockOnChain";

  Hash256 block_hash{};
  std::int64_t height = 0;

  static void Tags(auto& visit, auto& m) {
    visit(common::kBlockHash, m.block_hash);
    visit(common::kBlockHeight, m.height);
  }
};

// The blocks that a reorganisation takes away, highest first.
struct BlocksRemoved {
  static constexpr NativeType kType = PackNative(service::kBlockNotification, 6);
  static constexpr std::string_view kName = "BlockNotification.BlocksRemoved";
  static constexpr Field kFields[] = {{common::kBlockHash, kRepeats}, {common::kBlockHeight, kRepeats}};

  struct Block {
    Hash256 hash{};
    std::int64_t height = 0;
  };
  std::vector<Block> blocks;

  static Result<BlocksRemoved> Read(Slice body);
  void Write(Writer& out) const;
};

}  // namespace dragoman::flowee::block_notification
