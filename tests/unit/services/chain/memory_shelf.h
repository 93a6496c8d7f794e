// A shelf in memory whose n-th Put fails when told so, or that calls itself congested.
#pragma once

#include <map>
#include <mutex>
#include <vector>

#include "services/chain/block_shelf.h"

namespace dragoman::toy {

class MemoryShelf final : public BlockShelf {
 public:
  Status Put(const Hash256& hash, const Slice& raw) override {
    const std::lock_guard lock(mutex_);
    ++puts;
    if (puts == fail_at) return fail_with;
    if (blocks_.try_emplace(hash, raw.Owned()).second) order_.push_back(hash);
    return Ok();
  }
  Result<Slice> Get(const Hash256& hash) override {
    const std::lock_guard lock(mutex_);
    ++gets;
    const auto found = blocks_.find(hash);
    if (found == blocks_.end()) return Status(Code::kNotFound, "not on the shelf");
    return found->second;
  }
  Status Scan(const std::function<Status(const Hash256&, const Slice&)>& each) override {
    for (const Hash256& hash : order_) DRAGOMAN_TRY(each(hash, blocks_.at(hash)));
    return scan_ends_with;
  }
  bool Congested() const override { return congested; }

  void Lose(const Hash256& hash) {
    blocks_.erase(hash);
    std::erase(order_, hash);
  }
  // The latest puts are gone, as after a kill.
  void LoseLast(std::size_t count) {
    for (; count > 0 && !order_.empty(); --count) Lose(Hash256(order_.back()));
  }
  std::size_t size() const { return order_.size(); }

  std::size_t puts = 0, gets = 0;
  std::size_t fail_at = 0;  // counts Puts from 1; 0: never
  Status fail_with = Status(Code::kOverload, "the queue is full");
  Status scan_ends_with;
  bool congested = false;

 private:
  std::mutex mutex_;
  std::map<Hash256, Slice> blocks_;
  std::vector<Hash256> order_;
};

}  // namespace dragoman::toy
