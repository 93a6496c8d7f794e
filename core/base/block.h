// Block: a reference-counted run of memory; BlockPool: recycles blocks of one size.
// Thread-safe: references may be taken and dropped on any thread.
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

  std::unique_ptr<std::uint8_t[]> bytes_;
  std::size_t size_;
  std::atomic<std::uint32_t> refs_{0};
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
    if (block_ != nullptr && block_->refs_.fetch_sub(1, std::memory_order_acq_rel) == 1) block_->Drop();
  }

  explicit operator bool() const { return block_ != nullptr; }
  Block* operator->() const { return block_; }
  // True when nobody else holds this block, so that its bytes may be overwritten.
  bool Sole() const { return block_ != nullptr && block_->refs_.load(std::memory_order_acquire) == 1; }

 private:
  void Take() {
    if (block_ != nullptr) block_->refs_.fetch_add(1, std::memory_order_relaxed);
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
