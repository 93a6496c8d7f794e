// The client role: what we say to a Hub, unasked (wire/flowee.md 6, 7.4, 9.2).
#pragma once

#include "core/peer/peer.h"
#include "dialects/flowee/messages/block_notification.h"
#include "dialects/flowee/messages/system.h"

namespace dragoman::flowee {

// Asks for the version and the chain at once: a Hub drops who is silent. Another network is a refusal.
Task<Status> Introduce(Peer& peer);

// Pings every 90 s.
Task<Status> SendPings(Peer& peer);
Task<Status> HearPongs(Peer& peer, Inbox<system::Pong>& pongs);
// Ends the connection 120 s after a ping that got no pong.
Task<Status> ExpectPongs(Peer& peer);

// Subscribes to new blocks, fetches what we lack, then looks again from time to time, as news may be lost.
Task<Status> FollowChain(Peer& peer);
// Fetches at every announcement.
Task<Status> HearBlocks(Peer& peer, Inbox<block_notification::NewBlockOnChain>& news);

// 7.4: after failures 0, 4, 13, 32, then 44 s; after a lost connection 15 s; never where no Hub answers.
std::optional<Duration> RedialAfter(int failures, bool was_connected, const Status& why);

}  // namespace dragoman::flowee
