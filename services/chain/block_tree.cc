#include "services/chain/block_tree.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "services/chain/work.h"

namespace dragoman::chain {
namespace {

constexpr std::size_t kMedianSpan = 11;  // blocks

std::int64_t MedianTime(const BlockEntry& block) {
  std::array<std::int64_t, kMedianSpan> times;
  std::size_t count = 0;
  for (const BlockEntry* at = &block; at != nullptr && count < kMedianSpan; at = at->parent) {
    times[count++] = at->time;
  }
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(count / 2);
  std::nth_element(times.begin(), middle, times.begin() + static_cast<std::ptrdiff_t>(count));
  return *middle;
}

Hash256 OwnWork(const BlockHeader& header) {
  Hash256 one{};
  one[0] = 1;
  return header.work == Hash256{} ? one : header.work;
}

}  // namespace

BlockEntry& BlockTree::Add(CheckedBlock&& block) {
  auto entry = std::make_unique<BlockEntry>();
  entry->hash = block.header.hash;
  entry->previous = block.header.previous;
  entry->parent = Find(block.header.previous);
  entry->time = block.header.time;
  entry->size = block.size;
  entry->transactions = std::move(block.transactions);
  if (entry->parent != nullptr) {
    entry->height = entry->parent->height + 1;
    entry->chain_work = AddWork(entry->parent->chain_work, OwnWork(block.header));
  } else {
    entry->height = block.header.height.value_or(0);
  }
  if (block.header.chain_work.has_value()) entry->chain_work = *block.header.chain_work;
  entry->median_time = MedianTime(*entry);
  BlockEntry& added = *entry;
  const bool fresh = blocks_.emplace(added.hash, std::move(entry)).second;
  assert(fresh);
  static_cast<void>(fresh);
  return added;
}

BlockEntry* BlockTree::Find(const Hash256& hash) const {
  const auto found = blocks_.find(hash);
  return found == blocks_.end() ? nullptr : found->second.get();
}

BlockEntry* BlockTree::AtHeight(std::int64_t height) const {
  const std::int64_t place = main_.empty() ? -1 : height - main_.front()->height;
  const bool there = place >= 0 && static_cast<std::uint64_t>(place) < main_.size();
  return there ? main_[static_cast<std::size_t>(place)] : nullptr;
}

bool BlockTree::IsBetter(const BlockEntry& block) const {
  return main_.empty() || CompareWork(block.chain_work, main_.back()->chain_work) > 0;
}

const BlockEntry* BlockTree::Fork(const BlockEntry& block) const {
  const BlockEntry* at = &block;
  while (at != nullptr && !at->on_main) at = at->parent;
  return at;
}

void BlockTree::Extend(BlockEntry& block) {
  assert(main_.empty() || block.height == main_.back()->height + 1);
  block.on_main = true;
  main_.push_back(&block);
}

BlockEntry& BlockTree::DropTip() {
  BlockEntry& dropped = *main_.back();
  dropped.on_main = false;
  main_.pop_back();
  return dropped;
}

}  // namespace dragoman::chain
