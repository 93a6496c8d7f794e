// ChainFormat: how the chain service reads the blocks of a chain it knows nothing about.
// A dialect registers one per family; services/chain works on it (ARCHITECTURE.md 9).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/slice.h"

namespace dragoman {

// What a header says. Hashes in wire order.
struct BlockHeader {
  Hash256 hash{};
  Hash256 previous{};
  std::int64_t time = 0;  // seconds since 1970-01-01 UTC
  std::optional<std::int64_t> height;  // where the header says it
  std::optional<Hash256> chain_work;   // of the whole chain up to this block, where the header says it; little-endian
  Hash256 work{};         // expected work of this one block, little-endian; zero where the chain has no such thing
};

// Where a transaction spends and pays. Ids in wire order.
struct OutputPoint {
  Hash256 transaction{};
  std::uint32_t index = 0;
  friend auto operator<=>(const OutputPoint&, const OutputPoint&) = default;
};
struct BlockOutput {
  std::uint64_t amount = 0;  // smallest unit of the chain
  Bytes script;              // locking script, a view into the block
};
struct BlockTransaction {
  Hash256 id{};
  std::uint64_t offset = 0;  // from the first byte of the serialized block
  std::uint64_t size = 0;    // bytes
  bool coinbase = false;     // creates money: spends nothing that exists
  std::vector<OutputPoint> spends;
  std::vector<BlockOutput> outputs;
  std::uint64_t memory = 0;  // bytes that a pool counts for it, by that chain's own estimate; only of one read alone
};

// A file of blocks being imported: one at a time, in file order.
class BlockFile {
 public:
  virtual ~BlockFile() = default;
  // The next whole block; an empty Slice at the end of the file. An error says where the file is broken
  // (offset in bytes from its start); what came before it is good.
  virtual Result<Slice> Next() = 0;
  // Bytes read so far and in all.
  virtual std::uint64_t position() const = 0;
  virtual std::uint64_t size() const = 0;
};

// Const and thread-safe.
class ChainFormat {
 public:
  virtual ~ChainFormat() = default;

  // The first block of the network, serialized; empty where it is not known without import.
  virtual Slice Genesis(std::string_view network) const = 0;

  virtual Result<BlockHeader> ReadHeader(Bytes block) const = 0;
  // Whether a chain may begin with this block where Genesis is empty.
  virtual bool MayBeFirst(const BlockHeader& header) const { return header.previous == Hash256{}; }
  // How far a block is checked before it is taken (services/store/object.h).
  virtual std::uint8_t CheckLevel() const { return 3; }
  // Whether to check a block takes so long that no network thread should do it.
  virtual bool ChecksSlowly() const { return false; }
  // All transactions in block order. Checks that the block is well-formed to its last byte and that what the
  // header commits to (the merkle root) matches; views point into `block`.
  virtual Result<std::vector<BlockTransaction>> ReadTransactions(Bytes block) const = 0;
  // One transaction, to its last byte; for pools. kUnsupported where the chain knows none outside blocks.
  virtual Result<BlockTransaction> ReadTransaction(Bytes transaction) const;
  // Work claimed in the header and met by its hash, on this network.
  virtual Status CheckWork(Bytes block, std::string_view network) const = 0;
  // The key under which outputs are looked up by script (Flowee: single SHA-256).
  virtual Hash256 ScriptKey(Bytes script) const = 0;

  // How that chain's people print a block hash.
  virtual std::string Display(const Hash256& hash) const = 0;

  // Opens a file of blocks of `network`; kUnsupported where the dialect has no importer.
  virtual Result<std::unique_ptr<BlockFile>> OpenFile(const std::string& path, std::string_view network) const = 0;
};

inline Result<BlockTransaction> ChainFormat::ReadTransaction(Bytes) const {
  return Status(Code::kUnsupported, "this chain has no transactions outside blocks");
}

}  // namespace dragoman
