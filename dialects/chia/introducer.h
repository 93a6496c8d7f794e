// A node that knows others, and is dialed to be asked for them alone (wire/chia.md 15.6).
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/messages/introducer.h"

namespace dragoman::chia {

// The link ends with the answer, or without one after a while.
Task<Status> AskIntroducer(Peer& peer);
Task<Status> HearIntroducer(Peer& peer, const Received<RespondPeersIntroducer>& told);

}  // namespace dragoman::chia
