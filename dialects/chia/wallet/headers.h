// Headers of blocks, with the filter by which a wallet sees what may concern it (wire/chia.md 11.1, 17).
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/messages/wallet/headers.h"

namespace dragoman::chia {

// The header of a block that has no generator.
HeaderBlock HeaderOf(const FullBlock& block, bool with_filter);

Task<Status> AnswerRequestBlockHeader(Peer& peer, const Received<RequestBlockHeader>& request);
// Deprecated: ranges that make no sense have no answer.
Task<Status> AnswerRequestHeaderBlocks(Peer& peer, const Received<RequestHeaderBlocks>& request);
Task<Status> AnswerRequestBlockHeaders(Peer& peer, const Received<RequestBlockHeaders>& request);

}  // namespace dragoman::chia
