#include "dialects/flowee/bitcoin/block.h"

#include "dialects/flowee/bitcoin/field_reader.h"
#include "dialects/flowee/bitcoin/merkle.h"

namespace dragoman::flowee::bitcoin {

namespace {

Status CheckCoinbase(const std::vector<Transaction>& transactions) {
  for (std::size_t i = 0; i < transactions.size(); ++i) {
    if (transactions[i].IsCoinbase() == (i == 0)) continue;
    Status why(Code::kBadValue, i == 0 ? "the first transaction must be a coinbase"
                                       : "only the first transaction may be a coinbase");
    return why.At(transactions[i].offset).In(i).In("transactions");
  }
  return Ok();
}

}  // namespace

Result<ParsedBlock> ParseBlock(Bytes block) {
  Result<Header> header = ParseHeader(block);
  if (!header.ok()) return header.status();
  ParsedBlock parsed;
  parsed.header = *header;

  FieldReader reader(block.subspan(kHeaderBytes));
  const std::size_t count = reader.Count("transactions", kLeastTransactionBytes);
  if (!reader.ok()) {
    Status why = reader.status();
    return why.Shift(kHeaderBytes);
  }
  std::size_t offset = kHeaderBytes + reader.offset();
  parsed.transactions.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    Result<Transaction> transaction = ParseTransaction(block, offset);
    if (!transaction.ok()) {
      Status why = transaction.status();
      return why.In(i).In("transactions");
    }
    offset += transaction->size;
    parsed.transactions.push_back(std::move(*transaction));
  }
  if (offset != block.size()) {
    return Status(Code::kTrailing, "the block ends before the last {} bytes", block.size() - offset)
        .At(offset);
  }
  DRAGOMAN_TRY(CheckCoinbase(parsed.transactions));
  return parsed;
}

Status CheckMerkleRoot(const ParsedBlock& block) {
  std::vector<Hash256> ids;
  ids.reserve(block.transactions.size());
  for (const Transaction& transaction : block.transactions) ids.push_back(transaction.id);
  const MerkleRoot folded = FoldMerkle(std::move(ids));
  const char* complaint = folded.root != block.header.merkle_root
                              ? "the transactions do not hash to the merkle root"
                          : folded.mutated ? "transactions at the end are repeated"
                                           : nullptr;
  if (complaint == nullptr) return Ok();
  return Status(Code::kBadValue, complaint).At(kMerkleRootOffset).In("merkle_root").In("header");
}

}  // namespace dragoman::flowee::bitcoin
