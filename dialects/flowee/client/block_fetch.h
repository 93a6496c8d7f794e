// BlockFetch: one block being asked for. A Hub gives a block in two replies: GetBlockHeader has its header, GetBlock
// its transactions; together they are the block as it was serialized (wire/flowee.md 9.2).
#pragma once

#include "core/peer/peer.h"

namespace dragoman::flowee {

class BlockFetch {
 public:
  // Both questions are sent at once; the replies may be taken later.
  BlockFetch(Peer& peer, std::int64_t height);

  std::int64_t height() const { return height_; }
  // The serialized block. A reply that does not fit together, or whose hash is not that of the block, is a peer fault.
  Task<Result<Slice>> Take();

 private:
  Peer& peer_;
  const std::int64_t height_;
  Correlator::Question header_;
  Correlator::Question block_;
};

}  // namespace dragoman::flowee
