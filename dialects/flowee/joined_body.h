// JoinedBody: collects the parts of a sequence. Memory follows what has come, not what was announced: at most
// the bytes received and one part-filled chunk (wire/flowee.md 5.2).
#pragma once

#include <vector>

#include "core/base/slice.h"

namespace dragoman::flowee {

class JoinedBody {
 public:
  static constexpr std::size_t kSmallestChunk = 16 * KiB;
  static constexpr std::size_t kLargestChunk = 256 * KiB;

  void Append(Bytes part);
  std::size_t size() const { return size_; }
  // The whole body in one block; leaves nothing behind.
  Slice Take();

 private:
  struct Chunk {
    BlockRef block;
    std::size_t used = 0;
  };
  std::vector<Chunk> chunks_;
  std::size_t size_ = 0;
};

}  // namespace dragoman::flowee
