// Slice: an immutable view of bytes that can keep its block alive.
// It is a contiguous range, so it converts to Bytes by itself.
// A Slice without a block (`View`) is only as good as the memory it points to; `Owned` makes it last.
#pragma once

#include <algorithm>
#include <cstring>

#include "core/base/block.h"
#include "core/base/bytes.h"

namespace dragoman {

class Slice {
 public:
  Slice() = default;
  Slice(Bytes bytes, BlockRef block) : bytes_(bytes), block_(std::move(block)) {}

  static Slice View(Bytes bytes) { return Slice(bytes, BlockRef()); }
  static Slice Copy(Bytes bytes) {
    if (bytes.empty()) return {};
    BlockRef block = Block::Alone(bytes.size());
    std::memcpy(block->data(), bytes.data(), bytes.size());
    const Bytes copied(block->data(), bytes.size());
    return Slice(copied, std::move(block));
  }

  const std::uint8_t* data() const { return bytes_.data(); }
  std::size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }
  Bytes bytes() const { return bytes_; }
  std::uint8_t operator[](std::size_t i) const { return bytes_[i]; }
  auto begin() const { return bytes_.begin(); }
  auto end() const { return bytes_.end(); }

  // The part from `offset`, `count` bytes at most; shares the block.
  Slice Sub(std::size_t offset, std::size_t count = static_cast<std::size_t>(-1)) const& {
    return Slice(Part(offset, count), block_);
  }
  Slice Sub(std::size_t offset, std::size_t count = static_cast<std::size_t>(-1)) && {
    return Slice(Part(offset, count), std::move(block_));
  }
  // Moves this view to another part of its block.
  void Show(Bytes part) { bytes_ = part; }

  bool owns() const { return static_cast<bool>(block_) || bytes_.empty(); }
  Slice Owned() const& { return owns() ? *this : Copy(bytes_); }
  Slice Owned() && { return owns() ? std::move(*this) : Copy(bytes_); }
  // Bytes of memory that this slice keeps alive (a small slice may pin a large block).
  std::size_t pinned() const { return block_ ? block_->size() : 0; }

  friend bool operator==(const Slice& a, const Slice& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  Bytes Part(std::size_t offset, std::size_t count) const {
    offset = std::min(offset, bytes_.size());
    return bytes_.subspan(offset, std::min(count, bytes_.size() - offset));
  }

  Bytes bytes_;
  BlockRef block_;
};

}  // namespace dragoman
