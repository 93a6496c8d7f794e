// WaitingBlocks: blocks of a file that came before their parent, up to a number of bytes.
#pragma once

#include <unordered_map>
#include <vector>

#include "core/base/slice.h"
#include "services/chain/seeded_hash.h"

namespace dragoman::chain {

struct FileBlock {
  Slice raw;
  std::uint64_t at = 0;  // bytes from the start of the file
};

class WaitingBlocks {
 public:
  explicit WaitingBlocks(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  // False when there is no room; then the block is not kept.
  bool Add(const Hash256& parent, FileBlock block);
  // Those that waited for `parent`, in the order of their coming.
  std::vector<FileBlock> Take(const Hash256& parent);
  std::size_t size() const { return count_; }
  void Clear();

 private:
  const std::size_t max_bytes_;
  std::size_t bytes_ = 0;
  std::size_t count_ = 0;
  std::unordered_map<Hash256, std::vector<FileBlock>, SeededHash> by_parent_;
};

}  // namespace dragoman::chain
