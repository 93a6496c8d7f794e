// CheckBlock: everything about a block that can be judged without its chain. A pure function of its
// arguments, so it may run on any thread (an Executor's too).
#pragma once

#include <string_view>
#include <vector>

#include "services/chain/block_entry.h"

namespace dragoman::chain {

struct CheckedBlock {
  BlockHeader header;
  std::uint64_t size = 0;  // bytes
  std::vector<TransactionEntry> transactions;
};

// Well-formed to the last byte, the work its header claims, what the header commits to, no
// transaction twice. Errors are the format's (peer faults, offsets from the block's start).
Result<CheckedBlock> CheckBlock(const ChainFormat& format, std::string_view network, Bytes raw);

// The same for a block that was checked before it was stored: work is not judged again.
Result<CheckedBlock> ReadStoredBlock(const ChainFormat& format, Bytes raw);

}  // namespace dragoman::chain
