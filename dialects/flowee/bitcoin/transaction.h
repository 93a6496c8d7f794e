// Transaction: a parsed transaction of the Bitcoin Cash serialization. Scripts are views into the
// bytes it was parsed from, which must outlive it.
#pragma once

#include "core/router/chain_format.h"

namespace dragoman::flowee::bitcoin {

// With empty scripts, and one input and one output: nothing is shorter.
inline constexpr std::size_t kLeastInputBytes = 32 + 4 + 1 + 4;
inline constexpr std::size_t kLeastOutputBytes = 8 + 1;
inline constexpr std::size_t kLeastTransactionBytes =
    4 + 1 + kLeastInputBytes + 1 + kLeastOutputBytes + 4;
// 21 million coins in satoshi: no output pays more, on any of the networks.
inline constexpr std::uint64_t kMaxAmount = 21'000'000ull * 100'000'000ull;

struct Input {
  OutputPoint spends;
  Bytes script;
  std::uint32_t sequence = 0;
};

struct Transaction {
  Hash256 id{};
  std::int32_t version = 0;
  std::vector<Input> inputs;
  std::vector<BlockOutput> outputs;
  std::uint32_t lock_time = 0;
  std::size_t offset =
      0;  // in what it was parsed from; in a block: Tx_OffsetInBlock (wire/flowee.md 8.4)
  std::size_t size = 0;

  // Its one input names output -1 of the transaction 00..00.
  bool IsCoinbase() const;
};

// The transaction that starts at `offset` of `source`; more may follow. Offsets of errors count
// from the start of `source`. Allocates in proportion to the bytes that are there, never to what
// they claim.
Result<Transaction> ParseTransaction(Bytes source, std::size_t offset);
// `bytes` is one transaction to its last byte.
Result<Transaction> ParseTransaction(Bytes bytes);

}  // namespace dragoman::flowee::bitcoin
