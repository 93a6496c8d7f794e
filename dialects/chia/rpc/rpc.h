// Chia's RPC, as far as a node without consensus can answer it (docs/dialects/chia-rpc.md).
#pragma once

#include "core/dialect/rpc.h"

namespace dragoman::chia {

RpcRule Rpc();

}  // namespace dragoman::chia
