// Keeps blocks in memory: the disk is measured elsewhere.
#pragma once

#include <map>
#include <mutex>

#include "services/chain/block_shelf.h"

namespace dragoman::bench {

class MemoryShelf final : public BlockShelf {
 public:
  Status Put(const Hash256& hash, const Slice& raw) override {
    const std::lock_guard lock(mutex_);
    blocks_.try_emplace(hash, raw.Owned());
    return Ok();
  }
  Result<Slice> Get(const Hash256& hash) override {
    const std::lock_guard lock(mutex_);
    const auto found = blocks_.find(hash);
    if (found == blocks_.end()) return Status(Code::kNotFound, "no such block");
    return found->second;
  }
  Status Scan(const std::function<Status(const Hash256&, const Slice&)>&) override { return Ok(); }
  bool Congested() const override { return false; }

 private:
  std::mutex mutex_;
  std::map<Hash256, Slice> blocks_;
};

}  // namespace dragoman::bench
