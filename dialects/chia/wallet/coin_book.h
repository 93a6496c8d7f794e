// CoinBook: the coins of the chain that this node follows, or why they are not known. One per node (Peer::Common);
// thread-safe. It is brought up to date when somebody looks (follow_coins.h).
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "dialects/chia/sync_turn.h"
#include "dialects/chia/wallet/coin_ledger.h"
#include "dialects/chia/wallet/wallet_view.h"

namespace dragoman::chia {

// What a search found; nothing where the chain was reorganised below its end meanwhile.
using Found = std::optional<std::vector<CoinState>>;

class CoinBook : public std::enable_shared_from_this<CoinBook> {
 public:
  // What is read in one call belongs to one moment.
  template <class See>
  auto Read(See see) const {
    const Lock lock(*this);
    return see(coins_);
  }
  // Coins of the chain up to `end`: by puzzle oldest first, those of one block by their puzzle hash; by id in the order of
  // `hashes`, which are sorted, each once. Holds the book for a piece at a time and lets others go before the next.
  Found Find(const CoinQuery& query, std::span<const Hash256> hashes, const WalletView::Place& end) const;

  std::int64_t height() const;
  std::size_t size() const;
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
  // Of all but Find, which waits while there is one.
  class Lock {
   public:
    explicit Lock(const CoinBook& book);

   private:
    std::unique_lock<std::mutex> held_;
  };
  // One piece; false: `end` is no part of the chain any more.
  template <class See>
  bool ReadPiece(const WalletView::Place& end, See see) const;

  mutable std::mutex mutex_;
  mutable std::atomic<int> waiting_ = 0;
  CoinLedger coins_;
  std::optional<Obstacle> obstacle_;
  bool told_ = false;
  SyncTurn turn_;
};

}  // namespace dragoman::chia
