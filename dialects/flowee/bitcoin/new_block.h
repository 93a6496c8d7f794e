// A new block for a chain whose target nearly every hash meets: regtest (wire/flowee.md 9.5).
#pragma once

#include <span>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace dragoman::flowee::bitcoin {

struct NewBlock {
  Hash256 previous{};
  std::int64_t height = 0;
  std::uint32_t time = 0;  // seconds since 1970-01-01 UTC
  std::uint32_t bits = 0;
  ByteArray<20> pay_to{};    // public key hash
  std::uint64_t reward = 0;  // satoshi, fees included
};

// What a block of regtest brings beside its fees: it halves every 150 blocks.
std::uint64_t RegtestSubsidy(std::int64_t height);

// The serialized block, mined. `transactions` are whole ones; they are put in the order of their
// ids, which the chain demands. kUnsupported where the target takes more than a moment.
Result<ByteVector> Mine(const NewBlock& block, std::span<const Bytes> transactions);

}  // namespace dragoman::flowee::bitcoin
