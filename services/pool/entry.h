// Entry: what the pool keeps of one transaction.
#pragma once

#include <vector>

#include "core/router/pool.h"

namespace dragoman::pool {

struct EntryOutput {
  std::uint64_t amount = 0;
  Hash256 key{};  // ChainFormat::ScriptKey
};

struct Entry {
  Hash256 id{};
  Slice raw;
  std::int64_t first_seen = 0;  // seconds since 1970-01-01 UTC
  std::uint64_t fee = 0;
  std::uint64_t memory =
      0;  // BlockTransaction::memory, its own size where the chain has no estimate
  std::vector<OutputPoint> spends;
  std::vector<EntryOutput> outputs;
  Slice rival;  // the first that was refused for spending the same
};

}  // namespace dragoman::pool
