#include "dialects/chia/wallet/known_block.h"

#include "dialects/chia/block_hashes.h"
#include "dialects/chia/tip.h"
#include "dialects/chia/wallet/follow_coins.h"

namespace dragoman::chia {

Task<Result<KnownBlock>> BlockWithoutGenerator(Peer& peer, std::uint32_t height) {
  const Result<Slice> raw = co_await BlockAt(peer, height);
  if (!raw.ok()) co_return raw.status();
  Result<FullBlock> block = ReadMessage<FullBlock>(*raw);
  if (!block.ok()) co_return Status(Code::kStorage, "block {} of our store cannot be read", height);
  if (block->generator.generator().has_value()) co_return CoinsUnknown(height);
  KnownBlock known;
  known.hash = HeaderHash(*block);
  known.block = std::move(*block);
  co_return known;
}

// A fault of our own disk is not the asker's: it hears that the block is not there.
bool EndsTheLink(const Status& why) { return why.verdict() != nullptr; }

}  // namespace dragoman::chia
