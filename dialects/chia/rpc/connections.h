// The endpoints about peers.
#pragma once

#include "core/dialect/rpc.h"
#include "dialects/chia/rpc/outcome.h"

namespace dragoman::chia::rpc {

Outcome GetConnections(const RpcGround& ground, const Json& request);
// Ends every link with that node, with close code 1000.
Outcome CloseConnection(const RpcGround& ground, const Json& request);
// `finish` is called when the handshake is over, on any thread.
void OpenConnection(const RpcGround& ground, const Json& request, const std::function<void(Outcome)>& finish);

}  // namespace dragoman::chia::rpc
