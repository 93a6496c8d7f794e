// The coins that one block created and spent, with proofs against the roots that it commits to (wire/chia.md 11.2, 17).
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/messages/wallet/block_coins.h"

namespace dragoman::chia {

Task<Status> AnswerRequestAdditions(Peer& peer, const Received<RequestAdditions>& request);
// Blocks that we serve spend nothing.
Task<Status> AnswerRequestRemovals(Peer& peer, const Received<RequestRemovals>& request);

}  // namespace dragoman::chia
