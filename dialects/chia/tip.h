// The end of the chain we follow, and blocks of it.
#pragma once

#include <optional>

#include "core/peer/peer.h"
#include "core/router/chain.h"
#include "dialects/chia/peak.h"

namespace dragoman::chia {

struct Tip : Peak {
  Hash256 unfinished_hash{};  // as the block commits to it (wire/chia.md 11)
};

// Nothing where there is no block yet, or no chain at all.
Task<std::optional<Tip>> TipOf(Peer& peer);

// A block of the chain we follow; kNotFound.
Task<Result<Slice>> BlockAt(Peer& peer, std::uint32_t height);

// The way from the tip down to the newest transaction block, which alone has a time.
//
//   NewestTransactionBlock newest(tip.hash);
//   while (newest.wants()) newest.Take(record of newest.at());
class NewestTransactionBlock {
 public:
  explicit NewestTransactionBlock(const Hash256& tip) : at_(tip) {}

  bool wants() const { return left_ > 0; }
  const Hash256& at() const { return at_; }
  void Take(const Result<chain::BlockRecord>& record);
  // Less than 7 minutes old; not where none was found.
  bool IsFresh(const Clock& clock) const;

 private:
  Hash256 at_;
  int left_ = 64;  // blocks; real chains have a few between two transaction blocks
  std::int64_t time_ = 0;
};

// Synced as others understand it: the newest transaction block is less than 7 minutes old and no sync is under way; a
// simulator always is (wire/chia.md 12.1).
Task<bool> Synced(Peer& peer);

}  // namespace dragoman::chia
