// RecentBlocks: the raw blocks used last, up to a number of bytes, so that most questions for raw
// bytes are answered without the shelf. Thread-safe.
#pragma once

#include <algorithm>
#include <list>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "core/base/slice.h"
#include "services/chain/seeded_hash.h"

namespace dragoman::chain {

class RecentBlocks {
 public:
  explicit RecentBlocks(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  // The least recently used make room; a block above the whole limit is not kept.
  void Put(const Hash256& hash, const Slice& raw);
  std::optional<Slice> Get(const Hash256& hash);
  std::size_t bytes() const;

 private:
  struct Item {
    Hash256 hash{};
    Slice raw;
  };
  static std::size_t Charge(const Slice& raw) { return std::max(raw.size(), raw.pinned()); }

  const std::size_t max_bytes_;
  mutable std::mutex mutex_;
  std::size_t bytes_ = 0;
  std::list<Item> items_;  // the last used in front
  std::unordered_map<Hash256, std::list<Item>::iterator, SeededHash> by_hash_;
};

}  // namespace dragoman::chain
