// SyncTurn: one peer at a time fetches blocks for this node. Thread-safe, a Hold belongs to one thread.
#pragma once

#include <atomic>

namespace dragoman::chia {

class SyncTurn {
 public:
  class Hold {
   public:
    explicit Hold(SyncTurn& turn) : turn_(turn), has_(!turn.taken_.exchange(true)) {}
    ~Hold() {
      if (!has_) return;
      turn_.syncing_ = false;
      turn_.taken_ = false;
    }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    bool has() const { return has_; }
    // It is more than keeping up.
    void GoesFar() { turn_.syncing_ = has_; }

   private:
    SyncTurn& turn_;
    const bool has_;
  };

  bool taken() const { return taken_; }
  // We are far behind. Who fetches the newest blocks as they are made is not: it goes on with transactions.
  bool syncing() const { return syncing_; }

 private:
  std::atomic<bool> syncing_ = false;
  std::atomic<bool> taken_ = false;
};

}  // namespace dragoman::chia
