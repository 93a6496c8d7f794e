// SyncTurn: one peer at a time fetches blocks for this node. Thread-safe.
#pragma once

#include <atomic>

namespace dragoman::chia {

class SyncTurn {
 public:
  class Hold {
   public:
    explicit Hold(SyncTurn& turn) : turn_(turn), has_(!turn.taken_.exchange(true)) {}
    ~Hold() {
      if (has_) turn_.taken_ = false;
    }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    bool has() const { return has_; }

   private:
    SyncTurn& turn_;
    const bool has_;
  };

  bool taken() const { return taken_; }

 private:
  std::atomic<bool> taken_ = false;
};

}  // namespace dragoman::chia
