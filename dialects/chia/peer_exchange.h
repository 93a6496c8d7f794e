// Addresses of other nodes: what a peer asks for and tells, and how they travel on (wire/chia.md 15).
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/messages/full_node.h"

namespace dragoman::chia {

Task<Status> AnswerRequestPeers(Peer& peer, const Received<RequestPeers>& request);
Task<Status> HearPeers(Peer& peer, const Received<RespondPeers>& told);

// A full node has connected to us: its address goes into the book and to one of our peers, perhaps to itself.
Status RelayNewcomer(Peer& peer);

}  // namespace dragoman::chia
