// Block: a reference-counted run of memory; BlockPool: recycles blocks of one size.
// Thread-safe: references may be taken and dropped on any thread. A thread that reads into a block may keep it for a
// while: it counts its own references without locking then, which makes up most of what a small message costs.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace dragoman {

class BlockPool;

class Block {
 public:
  // A block of exactly `size` bytes that belongs to no pool.
  static class BlockRef Alone(std::size_t size);

  std::uint8_t* data() { return bytes_.get(); }
  std::size_t size() const { return size_; }

  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

 private:
  friend class BlockRef;
  friend class BlockPool;
  explicit Block(std::size_t size) : bytes_(new std::uint8_t[size]), size_(size) {}
  void Drop();

  // An address that no other living thread has.
  static const void* ThisThread() {
    static constinit thread_local char here = 0;
    return &here;
  }
  // Other threads read this as well, but never see themselves there.
  bool KeptHere() const { return keeper_.load(std::memory_order_relaxed) == ThisThread(); }

  // In `refs_` while the block is kept, so that other threads, which may drop references that the keeper has counted,
  // do not take it for unused.
  static constexpr std::uint32_t kKept = 1u << 30;

  std::unique_ptr<std::uint8_t[]> bytes_;
  std::size_t size_;
  std::atomic<std::uint32_t> refs_{0};
  std::atomic<const void*> keeper_{nullptr};
  std::uint32_t kept_refs_ = 0;  // the keeper's
  std::shared_ptr<BlockPool> home_;
};

class BlockRef {
 public:
  BlockRef() = default;
  explicit BlockRef(Block* block) : block_(block) { Take(); }
  BlockRef(const BlockRef& other) : block_(other.block_) { Take(); }
  BlockRef(BlockRef&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
  BlockRef& operator=(BlockRef other) noexcept {
    std::swap(block_, other.block_);
    return *this;
  }
  ~BlockRef() {
    if (block_ == nullptr) return;
    if (block_->KeptHere()) {
      --block_->kept_refs_;
    } else if (block_->refs_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      block_->Drop();
    }
  }

  explicit operator bool() const { return block_ != nullptr; }
  Block* operator->() const { return block_; }
  // True when nobody else holds this block, so that its bytes may be overwritten.
  bool Sole() const {
    if (block_ == nullptr) return false;
    const std::uint32_t refs = block_->refs_.load(std::memory_order_acquire);
    return block_->KeptHere() ? block_->kept_refs_ + refs == Block::kKept + 1 : refs == 1;
  }
  // The calling thread keeps the block, of which this must be the only reference. Until it calls Share, on a reference
  // that it still has, the block lives.
  void Keep() {
    block_->kept_refs_ = 1;
    block_->refs_.store(Block::kKept, std::memory_order_relaxed);
    block_->keeper_.store(Block::ThisThread(), std::memory_order_relaxed);
  }
  // Does nothing to a block that this thread does not keep.
  void Share() {
    if (block_ == nullptr || !block_->KeptHere()) return;
    block_->keeper_.store(nullptr, std::memory_order_relaxed);
    block_->refs_.fetch_add(std::exchange(block_->kept_refs_, 0) - Block::kKept, std::memory_order_acq_rel);
  }

 private:
  void Take() {
    if (block_ == nullptr) return;
    if (block_->KeptHere()) {
      ++block_->kept_refs_;
    } else {
      block_->refs_.fetch_add(1, std::memory_order_relaxed);
    }
  }
  Block* block_ = nullptr;
};

// Hands out blocks of one size and keeps up to `keep` idle ones.
class BlockPool : public std::enable_shared_from_this<BlockPool> {
 public:
  static std::shared_ptr<BlockPool> Create(std::size_t block_bytes, std::size_t keep = 16);
  ~BlockPool();

  BlockRef Take();
  std::size_t block_bytes() const { return block_bytes_; }

 private:
  friend class Block;
  BlockPool(std::size_t block_bytes, std::size_t keep) : block_bytes_(block_bytes), keep_(keep) {}
  void Return(Block* block);

  const std::size_t block_bytes_;
  const std::size_t keep_;
  std::mutex mutex_;
  std::vector<Block*> idle_;
};

}  // namespace dragoman
