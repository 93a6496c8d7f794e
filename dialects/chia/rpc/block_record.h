// A block record: what Chia's tools want to know of a block without its proofs (wire/chia.md 19.1). What needs consensus
// is null.
#pragma once

#include "dialects/chia/rpc/chain_view.h"
#include "dialects/chia/rpc/json_text.h"

namespace dragoman::chia::rpc {

JsonText BlockRecordOf(const ChainView& chain, const FullBlock& block);

}  // namespace dragoman::chia::rpc
