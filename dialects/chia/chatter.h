// What a full node is told and does nothing with: announcements of unfinished blocks, signage points and the like, which
// only a judge of consensus may pass on. They are read, so that a malformed one ends its sender.
#pragma once

#include "core/peer/peer.h"

namespace dragoman::chia {

template <Message M>
Task<Status> Overhear(Peer&, const Received<M>&) {
  co_return Ok();
}

}  // namespace dragoman::chia
