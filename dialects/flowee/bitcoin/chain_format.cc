#include "dialects/flowee/bitcoin/chain_format.h"

#include "core/base/hash.h"
#include "core/base/hex.h"
#include "dialects/flowee/bitcoin/block.h"
#include "dialects/flowee/bitcoin/block_file.h"
#include "dialects/flowee/bitcoin/pool_memory.h"
#include "dialects/flowee/bitcoin/work.h"

namespace dragoman::flowee::bitcoin {

namespace {

Status UnknownNetwork(std::string_view name) {
  return Status::Because(Code::kBadRequest, "unknown network \"" + std::string(name) + '"')
      .Next("Networks are main, testnet3, testnet4, scalenet and regtest.");
}

BlockTransaction Describe(Transaction& transaction) {
  BlockTransaction described;
  described.id = transaction.id;
  described.offset = transaction.offset;
  described.size = transaction.size;
  described.coinbase = transaction.IsCoinbase();
  if (!described.coinbase) {
    described.spends.reserve(transaction.inputs.size());
    for (const Input& input : transaction.inputs) described.spends.push_back(input.spends);
  }
  described.outputs = std::move(transaction.outputs);
  return described;
}

}  // namespace

Slice BitcoinChainFormat::Genesis(std::string_view network) const {
  const Network* found = FindNetwork(network);
  return found == nullptr ? Slice() : Slice::Copy(found->GenesisBlock());
}

Result<BlockHeader> BitcoinChainFormat::ReadHeader(Bytes block) const {
  const Result<Header> header = ParseHeader(block);
  if (!header.ok()) return header.status();
  BlockHeader read;
  read.hash = header->hash;
  read.previous = header->previous;
  read.time = header->time;
  read.work = WorkOf(header->bits).ToBytes();
  return read;
}

Result<std::vector<BlockTransaction>> BitcoinChainFormat::ReadTransactions(Bytes block) const {
  Result<ParsedBlock> parsed = ParseBlock(block);
  if (!parsed.ok()) return parsed.status();
  DRAGOMAN_TRY(CheckMerkleRoot(*parsed));
  std::vector<BlockTransaction> transactions;
  transactions.reserve(parsed->transactions.size());
  for (Transaction& transaction : parsed->transactions)
    transactions.push_back(Describe(transaction));
  return transactions;
}

Result<BlockTransaction> BitcoinChainFormat::ReadTransaction(Bytes transaction) const {
  Result<Transaction> parsed = ParseTransaction(transaction);
  if (!parsed.ok()) return parsed.status();
  const std::uint64_t memory = PoolMemory(*parsed);
  BlockTransaction read = Describe(*parsed);
  read.memory = memory;
  return read;
}

Status BitcoinChainFormat::CheckWork(Bytes block, std::string_view network) const {
  const Network* found = FindNetwork(network);
  if (found == nullptr) return UnknownNetwork(network);
  const Result<Header> header = ParseHeader(block);
  if (!header.ok()) return header.status();
  return bitcoin::CheckWork(*header, *found);
}

// Wire/flowee.md 8.4, "BitcoinScriptHashed".
Hash256 BitcoinChainFormat::ScriptKey(Bytes script) const { return Sha256(script); }

std::string BitcoinChainFormat::Display(const Hash256& hash) const { return ToHexReversed(hash); }

Result<std::unique_ptr<BlockFile>> BitcoinChainFormat::OpenFile(const std::string& path,
                                                                std::string_view network) const {
  const Network* found = FindNetwork(network);
  if (found == nullptr) return UnknownNetwork(network);
  return OpenBlockFile(path, *found);
}

std::shared_ptr<const ChainFormat> MakeChainFormat() {
  return std::make_shared<BitcoinChainFormat>();
}

}  // namespace dragoman::flowee::bitcoin
