#include "services/chain/waiting_blocks.h"

#include <utility>

namespace dragoman::chain {

bool WaitingBlocks::Add(const Hash256& parent, FileBlock block) {
  if (bytes_ + block.raw.size() > max_bytes_) return false;
  // The reader may have cut it from a larger piece of the file, which must not wait with it.
  block.raw = Slice::Copy(block.raw);
  bytes_ += block.raw.size();
  ++count_;
  by_parent_[parent].push_back(std::move(block));
  return true;
}

std::vector<FileBlock> WaitingBlocks::Take(const Hash256& parent) {
  const auto found = by_parent_.find(parent);
  if (found == by_parent_.end()) return {};
  std::vector<FileBlock> taken = std::move(found->second);
  by_parent_.erase(found);
  for (const FileBlock& block : taken) bytes_ -= block.raw.size();
  count_ -= taken.size();
  return taken;
}

void WaitingBlocks::Clear() {
  by_parent_.clear();
  bytes_ = count_ = 0;
}

}  // namespace dragoman::chain
