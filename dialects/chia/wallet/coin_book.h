// CoinBook: the coins of the chain that this node follows, or why they are not known. One per node (Peer::Common);
// thread-safe. It is brought up to date when somebody looks (follow_coins.h).
#pragma once

#include <mutex>

#include "dialects/chia/sync_turn.h"
#include "dialects/chia/wallet/coin_ledger.h"

namespace dragoman::chia {

class CoinBook {
 public:
  // What is read in one call belongs to one moment.
  template <class See>
  auto Read(See see) const {
    const std::lock_guard lock(mutex_);
    return see(coins_);
  }

  std::int64_t height() const;
  std::optional<Hash256> top() const;

  // --- for whoever has the turn ---

  SyncTurn& turn() { return turn_; }
  void Append(const BlockCoins& block);
  void DropTop();
  void Clear();

  // As long as this block is part of the chain, its coins are not known; none is kept meanwhile.
  struct Obstacle {
    Hash256 block{};
    std::int64_t height = 0;
  };
  void Block(const Obstacle& obstacle);
  void Unblock();
  std::optional<Obstacle> obstacle() const;
  // True once, and once more after each change of the obstacle: why there are no coins is still to be told.
  bool TellObstacle();

 private:
  mutable std::mutex mutex_;
  CoinLedger coins_;
  std::optional<Obstacle> obstacle_;
  bool told_ = false;
  SyncTurn turn_;
};

}  // namespace dragoman::chia
