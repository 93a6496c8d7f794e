// chain::* - the calls by which dialects ask about and add to the chain of their network (ARCHITECTURE.md 4b).
// Heights count from 0. Hashes and ids in wire order. `kNotFound` is a normal answer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/router/call.h"
#include "core/router/chain_format.h"

namespace dragoman::chain {

struct Nothing {};

struct Tip {
  std::int64_t height = -1;  // -1: no block at all
  Hash256 hash{};
};
inline constexpr CallName<Nothing, Tip> kTip{"chain.tip"};

// Exactly one of the two is set.
struct BlockQuery {
  std::optional<Hash256> hash;
  std::optional<std::int64_t> height;  // on the chain we follow
};
inline BlockQuery ByHash(const Hash256& hash) {
  BlockQuery query;
  query.hash = hash;
  return query;
}
inline BlockQuery ByHeight(std::int64_t height) {
  BlockQuery query;
  query.height = height;
  return query;
}

struct BlockRecord {
  Hash256 hash{};
  Hash256 previous{};
  std::optional<Hash256> next;  // on the chain we follow
  std::int64_t height = 0;
  bool on_main = true;               // part of the chain we follow
  std::int64_t confirmations = 0;    // 1 for the tip, -1 off the chain we follow
  std::int64_t time = 0;             // seconds since 1970-01-01 UTC, as the header says
  std::int64_t median_time = 0;      // of this block and up to ten before it
  std::uint64_t size = 0;            // bytes
  Hash256 chain_work{};              // little-endian, the first block's own work left out
};
inline constexpr CallName<BlockQuery, BlockRecord> kHeader{"chain.header"};

struct StoredBlock {
  BlockRecord record;
  Slice raw;  // byte-identical to what was stored
};
inline constexpr CallName<BlockQuery, StoredBlock> kBlock{"chain.block"};

struct TransactionQuery {
  Hash256 id{};
};
struct TransactionPlace {
  std::int64_t height = 0;
  std::uint64_t offset = 0;  // bytes from the block's start
  std::uint64_t size = 0;    // bytes
};
inline constexpr CallName<TransactionQuery, TransactionPlace> kTransaction{"chain.transaction"};

// An output by transaction id, or by the place of its transaction.
struct OutputQuery {
  std::optional<Hash256> transaction;
  std::int64_t height = -1;
  std::uint64_t offset = 0;
  std::uint32_t index = 0;
};
struct OutputRecord {
  bool unspent = false;
  std::optional<TransactionPlace> spent_by;
  Hash256 transaction{};
  std::int64_t height = 0;
  std::uint64_t offset = 0;  // of the transaction
  std::uint32_t index = 0;
  std::uint64_t amount = 0;
};
inline constexpr CallName<OutputQuery, OutputRecord> kOutput{"chain.output"};

// Several outputs, all at one moment of the chain; absent where there is no such output.
struct OutputsQuery {
  std::vector<OutputPoint> points;
};
using Outputs = std::vector<std::optional<OutputRecord>>;
inline constexpr CallName<OutputsQuery, Outputs> kOutputs{"chain.outputs"};

// The outputs ever paid to a script, in chain order.
struct ScriptQuery {
  Hash256 key{};          // ChainFormat::ScriptKey
  std::size_t limit = 1000;
};
using ScriptOutputs = std::vector<OutputRecord>;
inline constexpr CallName<ScriptQuery, ScriptOutputs> kScript{"chain.script"};

// What each transaction of a block pays its miner, in block order; absent for the coinbase and where an input
// is not known.
using Fees = std::vector<std::optional<std::uint64_t>>;
inline constexpr CallName<BlockQuery, Fees> kFees{"chain.fees"};

// A block arrived. It is checked (well-formed, id, work), indexed, stored, and events follow.
struct Arrival {
  Slice raw;
  std::string from;  // remote HOST:PORT, empty for a file
};
enum class Outcome : std::uint8_t {
  kKnown,        // had it
  kExtended,     // the new tip
  kReorganised,  // made another branch the chain we follow
  kSide,         // kept beside the chain we follow
};
struct Accepted {
  Outcome outcome = Outcome::kKnown;
  Hash256 hash{};
  std::int64_t height = 0;
};
// A block whose parent is unknown is refused with kNotFound.
inline constexpr CallName<Arrival, Accepted> kAccept{"chain.accept"};

// A peer told how far its chain goes: the target of the sync.
struct Target {
  std::int64_t height = 0;
  std::string peer;
};
inline constexpr CallName<Target, Nothing> kTarget{"chain.target"};

}  // namespace dragoman::chain
