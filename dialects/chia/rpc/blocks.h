// The endpoints that give blocks and their records.
#pragma once

#include "core/dialect/rpc.h"
#include "dialects/chia/rpc/outcome.h"

namespace dragoman::chia::rpc {

// Of the text of get_blocks; more is refused.
inline constexpr std::size_t kMostBlocksText = 64 * MiB;

Outcome GetBlock(const RpcGround& ground, const Json& request);
// Those of the chain we follow from `start` up to, not including, `end`.
Outcome GetBlocks(const RpcGround& ground, const Json& request);
Outcome GetBlockRecord(const RpcGround& ground, const Json& request);
Outcome GetBlockRecordByHeight(const RpcGround& ground, const Json& request);

}  // namespace dragoman::chia::rpc
