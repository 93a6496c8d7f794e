// BlockShelf: what the chain service asks of a store. Raw blocks by hash; the shelf is the truth,
// the chain's index is rebuilt from it at every start.
#pragma once

#include <functional>

#include "core/base/result.h"
#include "core/base/slice.h"

namespace dragoman {

// Thread-safe. Outlives the ChainService that uses it, and must not call into it.
class BlockShelf {
 public:
  virtual ~BlockShelf() = default;

  // Takes a block for keeping, without waiting for the disk; a later Put is never kept before an
  // earlier one. A hash that is there already is Ok. Errors: kOverload (full for now, nothing was
  // taken), kStorage.
  virtual Status Put(const Hash256& hash, const Slice& raw) = 0;
  // Sees what Put took, committed or not. May read the disk. Errors: kNotFound, kStorage.
  virtual Result<Slice> Get(const Hash256& hash) = 0;
  // Everything, in the order in which it was put; ends early with the first error of `each`.
  virtual Status Scan(const std::function<Status(const Hash256& hash, const Slice& raw)>& each) = 0;
  // True while whoever fills the shelf from a file should wait.
  virtual bool Congested() const = 0;
};

}  // namespace dragoman
