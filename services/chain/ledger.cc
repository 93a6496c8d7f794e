#include "services/chain/ledger.h"

namespace dragoman::chain {
namespace {

template <class Map>
void DropLast(Map& map, const Hash256& key) {
  const auto found = map.find(key);
  found->second.pop_back();
  if (found->second.empty()) map.erase(found);
}

}  // namespace

// Ids first: where a chain orders transactions by id, one may spend from a later one of its block.
void Ledger::Connect(BlockEntry& block) {
  AddIds(block);
  for (std::uint32_t i = 0; i < block.transactions.size(); ++i) {
    block.transactions[i].fee = Spend(block, i);
  }
}

void Ledger::Disconnect(BlockEntry& block) {
  for (std::uint32_t i = 0; i < block.transactions.size(); ++i) Unspend(block, i);
  DropIds(block);
}

void Ledger::AddIds(BlockEntry& block) {
  for (std::uint32_t i = 0; i < block.transactions.size(); ++i) {
    const TransactionRef here{&block, i};
    const TransactionEntry& transaction = block.transactions[i];
    transactions_[transaction.id].push_back(here);
    for (std::uint32_t k = 0; k < transaction.outputs.size(); ++k) {
      scripts_[transaction.outputs[k].script_key].push_back(OutputRef{here, k});
    }
  }
}

void Ledger::DropIds(BlockEntry& block) {
  for (const TransactionEntry& transaction : block.transactions) {
    DropLast(transactions_, transaction.id);
    for (const OutputEntry& output : transaction.outputs) DropLast(scripts_, output.script_key);
  }
}

std::optional<std::uint64_t> Ledger::Spend(BlockEntry& block, std::uint32_t index) {
  const TransactionEntry& transaction = block.transactions[index];
  bool known = !transaction.coinbase;
  std::uint64_t in = 0;
  std::uint64_t out = 0;
  for (const OutputPoint& point : transaction.spends) {
    OutputEntry* spent = Resolve(point);
    if (spent == nullptr) {
      known = false;
      continue;
    }
    if (spent->spent_by.block == nullptr) spent->spent_by = TransactionRef{&block, index};
    known &= !__builtin_add_overflow(in, spent->amount, &in);
  }
  for (const OutputEntry& output : transaction.outputs) {
    known &= !__builtin_add_overflow(out, output.amount, &out);
  }
  if (!known || out > in) return std::nullopt;
  return in - out;
}

void Ledger::Unspend(BlockEntry& block, std::uint32_t index) {
  for (const OutputPoint& point : block.transactions[index].spends) {
    OutputEntry* spent = Resolve(point);
    if (spent != nullptr && spent->spent_by == TransactionRef{&block, index}) spent->spent_by = {};
  }
}

OutputEntry* Ledger::Resolve(const OutputPoint& point) const {
  const TransactionRef made = Find(point.transaction);
  if (made.block == nullptr) return nullptr;
  auto& outputs = made.block->transactions[made.index].outputs;
  return point.index < outputs.size() ? &outputs[point.index] : nullptr;
}

TransactionRef Ledger::Find(const Hash256& id) const {
  const auto found = transactions_.find(id);
  return found == transactions_.end() ? TransactionRef{} : found->second.back();
}

std::span<const OutputRef> Ledger::PaidTo(const Hash256& script_key) const {
  const auto found = scripts_.find(script_key);
  return found == scripts_.end() ? std::span<const OutputRef>() : std::span(found->second);
}

}  // namespace dragoman::chain
