#include "core/base/block.h"

namespace dragoman {

BlockRef Block::Alone(std::size_t size) { return BlockRef(new Block(size)); }

void Block::Drop() {
  if (home_ == nullptr) {
    delete this;
    return;
  }
  // The pool lives at least until Return ends; an idle block does not keep it alive.
  const std::shared_ptr<BlockPool> home = std::move(home_);
  home->Return(this);
}

std::shared_ptr<BlockPool> BlockPool::Create(std::size_t block_bytes, std::size_t keep) {
  return std::shared_ptr<BlockPool>(new BlockPool(block_bytes, keep));
}

BlockPool::~BlockPool() {
  for (Block* block : idle_) delete block;
}

BlockRef BlockPool::Take() {
  Block* block = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      block = idle_.back();
      idle_.pop_back();
    }
  }
  if (block == nullptr) block = new Block(block_bytes_);
  block->home_ = shared_from_this();
  return BlockRef(block);
}

void BlockPool::Return(Block* block) {
  {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < keep_) {
      idle_.push_back(block);
      return;
    }
  }
  delete block;
}

}  // namespace dragoman
