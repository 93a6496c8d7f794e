// CoinLedger: every coin of a chain whose blocks so far hold no generator. Such a chain creates coins by rewards alone
// and spends none. Not thread-safe; see CoinBook. Takes about 350 bytes a coin.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "dialects/chia/types/coin.h"

namespace dragoman::chia {

// A block's coins, and what else is kept of it.
struct BlockCoins {
  Hash256 hash{};
  std::vector<Coin> created;
  bool ends_sub_epoch = false;  // it holds the hash of a sub-epoch's summary
};

Hash256 IdOf(const Coin& coin);

// What is asked about some hashes.
struct CoinQuery {
  enum class By : std::uint8_t { kPuzzle, kId };
  By by = By::kPuzzle;
  std::uint32_t from = 0;  // created there or above
  std::uint64_t min_amount = 0;
  std::size_t most = 0;    // states, at most
};

class CoinLedger {
 public:
  // Of the next height, from 0 on.
  void Append(const BlockCoins& block);
  void DropTop();
  void Clear() { *this = CoinLedger(); }

  // Of the last block; -1 without any.
  std::int64_t height() const { return static_cast<std::int64_t>(blocks_.size()) - 1; }
  std::optional<Hash256> HashAt(std::int64_t height) const;
  std::optional<Hash256> top() const { return HashAt(height()); }
  std::size_t size() const { return entries_.size(); }

  // A coin that was found.
  struct Hit {
    std::uint32_t created;
    std::uint32_t place;
  };
  // Adds the coins that the query asks for of these hashes and that were created at `last` or below, hash by hash; of
  // one hash at most as many as the query takes, its oldest.
  void Find(const CoinQuery& query, std::span<const Hash256> hashes, std::int64_t last, std::vector<Hit>& hits) const;
  CoinState StateOf(const Hit& hit) const { return StateOf(entries_[hit.place]); }
  std::vector<CoinState> OfParent(const Hash256& parent, std::size_t most) const;
  // Calls see(id, state) for each coin created above `height`, oldest first.
  template <class See>
  void ForEachAbove(std::int64_t height, See see) const {
    const std::int64_t first = height + 1;
    if (first > this->height()) return;
    const std::size_t from = first < 0 ? 0 : blocks_[static_cast<std::size_t>(first)].first_entry;
    for (std::size_t i = from; i < entries_.size(); ++i) see(entries_[i].id, StateOf(entries_[i]));
  }
  // Heights of the blocks that end a sub-epoch, rising.
  std::span<const std::uint32_t> sub_epochs() const { return sub_epochs_; }

 private:
  struct Entry {
    Hash256 id;
    Coin coin;
    std::uint32_t created;
  };
  struct Block {
    Hash256 hash;
    std::size_t first_entry;
  };
  using Places = std::vector<std::uint32_t>;  // in entries_, rising

  static CoinState StateOf(const Entry& entry);
  static void Forget(std::map<Hash256, Places>& index, const Hash256& key);

  std::vector<Block> blocks_;  // by height
  std::vector<Entry> entries_;
  std::map<Hash256, Places> by_puzzle_, by_parent_, by_id_;
  std::vector<std::uint32_t> sub_epochs_;
};

}  // namespace dragoman::chia
