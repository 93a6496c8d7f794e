// Compact proofs of time (wire/chia.md 16.6): announcements are heard and passed on as an upstream told them; proofs
// themselves are not kept here.
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/messages/full_node.h"

namespace dragoman::chia {

Task<Status> HearCompactVdf(Peer& peer, const Received<NewCompactVDF>& announced);
// Nobody is given a proof; a field that does not exist is a fault all the same.
Task<Status> AnswerRequestCompactVdf(Peer& peer, const Received<RequestCompactVDF>& request);
Task<Status> RefuseCompactVdf(Peer& peer, const Received<RespondCompactVDF>& unasked);

}  // namespace dragoman::chia
