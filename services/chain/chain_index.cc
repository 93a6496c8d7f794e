#include "services/chain/chain_index.h"

#include <algorithm>
#include <mutex>

#include "services/chain/work.h"

namespace dragoman::chain {
namespace {

TransactionPlace PlaceOf(const TransactionRef& ref) {
  const TransactionEntry& transaction = ref.block->transactions[ref.index];
  return TransactionPlace{ref.block->height, transaction.offset, transaction.size};
}

OutputRecord RecordOf(const TransactionRef& ref, std::uint32_t index) {
  const TransactionEntry& transaction = ref.block->transactions[ref.index];
  const OutputEntry& output = transaction.outputs[index];
  OutputRecord record;
  record.unspent = output.spent_by.block == nullptr;
  if (!record.unspent) record.spent_by = PlaceOf(output.spent_by);
  record.transaction = transaction.id;
  record.height = ref.block->height;
  record.offset = transaction.offset;
  record.index = index;
  record.amount = output.amount;
  return record;
}

}  // namespace

bool ChainIndex::Has(const Hash256& hash) const {
  const std::shared_lock lock(mutex_);
  return tree_.Find(hash) != nullptr;
}

Result<Accepted> ChainIndex::Known(const Hash256& hash) const {
  const std::shared_lock lock(mutex_);
  const BlockEntry* block = tree_.Find(hash);
  if (block == nullptr) return Status(Code::kNotFound, "block unknown");
  return Accepted{Outcome::kKnown, hash, block->height};
}

Status ChainIndex::CheckDescent(const BlockHeader& header) const {
  const std::shared_lock lock(mutex_);
  const BlockEntry* parent = tree_.Find(header.previous);
  if (parent == nullptr) return Ok();
  if (header.height.has_value() && *header.height != parent->height + 1) {
    return Status(Code::kBadValue, "says height {}, its parent stands at {}", static_cast<std::uint64_t>(*header.height),
                  static_cast<std::uint64_t>(parent->height));
  }
  if (header.chain_work.has_value() && CompareWork(*header.chain_work, parent->chain_work) <= 0) {
    return Status(Code::kBadValue, "its chain is not heavier than that of its parent");
  }
  return Ok();
}

Added ChainIndex::Add(CheckedBlock&& block) {
  const std::unique_lock lock(mutex_);
  BlockEntry& entry = tree_.Add(std::move(block));
  Added added;
  added.accepted.hash = entry.hash;
  added.accepted.height = entry.height;
  added.accepted.outcome = Outcome::kSide;
  if (tree_.IsBetter(entry)) {
    added.changes = Follow(entry);
    const bool undid = added.changes.front().undo;
    added.accepted.outcome = undid ? Outcome::kReorganised : Outcome::kExtended;
  }
  return added;
}

std::vector<ChainChange> ChainIndex::Follow(BlockEntry& tip) {
  std::vector<ChainChange> changes;
  const BlockEntry* fork = tree_.Fork(tip);
  while (tree_.Tip() != fork) {
    ledger_.Disconnect(*tree_.Tip());
    const BlockEntry& dropped = tree_.DropTip();
    changes.push_back(ChainChange{true, dropped.hash, dropped.height});
  }
  std::vector<BlockEntry*> branch;
  for (BlockEntry* at = &tip; at != fork; at = at->parent) branch.push_back(at);
  for (auto at = branch.rbegin(); at != branch.rend(); ++at) {
    tree_.Extend(**at);
    ledger_.Connect(**at);
    changes.push_back(ChainChange{false, (*at)->hash, (*at)->height});
  }
  return changes;
}

Tip ChainIndex::GetTip() const {
  const std::shared_lock lock(mutex_);
  const BlockEntry* tip = tree_.Tip();
  return tip == nullptr ? Tip{} : Tip{tip->height, tip->hash};
}

Result<const BlockEntry*> ChainIndex::Locate(const BlockQuery& query) const {
  if (query.hash.has_value() == query.height.has_value()) {
    return Status(Code::kBadRequest, "a block is named by its hash or by its height");
  }
  const BlockEntry* block =
      query.hash.has_value() ? tree_.Find(*query.hash) : tree_.AtHeight(*query.height);
  if (block == nullptr) return Status(Code::kNotFound, "block unknown");
  return block;
}

Result<BlockRecord> ChainIndex::GetRecord(const BlockQuery& query) const {
  const std::shared_lock lock(mutex_);
  const Result<const BlockEntry*> located = Locate(query);
  if (!located.ok()) return located.status();
  const BlockEntry& block = **located;
  BlockRecord record;
  record.hash = block.hash;
  record.previous = block.previous;
  record.height = block.height;
  record.on_main = block.on_main;
  record.confirmations = block.on_main ? tree_.Tip()->height - block.height + 1 : -1;
  record.time = block.time;
  record.median_time = block.median_time;
  record.size = block.size;
  record.chain_work = block.chain_work;
  const BlockEntry* next = block.on_main ? tree_.AtHeight(block.height + 1) : nullptr;
  if (next != nullptr) record.next = next->hash;
  return record;
}

Result<TransactionPlace> ChainIndex::GetTransaction(const TransactionQuery& query) const {
  const std::shared_lock lock(mutex_);
  const TransactionRef ref = ledger_.Find(query.id);
  if (ref.block == nullptr) return Status(Code::kNotFound, "transaction unknown");
  return PlaceOf(ref);
}

TransactionRef ChainIndex::Locate(const OutputQuery& query) const {
  if (query.transaction.has_value()) return ledger_.Find(*query.transaction);
  BlockEntry* block = tree_.AtHeight(query.height);
  if (block == nullptr) return {};
  const auto& all = block->transactions;  // in block order, so by rising offset
  const auto found = std::ranges::lower_bound(all, query.offset, {}, &TransactionEntry::offset);
  if (found == all.end() || found->offset != query.offset) return {};
  return TransactionRef{block, static_cast<std::uint32_t>(found - all.begin())};
}

Result<OutputRecord> ChainIndex::GetOutput(const OutputQuery& query) const {
  const std::shared_lock lock(mutex_);
  const TransactionRef ref = Locate(query);
  if (ref.block == nullptr) return Status(Code::kNotFound, "transaction unknown");
  if (query.index >= ref.block->transactions[ref.index].outputs.size()) {
    return Status(Code::kNotFound, "the transaction has no output {}", query.index);
  }
  return RecordOf(ref, query.index);
}

Outputs ChainIndex::GetOutputs(const OutputsQuery& query) const {
  const std::shared_lock lock(mutex_);
  Outputs outputs;
  outputs.reserve(query.points.size());
  for (const OutputPoint& point : query.points) {
    const TransactionRef ref = ledger_.Find(point.transaction);
    const bool there =
        ref.block != nullptr && point.index < ref.block->transactions[ref.index].outputs.size();
    outputs.push_back(there ? std::optional(RecordOf(ref, point.index)) : std::nullopt);
  }
  return outputs;
}

ScriptOutputs ChainIndex::GetScript(const ScriptQuery& query) const {
  const std::shared_lock lock(mutex_);
  const std::span<const OutputRef> paid = ledger_.PaidTo(query.key);
  ScriptOutputs outputs;
  outputs.reserve(std::min(query.limit, paid.size()));
  for (const OutputRef& output : paid.first(std::min(query.limit, paid.size()))) {
    outputs.push_back(RecordOf(output.transaction, output.index));
  }
  return outputs;
}

Result<Fees> ChainIndex::GetFees(const BlockQuery& query) const {
  const std::shared_lock lock(mutex_);
  const Result<const BlockEntry*> located = Locate(query);
  if (!located.ok()) return located.status();
  Fees fees;
  fees.reserve((*located)->transactions.size());
  for (const TransactionEntry& transaction : (*located)->transactions) {
    fees.push_back(transaction.fee);
  }
  return fees;
}

}  // namespace dragoman::chain
