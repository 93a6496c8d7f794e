// Serving the blocks of the chain we follow (wire/chia.md 16.2), and what comes unasked of what only an answer may
// carry (14.2).
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/messages/full_node.h"

namespace dragoman::chia {

Task<Status> AnswerRequestBlock(Peer& peer, const Received<RequestBlock>& request);
Task<Status> AnswerRequestBlocks(Peer& peer, const Received<RequestBlocks>& request);

template <Message M>
Task<Status> RefuseUnasked(Peer&, const Received<M>&);

}  // namespace dragoman::chia
