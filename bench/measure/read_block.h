// Bytes as they lie before a session: in a block that the reading thread keeps, as a loop keeps its
// read block.
#pragma once

#include <algorithm>
#include <utility>

#include "core/base/slice.h"

namespace dragoman::bench {

// Of the calling thread; the block lives as long as the program.
inline Slice InReadBlock(Bytes bytes) {
  BlockRef block = Block::Alone(bytes.size());
  block.Keep();
  std::copy(bytes.begin(), bytes.end(), block->data());
  const Bytes copied(block->data(), bytes.size());
  return Slice(copied, std::move(block));
}

}  // namespace dragoman::bench
