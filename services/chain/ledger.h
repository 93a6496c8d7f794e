// Ledger: transactions, outputs and scripts of the chain we follow. Blocks are connected at its end
// and disconnected from there; what a block did is undone exactly. Not thread-safe.
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "services/chain/block_entry.h"
#include "services/chain/seeded_hash.h"

namespace dragoman::chain {

struct OutputRef {
  TransactionRef transaction;
  std::uint32_t index = 0;
};

class Ledger {
 public:
  // Blocks are not judged: of two spends of one output the first in chain order counts, and a spend
  // of an unknown output leaves only the fee unknown.
  void Connect(BlockEntry& block);
  void Disconnect(BlockEntry& block);

  // Where an id stands more than once (BIP 30) the newest counts. No block: unknown.
  TransactionRef Find(const Hash256& id) const;
  // The outputs paid to a script, in chain order.
  std::span<const OutputRef> PaidTo(const Hash256& script_key) const;

 private:
  void AddIds(BlockEntry& block);
  void DropIds(BlockEntry& block);
  // Gives the fee.
  std::optional<std::uint64_t> Spend(BlockEntry& block, std::uint32_t index);
  void Unspend(BlockEntry& block, std::uint32_t index);
  OutputEntry* Resolve(const OutputPoint& point) const;

  std::unordered_map<Hash256, std::vector<TransactionRef>, SeededHash> transactions_;
  std::unordered_map<Hash256, std::vector<OutputRef>, SeededHash> scripts_;
};

}  // namespace dragoman::chain
