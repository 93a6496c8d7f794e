#include "services/chain/checked_block.h"

#include <algorithm>

namespace dragoman::chain {
namespace {

TransactionEntry Enter(const ChainFormat& format, BlockTransaction&& read) {
  TransactionEntry entry;
  entry.id = read.id;
  entry.offset = read.offset;
  entry.size = read.size;
  entry.coinbase = read.coinbase;
  if (!read.coinbase) entry.spends = std::move(read.spends);
  entry.outputs.reserve(read.outputs.size());
  for (const BlockOutput& output : read.outputs) {
    OutputEntry& kept = entry.outputs.emplace_back();
    kept.amount = output.amount;
    kept.script_key = format.ScriptKey(output.script);
  }
  return entry;
}

// A merkle root also fits a list whose tail is repeated: such a block has the id of a good one and
// must not take its place (CVE-2012-2459).
Status NoTransactionTwice(const std::vector<TransactionEntry>& transactions) {
  std::vector<const TransactionEntry*> by_id;
  by_id.reserve(transactions.size());
  for (const TransactionEntry& transaction : transactions) by_id.push_back(&transaction);
  const auto id = [](const TransactionEntry* transaction) -> const Hash256& {
    return transaction->id;
  };
  std::ranges::stable_sort(by_id, {}, id);
  const auto twice = std::ranges::adjacent_find(by_id, {}, id);
  if (twice == by_id.end()) return Ok();
  Status why(Code::kBadValue, "a transaction stands in the block twice");
  why.At((*std::next(twice))->offset);
  return why;
}

}  // namespace

Result<CheckedBlock> ReadStoredBlock(const ChainFormat& format, Bytes raw) {
  Result<BlockHeader> header = format.ReadHeader(raw);
  if (!header.ok()) return header.status();
  Result<std::vector<BlockTransaction>> read = format.ReadTransactions(raw);
  if (!read.ok()) return read.status();

  CheckedBlock block;
  block.header = *header;
  block.size = raw.size();
  block.transactions.reserve(read->size());
  for (BlockTransaction& transaction : *read) {
    block.transactions.push_back(Enter(format, std::move(transaction)));
  }
  DRAGOMAN_TRY(NoTransactionTwice(block.transactions));
  return block;
}

Result<CheckedBlock> CheckBlock(const ChainFormat& format, std::string_view network, Bytes raw) {
  DRAGOMAN_TRY(format.CheckWork(raw, network));  // cheap, and dear to forge: so before the body
  return ReadStoredBlock(format, raw);
}

}  // namespace dragoman::chain
