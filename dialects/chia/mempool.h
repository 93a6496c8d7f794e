// Mempool: transactions that were announced and fetched, with what was told of their cost and fee. They are relayed, not
// judged; they leave after ten minutes, as nobody here can tell whether a block holds them. One per node; thread-safe.
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "core/base/clock.h"
#include "core/base/slice.h"

namespace dragoman::chia {

class Mempool {
 public:
  static constexpr Duration kLifetime = std::chrono::minutes(10);
  // Of bundles; beyond it new ones are refused until old ones leave.
  static constexpr std::size_t kMostBytes = 64 * MiB;

  struct Announcement {
    std::uint64_t cost = 0;
    std::uint64_t fees = 0;
    friend bool operator==(const Announcement&, const Announcement&) = default;
  };
  struct Item {
    Hash256 id{};
    Slice bundle;
    Announcement heard;  // as its giver told it
    Instant until{};
  };

  bool Has(const Hash256& id, Instant now);
  std::optional<Item> Find(const Hash256& id, Instant now);
  // False where there is no room, or it is there.
  bool Add(const Hash256& id, Slice bundle, Announcement heard, Instant now);
  std::vector<Item> All(Instant now);
  // The filter of the ids that are here (wire/chia.md 11.1).
  Slice Filter(Instant now);

 private:
  void Expire(Instant now);

  std::mutex mutex_;
  std::map<Hash256, Item> items_;
  std::deque<Hash256> order_;  // by age
  std::size_t bytes_ = 0;
};

}  // namespace dragoman::chia
