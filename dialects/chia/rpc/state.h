// The endpoints about the node as a whole: its network, its chain, its transactions.
#pragma once

#include "core/dialect/rpc.h"
#include "dialects/chia/rpc/outcome.h"

namespace dragoman::chia::rpc {

Outcome GetNetworkInfo(const RpcGround& ground, const Json& request);
Outcome GetBlockchainState(const RpcGround& ground, const Json& request);
Outcome GetAllMempoolTxIds(const RpcGround& ground, const Json& request);
Outcome GetVersion(const RpcGround& ground, const Json& request);

}  // namespace dragoman::chia::rpc
