#include "services/chain/recent_blocks.h"

namespace dragoman::chain {

void RecentBlocks::Put(const Hash256& hash, const Slice& raw) {
  const std::lock_guard lock(mutex_);
  if (Charge(raw) > max_bytes_ || by_hash_.contains(hash)) return;
  bytes_ += Charge(raw);
  while (bytes_ > max_bytes_) {
    const Item& oldest = items_.back();
    bytes_ -= Charge(oldest.raw);
    by_hash_.erase(oldest.hash);
    items_.pop_back();
  }
  items_.push_front(Item{hash, raw});
  by_hash_[hash] = items_.begin();
}

std::optional<Slice> RecentBlocks::Get(const Hash256& hash) {
  const std::lock_guard lock(mutex_);
  const auto found = by_hash_.find(hash);
  if (found == by_hash_.end()) return std::nullopt;
  items_.splice(items_.begin(), items_, found->second);
  return found->second->raw;
}

std::size_t RecentBlocks::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace dragoman::chain
