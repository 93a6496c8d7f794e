#include "dialects/flowee/messages/block_notification.h"

namespace dragoman::flowee::block_notification {

// A hash begins a record, its height follows.
Result<BlocksRemoved> BlocksRemoved::Read(Slice body) {
  BlocksRemoved removed;
  TokenReader tokens(std::move(body));
  while (tokens.Next()) {
    const std::uint32_t tag = tokens.token().tag;
    if (tag == common::kBlockHash) removed.blocks.emplace_back();
    if (removed.blocks.empty()) continue;
    TagTaker take(tokens);
    take(common::kBlockHash, removed.blocks.back().hash);
    take(common::kBlockHeight, removed.blocks.back().height);
    if (!take.status().ok()) return take.status();
  }
  if (!tokens.ok()) return tokens.status();
  return removed;
}

void BlocksRemoved::Write(Writer& out) const {
  for (const Block& block : blocks) {
    PutBytes(out, common::kBlockHash, block.hash);
    PutInt(out, common::kBlockHeight, block.height);
  }
}

}  // namespace dragoman::flowee::block_notification
