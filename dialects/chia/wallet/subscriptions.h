// Subscriptions: what one wallet wants to hear of. Takes 32 bytes for each.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "dialects/chia/types/scalars.h"

namespace dragoman::chia {

// Each once, where it came first.
std::vector<Hash256> UniqueInOrder(const List<Hash256>& hashes);
std::vector<Hash256> Sorted(std::vector<Hash256> hashes);

class Subscriptions {
 public:
  // A copy shares the hashes until either changes, so that it can be worked on elsewhere.
  class Set {
   public:
    bool Contains(const Hash256& hash) const;
    std::size_t size() const { return hashes_->size(); }
    // Those of `hashes` that are new, `most` of them; each comes once.
    std::vector<Hash256> Add(std::span<const Hash256> hashes, std::size_t most);
    // What was there of them.
    std::vector<Hash256> Remove(const List<Hash256>& hashes);
    std::vector<Hash256> RemoveAll();

   private:
    using Hashes = std::vector<Hash256>;  // sorted
    std::shared_ptr<const Hashes> hashes_ = std::make_shared<const Hashes>();
  };

  Set puzzles, coins;
  std::size_t size() const { return puzzles.size() + coins.size(); }
  // How many more there may be.
  std::size_t Room(std::size_t limit) const { return size() < limit ? limit - size() : 0; }
  bool Wants(const Hash256& coin_id, const Hash256& puzzle_hash) const {
    return coins.Contains(coin_id) || puzzles.Contains(puzzle_hash);
  }
};

}  // namespace dragoman::chia
