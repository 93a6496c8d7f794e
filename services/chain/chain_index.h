// ChainIndex: what is known about the blocks on the shelf, in memory: the tree, the chain we follow
// and its ledger. It answers chain.* but for raw bytes.
//
// Thread-safe: one shared mutex; questions share it, Add holds it alone for the time of one block
// or of a whole reorganisation. Nothing under it waits for the disk or calls out.
#pragma once

#include <shared_mutex>
#include <vector>

#include "core/router/chain.h"
#include "services/chain/block_tree.h"
#include "services/chain/ledger.h"

namespace dragoman::chain {

// The chain we follow changed by one block.
struct ChainChange {
  bool undo = false;
  Hash256 hash{};
  std::int64_t height = 0;
};

struct Added {
  Accepted accepted;
  std::vector<ChainChange> changes;  // UNDO from the old tip down, then NEW upwards
};

class ChainIndex {
 public:
  bool Has(const Hash256& hash) const;
  // What is there to be said of a block that is known already; kNotFound.
  Result<Accepted> Known(const Hash256& hash) const;
  // What the header says of its height and of the work of its chain fits to its parent, as far as that is known.
  Status CheckDescent(const BlockHeader& header) const;
  // The block is not known and its parent is, or a chain may begin with it.
  Added Add(CheckedBlock&& block);

  Tip GetTip() const;
  // Errors: kNotFound; kBadRequest unless exactly one of hash and height is set.
  Result<BlockRecord> GetRecord(const BlockQuery& query) const;
  Result<TransactionPlace> GetTransaction(const TransactionQuery& query) const;
  Result<OutputRecord> GetOutput(const OutputQuery& query) const;
  Outputs GetOutputs(const OutputsQuery& query) const;
  ScriptOutputs GetScript(const ScriptQuery& query) const;
  // Of a block beside the chain we follow: what was known when it was part of it, if ever.
  Result<Fees> GetFees(const BlockQuery& query) const;

 private:
  Result<const BlockEntry*> Locate(const BlockQuery& query) const;
  TransactionRef Locate(const OutputQuery& query) const;
  std::vector<ChainChange> Follow(BlockEntry& tip);

  mutable std::shared_mutex mutex_;
  BlockTree tree_;
  Ledger ledger_;
};

}  // namespace dragoman::chain
