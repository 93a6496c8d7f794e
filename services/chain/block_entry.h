// BlockEntry: what the index keeps of one block, on the chain we follow or beside it. Everything a
// reorganisation needs is here, so that it reads nothing from the shelf.
#pragma once

#include <optional>
#include <vector>

#include "core/router/chain_format.h"

namespace dragoman::chain {

struct BlockEntry;

// A transaction by its block and its place in the block's list.
struct TransactionRef {
  BlockEntry* block = nullptr;
  std::uint32_t index = 0;
  friend bool operator==(const TransactionRef&, const TransactionRef&) = default;
};

struct OutputEntry {
  std::uint64_t amount = 0;
  Hash256 script_key{};
  TransactionRef spent_by;  // on the chain we follow; no block: unspent
};

struct TransactionEntry {
  Hash256 id{};
  std::uint64_t offset = 0;  // from the block's start
  std::uint64_t size = 0;    // bytes
  bool coinbase = false;
  std::vector<OutputPoint> spends;  // empty for a coinbase
  std::vector<OutputEntry> outputs;
  std::optional<std::uint64_t> fee;  // known once the block was on the chain we follow
};

struct BlockEntry {
  Hash256 hash{};
  Hash256 previous{};
  BlockEntry* parent = nullptr;
  std::int64_t height = 0;
  std::int64_t time = 0;         // seconds since 1970-01-01 UTC
  std::int64_t median_time = 0;  // of this block and up to ten before it
  std::uint64_t size = 0;        // bytes
  Hash256 chain_work{};          // block 0's own left out
  bool on_main = false;
  std::vector<TransactionEntry> transactions;
};

}  // namespace dragoman::chain
