// Who may stay connected to us: those who ping in time (wire/flowee.md 6).
#pragma once

#include "core/peer/peer.h"
#include "dialects/flowee/messages/system.h"

namespace dragoman::flowee {

// One pong for each ping; on the connecting side a ping is fatal.
Task<Status> AnswerPings(Peer& peer, Inbox<system::Ping>& pings);
// Ends a connection that has not pinged for 150 s at first, 120 s later on. Other traffic does not count.
Task<Status> ExpectPings(Peer& peer);

}  // namespace dragoman::flowee
