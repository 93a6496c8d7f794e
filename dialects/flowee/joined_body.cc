#include "dialects/flowee/joined_body.h"

namespace dragoman::flowee {

void JoinedBody::Append(Bytes part) {
  while (!part.empty()) {
    if (chunks_.empty() || chunks_.back().used == chunks_.back().block->size()) {
      chunks_.push_back({Block::Alone(std::clamp(size_, kSmallestChunk, kLargestChunk)), 0});
    }
    Chunk& last = chunks_.back();
    const std::size_t fits = std::min(part.size(), last.block->size() - last.used);
    std::memcpy(last.block->data() + last.used, part.data(), fits);
    last.used += fits;
    size_ += fits;
    part = part.subspan(fits);
  }
}

Slice JoinedBody::Take() {
  if (size_ == 0) return {};
  std::vector<Chunk> chunks = std::move(chunks_);
  const std::size_t size = std::exchange(size_, 0);
  chunks_.clear();
  if (chunks.size() == 1) {
    const Bytes bytes(chunks[0].block->data(), size);
    return Slice(bytes, std::move(chunks[0].block));
  }
  BlockRef whole = Block::Alone(size);
  std::size_t at = 0;
  for (Chunk& chunk : chunks) {
    std::memcpy(whole->data() + at, chunk.block->data(), chunk.used);
    at += chunk.used;
    chunk.block = BlockRef();  // so that body and chunks are never all there
  }
  const Bytes bytes(whole->data(), size);
  return Slice(bytes, std::move(whole));
}

}  // namespace dragoman::flowee
