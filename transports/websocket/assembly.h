// Assembly: a message that does not lie whole in what was read. Its memory grows with what has come, never with what a
// header claims.
#pragma once

#include <algorithm>

#include "core/base/slice.h"
#include "transports/websocket/mask.h"

namespace dragoman::websocket {

class Assembly {
 public:
  // Adds `part`, unmasking it. `expected`: bytes that the message will have in all, as far as is known.
  void Add(Bytes part, Mask& mask, bool masked, std::uint64_t expected) {
    const std::size_t after = size_ + part.size();
    Grow(after, expected);
    std::uint8_t* const to = block_->data() + size_;
    if (masked) {
      mask.Apply(part.data(), to, part.size());
    } else {
      std::copy(part.begin(), part.end(), to);
    }
    size_ = after;
  }

  Bytes bytes() const { return size_ == 0 ? Bytes() : Bytes(block_->data(), size_); }
  std::size_t size() const { return size_; }
  std::size_t memory() const { return block_ ? block_->size() : 0; }
  Slice Take() {
    const Bytes whole = bytes();
    size_ = 0;
    return whole.empty() ? Slice() : Slice(whole, std::move(block_));
  }
  void Clear() {
    block_ = BlockRef();
    size_ = 0;
  }

 private:
  void Grow(std::size_t after, std::uint64_t expected) {
    if (block_ && block_->size() >= after) return;
    // Twice what has come from the start: the usual rest of a message that just missed a read is not worth a copy.
    const std::uint64_t twice = block_ ? std::uint64_t{block_->size()} * 2 : std::max<std::uint64_t>(256, std::uint64_t{after} * 2);
    const auto wanted = static_cast<std::size_t>(std::min(twice, std::max<std::uint64_t>(expected, after)));
    BlockRef larger = Block::Alone(std::max(after, wanted));
    if (size_ > 0) std::copy_n(block_->data(), size_, larger->data());
    block_ = std::move(larger);
  }

  BlockRef block_;
  std::size_t size_ = 0;
};

}  // namespace dragoman::websocket
