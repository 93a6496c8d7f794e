// Filters of BIP 158 with Chia's parameters: P = 20, M = 2^20, SipHash with the key zero (wire/chia.md 11.1). A block's
// filter holds the puzzle hashes of its created coins and the ids of its spent ones; request_mempool_transactions brings
// one of the transaction ids that the asker has.
#pragma once

#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace dragoman::chia {

// In any order; what is there twice counts once.
ByteVector EncodeFilter(std::vector<Hash256> elements);

class BlockFilter {
 public:
  // Refuses what the reference refuses. Takes at most 4 bytes of memory for a byte of `encoded`.
  static Result<BlockFilter> Read(Bytes encoded);

  // Never wrong about what is in it; about one in 2^20 of the others match as well.
  bool Matches(const Hash256& element) const;
  std::size_t size() const { return values_.size(); }

 private:
  std::vector<std::uint64_t> values_;  // sorted
};

}  // namespace dragoman::chia
