// pool::* - the calls by which dialects ask about and add to the transactions that are in no block
// yet (ARCHITECTURE.md 4b). Ids in wire order. What happens in the pool is told by event::PoolStep
// and event::DoubleSpend.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/router/call.h"
#include "core/router/chain_format.h"

namespace dragoman::pool {

struct Nothing {};

// A transaction arrived. It is read, its inputs are looked up, scripts and signatures are not
// checked.
struct Offer {
  Slice raw;
  std::string from;  // remote HOST:PORT, empty for our own
};
enum class Verdict : std::uint8_t {
  kAccepted,
  kKnown,          // is in the pool
  kConflict,       // spends what one in the pool spends
  kMissingInputs,  // spends what is not there, or is spent in the chain
  kCoinbase,       // is good in a block only
  kSpendsTwice,    // spends one output twice
  kOverspends,     // pays more than it has
  kTooLarge,
  kRecentlyRefused,  // was refused a moment ago, for what it is
  kFull,             // no room, for now
};
struct Offered {
  Verdict verdict = Verdict::kAccepted;
  Hash256 id{};
  std::optional<Hash256> rival;  // of a conflict: the one in the pool
};
// Bytes that are no transaction are an error of the format.
inline constexpr CallName<Offer, Offered> kOffer{"pool.offer"};

struct Record {
  Hash256 id{};
  Slice raw;
  std::int64_t first_seen = 0;  // seconds since 1970-01-01 UTC
  std::uint64_t fee = 0;
  Slice rival;  // the first transaction that was refused for spending the same; empty: none
};
struct Query {
  Hash256 id{};
};
// kNotFound is a normal answer.
inline constexpr CallName<Query, Record> kGet{"pool.get"};

// Outputs in the pool by what they pay to: transactions in the order of their coming, their outputs
// by index.
struct ScriptsQuery {
  std::vector<Hash256> keys;  // ChainFormat::ScriptKey
  std::size_t limit = 1000;   // hits
};
struct Hit {
  Record record;
  std::uint32_t index = 0;
  std::uint64_t amount = 0;
  Hash256 key{};
};
using Hits = std::vector<Hit>;
inline constexpr CallName<ScriptsQuery, Hits> kFind{"pool.find"};

// What a block could hold, in the order of their coming.
struct ListQuery {
  std::uint64_t bytes = 0;  // at most, of serialized transactions
};
using Records = std::vector<Record>;
inline constexpr CallName<ListQuery, Records> kList{"pool.list"};

struct Info {
  std::uint64_t transactions = 0;
  std::uint64_t bytes = 0;   // serialized
  std::uint64_t memory = 0;  // by the chain's own estimate (BlockTransaction::memory)
  std::uint64_t memory_limit = 0;
};
inline constexpr CallName<Nothing, Info> kInfo{"pool.info"};

}  // namespace dragoman::pool
