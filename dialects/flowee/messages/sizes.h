// How large the body of a message may be.
#pragma once

#include "core/base/bytes.h"
#include "dialects/flowee/native.h"

namespace dragoman::flowee {

// The largest joined body accepted by default: a multiple of the largest block (wire/flowee.md 5.2).
inline constexpr std::size_t kMaxJoinedBytes = 256 * MiB;
// Nothing else comes near this: transactions, lists of scripts and addresses.
inline constexpr std::size_t kMaxBlocklessBytes = 16 * MiB;

// Blocks travel in SubmitBlock and in the replies of GetBlock and GetBlockVerbose (9.2, 9.6).
constexpr std::size_t MaxBodyBytes(std::int32_t service, std::int32_t message) {
  const bool block = (service == service::kBlockChain && (message == 5 || message == 7)) ||
                     (service == service::kMining && message == 0);
  return block ? kMaxJoinedBytes : kMaxBlocklessBytes;
}

}  // namespace dragoman::flowee
