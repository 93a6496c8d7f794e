// Following the peaks that a full node announces: fetching what we lack (wire/chia.md 16.1).
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/messages/full_node.h"

namespace dragoman::chia {

Task<Status> FollowPeaks(Peer& peer, Inbox<NewPeak>& peaks);
// The last peak that this peer announced, if what it says counts.
void FollowAnnounced(Peer& peer);

}  // namespace dragoman::chia
