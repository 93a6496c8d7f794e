// Where a chain may begin.
#pragma once

#include "services/chain/chain_index.h"

namespace dragoman::chain {

// The first block of all, or, where headers say heights, another block 0: that of a network which was set up anew under
// the same name. It stands beside the chain that is there until its own is heavier.
inline bool MayBegin(const ChainFormat& format, const ChainIndex& index, const BlockHeader& header) {
  return (header.height == 0 || index.GetTip().height < 0) && format.MayBeFirst(header);
}

}  // namespace dragoman::chain
