// PoolMemory: what a Hub counts for a transaction in its mempool (MempoolUsage, tag 62 of
// wire/flowee.md 9.3).
#pragma once

#include "dialects/flowee/bitcoin/transaction.h"

namespace dragoman::flowee::bitcoin {

// An estimate of heap blocks, as recorded: 976 for one input that is signed by a key and one
// output.
std::uint64_t PoolMemory(const Transaction& transaction);

}  // namespace dragoman::flowee::bitcoin
