// BlockTree: all blocks by hash, and the branch with the most work among them.
// Not thread-safe; entries stay where they are for the tree's life.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "services/chain/checked_block.h"
#include "services/chain/seeded_hash.h"

namespace dragoman::chain {

class BlockTree {
 public:
  // A block whose parent is there, or the first of its chain. Chains without work count blocks instead.
  BlockEntry& Add(CheckedBlock&& block);

  // nullptr where there is none.
  BlockEntry* Find(const Hash256& hash) const;
  BlockEntry* AtHeight(std::int64_t height) const;
  BlockEntry* Tip() const { return main_.empty() ? nullptr : main_.back(); }
  std::size_t size() const { return blocks_.size(); }

  // More work than the chain we follow; of equals the first seen stays.
  bool IsBetter(const BlockEntry& block) const;
  // The newest block of the chain we follow that `block` descends from; nullptr before the first.
  const BlockEntry* Fork(const BlockEntry& block) const;

  void Extend(BlockEntry& block);
  BlockEntry& DropTip();

 private:
  std::unordered_map<Hash256, std::unique_ptr<BlockEntry>, SeededHash> blocks_;
  std::vector<BlockEntry*> main_;  // by height, from that of the first block of all
};

}  // namespace dragoman::chain
