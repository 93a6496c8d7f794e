// Inflow: what has arrived and is not yet a whole frame. Memory grows with what came, never with what a header
// claims; a frame that arrives whole is not copied.
#pragma once

#include "core/base/slice.h"
#include "core/wire/framer.h"

namespace dragoman {

class Inflow {
 public:
  // Adds `bytes`, which must own its block, and hands every complete frame to `on_frame(frame, header)` until it
  // gives false. Gives a fault of the framing, if any.
  template <class OnFrame>
  Status Feed(Slice bytes, Framer& framer, OnFrame&& on_frame) {
    if (held_ > 0) {
      // Complete the held frame with as little copying as possible, then go on in place.
      while (!bytes.empty()) {
        const std::size_t want = std::min(need_ - held_, bytes.size());
        Hold(bytes.bytes().first(want));
        bytes = std::move(bytes).Sub(want);
        Cut cut = framer.Next(Bytes(block_->data(), held_));
        if (cut.kind == Cut::Kind::kReject) return std::move(cut.why);
        if (cut.kind == Cut::Kind::kNeed) {
          need_ = std::max(cut.need, held_ + 1);
          continue;
        }
        if (cut.size != held_) {
          return Status(Code::kInternal, "the framer asked for {} bytes and cut {}", held_, cut.size);
        }
        const Bytes whole(block_->data(), held_);
        const Slice frame(whole, std::move(block_));
        held_ = 0;
        if (!on_frame(frame, cut.header)) return Ok();
        break;
      }
    }
    // One slice moves along the bytes: to share the block anew for each frame would cost as much as the framing.
    Bytes rest = bytes.bytes();
    while (!rest.empty()) {
      Cut cut = framer.Next(rest);
      if (cut.kind == Cut::Kind::kReject) return std::move(cut.why);
      if (cut.kind == Cut::Kind::kNeed) {
        need_ = std::max(cut.need, rest.size() + 1);
        Hold(rest);
        return Ok();
      }
      if (cut.size == 0 || cut.size > rest.size()) {
        return Status(Code::kInternal, "the framer cut {} of {} bytes", cut.size, rest.size());
      }
      bytes.Show(rest.first(cut.size));
      rest = rest.subspan(cut.size);
      if (!on_frame(bytes, cut.header)) return Ok();
    }
    return Ok();
  }

  std::size_t held() const { return held_; }
  // Bytes of memory taken by it.
  std::size_t memory() const { return held_ > 0 ? block_->size() : 0; }

 private:
  void Hold(Bytes bytes) {
    const std::size_t after = held_ + bytes.size();
    if (!block_ || block_->size() < after) {
      BlockRef larger = Block::Alone(std::max(after, block_ ? block_->size() * 2 : std::size_t{256}));
      if (held_ > 0) std::copy_n(block_->data(), held_, larger->data());
      block_ = std::move(larger);
    }
    std::copy(bytes.begin(), bytes.end(), block_->data() + held_);
    held_ = after;
  }

  BlockRef block_;
  std::size_t held_ = 0;
  std::size_t need_ = 0;
};

}  // namespace dragoman
