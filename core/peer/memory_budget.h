// MemoryBudget: what all peers of a process together make us keep. Shared by its nodes; thread-safe.
#pragma once

#include <atomic>
#include <cstddef>

namespace dragoman {

class MemoryBudget {
 public:
  explicit MemoryBudget(std::size_t limit) : limit_(limit) {}

  // False: now more is kept than there should be.
  [[nodiscard]] bool Take(std::size_t bytes) { return taken_.fetch_add(bytes) + bytes <= limit_; }
  void GiveBack(std::size_t bytes) { taken_ -= bytes; }
  std::size_t taken() const { return taken_; }
  std::size_t limit() const { return limit_; }

  // A quarter of this machine's memory.
  static std::size_t QuarterOfMachine();

 private:
  const std::size_t limit_;
  std::atomic<std::size_t> taken_ = 0;
};

}  // namespace dragoman
